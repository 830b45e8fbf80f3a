"""Sheets of `books` as xlsx, ods, xls and XML of Excel 2003; all from their markup but for xls, by xlwt. Bytes out, the same each run."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape, quoteattr

import xlwt
from told import covered
from xlwt.BIFFRecords import FormulaRecord
from xlwt.Cell import FormulaCell

STAMP = (2026, 2, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def packed(members):
    """A zip with its members in order and no clock in it; the first may be stored, as OpenDocument asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return out.getvalue()


def column(index):
    return (column(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


# -- xlsx ---------------------------------------------------------------------------------------------------------------

class Styles:
    """Number formats and indents, numbered as they come."""

    def __init__(self):
        self.found = {("General", 0): 0}

    def __call__(self, cell):
        return self.found.setdefault((cell.format, cell.indent), len(self.found))

    def markup(self):
        formats, xfs = {}, ""
        for text, indent in self.found:
            number = 0 if text == "General" else formats.setdefault(text, 176 + len(formats))
            align = f'<alignment horizontal="left" indent="{indent}"/>' if indent else ""
            xfs += f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1">{align}</xf>'
        listed = "".join(f'<numFmt numFmtId="{n}" formatCode={quoteattr(text)}/>' for text, n in formats.items())
        return (f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{listed}</numFmts><fonts count="1"><font/></fonts><fills '
                f'count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs '
                f'count="{len(self.found)}">{xfs}</cellXfs></styleSheet>')


def xlsx_sheet(sheet, styles, strings):
    rows = {}
    for (r, c), cell in sorted(sheet.cells.items()):
        name, style = f"{column(c)}{r + 1}", styles(cell)
        if cell.number is not None:
            formula = f"<f>{cell.formula}</f>" if cell.formula else ""
            rows.setdefault(r, []).append(f'<c r="{name}" s="{style}">{formula}<v>{cell.number}</v></c>')
        elif cell.shows or cell.high * cell.wide > 1:
            index = strings.setdefault(cell.shows, len(strings))
            rows.setdefault(r, []).append(f'<c r="{name}" s="{style}" t="s"><v>{index}</v></c>' if cell.shows else f'<c r="{name}" s="{style}"/>')
    last = max(rows, default=0)
    data = "".join(f'<row r="{r + 1}"{" hidden=" + chr(34) + "1" + chr(34) if r in sheet.hidden_rows else ""}>{"".join(cells)}</row>'
                   for r, cells in sorted(rows.items()))
    data += "".join(f'<row r="{r}" s="1" customFormat="1" ht="14"><c r="A{r}" s="0"/><c r="B{r}" s="0"/></row>'
                    for r in range(last + 2, last + 2 + sheet.styled))
    merges = [f'<mergeCell ref="{column(c)}{r + 1}:{column(c + cell.wide - 1)}{r + cell.high}"/>'
              for (r, c), cell in sorted(sheet.cells.items()) if cell.high * cell.wide > 1]
    merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    cols = "".join(f'<col min="{c + 1}" max="{c + 1}" width="9" hidden="1"/>' for c in sorted(sheet.hidden_cols))
    cols = f"<cols>{cols}</cols>" if cols else ""
    return f'<worksheet xmlns="{MAIN}">{cols}<sheetData>{data}</sheetData>{merged}</worksheet>'


def rich(text):
    """A shared string; one in three in two runs with a reading aid, as Excel writes what was typed in two fonts."""
    if len(text) % 3 or len(text) < 4:
        return f'<si><t xml:space="preserve">{escape(text)}</t></si>'
    half = len(text) // 2
    run = '<r><rPr><sz val="9"/></rPr><t xml:space="preserve">{}</t></r>'
    return (f"<si>{run.format(escape(text[:half]))}{run.format(escape(text[half:]))}"
            '<rPh sb="0" eb="1"><t>pinyin</t></rPh><phoneticPr fontId="1"/></si>')


def xlsx(book):
    styles, strings, parts = Styles(), {}, []
    for sheet in book:
        parts.append(xlsx_sheet(sheet, styles, strings))
    listed = "".join(f'<sheet name={quoteattr(s.name)} sheetId="{i}"{" state=" + chr(34) + "hidden" + chr(34) if s.hidden else ""} r:id="rId{i}"/>'
                     for i, s in enumerate(book, 1))
    links = "".join(f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(book) + 1))
    links += f'<Relationship Id="rId901" Type="{REL}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="rId902" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    members = [
        ("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
         'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
         f'PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" '
         'Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'),
        ("xl/styles.xml", styles.markup()),
        ("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">{"".join(map(rich, strings))}</sst>'),
    ]
    return packed(members + [(f"xl/worksheets/sheet{i}.xml", part) for i, part in enumerate(parts, 1)])


# -- ods ----------------------------------------------------------------------------------------------------------------

SPACES = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def paragraph(text):
    """A line of a cell; blanks that lead or stand together are counted."""
    out, blanks = "", 0
    for char in text + "\0":
        if char == " ":
            blanks += 1
            continue
        if blanks:
            out += " " if blanks == 1 and out else f'<text:s text:c="{blanks}"/>'
            blanks = 0
        out += "" if char == "\0" else escape(char)
    return f"<text:p>{out}</text:p>"


def ods_cell(cell):
    span = f' table:number-columns-spanned="{cell.wide}" table:number-rows-spanned="{cell.high}"' if cell.high * cell.wide > 1 else ""
    if cell.number is not None:
        formula = f' table:formula="of:={cell.formula}"' if cell.formula else ""
        kind = f'{formula} office:value-type="float" office:value="{cell.number}"'
    else:
        kind = ' office:value-type="string"' if cell.shows else ""
    remark = "<office:annotation><text:p>核对 9,999.99</text:p></office:annotation>" if cell.formula else ""
    lines = "".join(map(paragraph, cell.shows.split("\n"))) if cell.shows else ""
    return f"<table:table-cell{kind}{span}>{remark}{lines}</table:table-cell>"


def ods_sheet(sheet):
    cells, under = sheet.cells, covered(sheet.cells)
    high, wide = (max(r for r, _ in set(cells) | under) + 1, max(c for _, c in set(cells) | under) + 1) if cells else (0, 1)
    columns = "".join(f'<table:table-column{" table:visibility=" + chr(34) + "collapse" + chr(34) if c in sheet.hidden_cols else ""}/>'
                      for c in range(wide))
    out = ""
    for r in range(high):
        row, empty = "", 0
        for c in range(wide + 1):
            if c < wide and (r, c) not in cells and (r, c) not in under:
                empty += 1
                continue
            if empty:
                row += f'<table:table-cell table:number-columns-repeated="{empty}"/>' if empty > 1 else "<table:table-cell/>"
                empty = 0
            if c < wide:
                row += "<table:covered-table-cell/>" if (r, c) in under else ods_cell(cells[r, c])
        hide = ' table:visibility="collapse"' if r in sheet.hidden_rows else ""
        out += f"<table:table-row{hide}>{row}</table:table-row>"
    out += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    style = ' table:style-name="off"' if sheet.hidden else ""
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{columns}{out}</table:table>"


def ods(book):
    styles = ('<office:automatic-styles><style:style style:name="off" style:family="table"><style:table-properties table:display="false"/>'
              "</style:style></office:automatic-styles>")
    space = SPACES + ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    body = "".join(map(ods_sheet, book))
    return packed([
        ("mimetype", ODS),
        ("content.xml", f'<office:document-content{space} office:version="1.2">{styles}<office:body><office:spreadsheet>{body}'
         "</office:spreadsheet></office:body></office:document-content>"),
        ("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
         f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'),
    ])


# -- xls ----------------------------------------------------------------------------------------------------------------

class Saved(FormulaCell):
    """A formula with the value that was saved; xlwt itself saves an empty text."""

    __slots__ = ["saved"]

    def get_biff_data(self):
        record = FormulaRecord(self.rowx, self.colx, self.xf_idx, self.frmla.rpn(), self.calc_flags)
        data = record._rec_data
        record._rec_data = data[:6] + struct.pack("<d", self.saved) + data[14:]
        return record.get()


def xls(book):
    out = xlwt.Workbook(encoding="utf-8")
    styles = {}

    def style(cell):
        key = cell.format, cell.indent
        if key not in styles:
            made = xlwt.XFStyle()
            made.num_format_str = cell.format
            made.alignment.inde = cell.indent
            styles[key] = made
        return styles[key]

    for made in book:
        sheet = out.add_sheet(made.name)
        sheet.visibility = int(made.hidden)
        for (r, c), cell in sorted(made.cells.items()):
            content = cell.shows if cell.number is None else float(cell.number)
            if cell.high * cell.wide > 1:
                sheet.write_merge(r, r + cell.high - 1, c, c + cell.wide - 1, content, style(cell))
            elif cell.formula:
                formula = xlwt.Formula(cell.formula)
                out.add_sheet_reference(formula)
                made_cell = Saved(r, c, out.add_style(style(cell)), formula)
                made_cell.saved = content
                sheet.row(r).insert_cell(c, made_cell)
            elif content != "":
                sheet.write(r, c, content, style(cell))
        for r in made.hidden_rows:
            sheet.row(r).hidden = True
        for c in made.hidden_cols:
            sheet.col(c).hidden = True
        last = max((r for r, _ in made.cells), default=0)
        for r in range(last + 2, min(last + 2 + made.styled, 65_000)):
            sheet.row(r).set_style(styles.setdefault(("General", 0), xlwt.XFStyle()))
    stream = io.BytesIO()
    out.save(stream)
    return stream.getvalue()


# -- XML of Excel 2003 ----------------------------------------------------------------------------------------------------

OFFICE = "urn:schemas-microsoft-com:office:"
NAMES = {"#,##0.00": "Standard", "0.00": "Fixed"}


def xml_cell(at, cell, style, index):
    place = f' ss:Index="{at[1] + 1}"' if index else ""
    span = (f' ss:MergeAcross="{cell.wide - 1}"' if cell.wide > 1 else "") + (f' ss:MergeDown="{cell.high - 1}"' if cell.high > 1 else "")
    formula = f' ss:Formula="={escape(cell.formula)}"' if cell.formula else ""
    remark = '<Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40">核对 9,999.99</ss:Data></Comment>' if cell.formula else ""
    if cell.number is not None:
        data = f'<Data ss:Type="Number">{cell.number}</Data>'
    else:
        data = f'<Data ss:Type="String">{escape(cell.shows, {chr(10): "&#10;"})}</Data>' if cell.shows else ""
    return f'<Cell{place}{span} ss:StyleID="s{style}"{formula}>{data}{remark}</Cell>'


def xml_sheet(sheet, styles):
    rows, before = "", -1
    for r in sorted({r for r, _ in sheet.cells} | sheet.hidden_rows):
        line, last, under = "", -1, {c for at, c in covered(sheet.cells) if at == r}
        for at, cell in sorted((at, cell) for at, cell in sheet.cells.items() if at[0] == r):
            gap = set(range(last + 1, at[1])) - under
            line += xml_cell(at, cell, styles(cell), bool(gap) or last + 1 != at[1])
            last = at[1] + cell.wide - 1
        place = f' ss:Index="{r + 1}"' if r != before + 1 else ""
        rows += f'<Row{place}{" ss:Hidden=" + chr(34) + "1" + chr(34) if r in sheet.hidden_rows else ""}>{line}</Row>\n'
        before = r
    columns = "".join(f'<Column ss:Index="{c + 1}" ss:Hidden="1" ss:Width="48"/>' for c in sorted(sheet.hidden_cols))
    styled = f'<Row ss:Index="{before + 3}" ss:Span="{sheet.styled}" ss:StyleID="s0"/>' if sheet.styled else ""
    visible = "<Visible>SheetHidden</Visible>" if sheet.hidden else ""
    return (f"<Worksheet ss:Name={quoteattr(sheet.name)}><Table>{columns}{rows}{styled}</Table>"
            f'<WorksheetOptions xmlns="{OFFICE}excel">{visible}<Selected/></WorksheetOptions></Worksheet>')


def xml(book):
    styles = Styles()
    sheets = "".join(xml_sheet(sheet, styles) for sheet in book)
    listed = "".join(f'<Style ss:ID="s{n}"><Alignment ss:Indent="{indent}"/><NumberFormat ss:Format={quoteattr(NAMES.get(text, text))}/></Style>'
                     for (text, indent), n in styles.found.items())
    return ('<?xml version="1.0" encoding="utf-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            f'<Workbook xmlns="{OFFICE}spreadsheet" xmlns:ss="{OFFICE}spreadsheet"><Styles><Style ss:ID="Default"/>{listed}</Styles>'
            f"{sheets}</Workbook>").encode()


KINDS = {"xlsx": xlsx, "ods": ods, "xls": xls, "xml": xml}
