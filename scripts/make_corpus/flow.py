"""One disclosure in every format: the PDF, and what counties publish beside it, written from the same tables and sentences.

Nothing here is random and no clock is asked: the same bytes each run.
"""

import html
import zipfile
from xml.sax.saxutils import escape

import xlwt

import fonts
import generic
import ink
import prose
from book import Book
from drawing import draw_table
from grid import Style, spans
from model import Project
from truth import write_book

NAME = "平芜市市场监督管理局2026年部门预算"
STAMP = (2026, 2, 1, 0, 0, 0)


def lines_of(table):
    """Header, column numbers and rows, as printed."""
    return table.header + ([table.ordinals] if table.ordinals else []) + table.rows


def number(table, row, col, text):
    """The value of an amount; None for what is a text."""
    if row < len(table.header) or table.roles[col] != "amount" or not text.strip():
        return None
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


# -- web pages --------------------------------------------------------------------------------------------------------

SHELL = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{name}"><meta name="ColumnName" content="部门决算公开">
<meta name="PubDate" content="2026-02-01 09:00"><title>部门决算公开_平芜市人民政府</title></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/ys/">部门预算公开</a></li><li><a href="/js/">部门决算公开</a></li></ul></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a><a href="/czzj/">财政资金</a><a href="/js/">部门决算公开</a></div>
<div class="{article}">
{body}
</div>
<div class="related"><p>相关链接</p><a href="/a.html">平芜市财政局2025年部门决算</a></div>
<div class="footer">主办单位：平芜市人民政府办公室</div>
</body></html>
"""


def clean(told):
    """Paragraphs and tables as a careful editor leaves them."""
    out = []
    for kind, what in told:
        if kind != "table":
            out.append(f"<p>{html.escape(what)}</p>")
            continue
        out += [f"<p>{html.escape(x)}</p>" for x in (what.number, what.title) if x]
        out.append(f"<p>{html.escape(what.left)}　　　　{html.escape(what.unit_line)}</p>")
        rows = lines_of(what)
        shape = spans(rows)
        out.append("<table border=\"1\"><tbody>")
        for r, row in enumerate(rows):
            cells = []
            for c, text in enumerate(row):
                if (r, c) in shape:
                    high, wide = shape[r, c]
                    span = (f' rowspan="{high}"' if high > 1 else "") + (f' colspan="{wide}"' if wide > 1 else "")
                    cells.append(f"<td{span}>{html.escape(text).replace(chr(10), '<br>')}</td>")
            out.append("<tr>" + "".join(cells) + "</tr>")
        out.append("</tbody></table>")
        out += [f"<p>{html.escape(note)}</p>" for note in what.notes]
    return "\n".join(out)


def word(told):
    """Pasted from Word: the whole in a frame, digits in spans of their own, a blank in every empty cell, end tags left out."""
    def runs(text):
        out, digits = "", ""
        for char in text + "\0":
            if char.isdigit() or char in ",.":
                digits += char
                continue
            if digits:
                out += f'<span lang="EN-US" style="font-size:9.0pt">{digits}</span>'
                digits = ""
            out += html.escape(char) if char != "\0" else ""
        return out.replace("\n", "<br>") or "&nbsp;"

    out = ['<table border="0" style="width:595.3pt"><tbody><tr><td style="padding:0cm 5.4pt">']
    for kind, what in told:
        if kind != "table":
            out.append(f'<p class="MsoNormal">&nbsp;&nbsp;<span style="font-family:仿宋">{runs(what)}<o:p></o:p></span>')
            continue
        out += [f'<p class="MsoNormal" align="center"><b>{runs(x)}</b></p>' for x in (what.number, what.title) if x]
        out.append(f'<p class="MsoNormal">{runs(what.left)}&nbsp; &nbsp; &nbsp;{runs(what.unit_line)}</p>')
        rows = lines_of(what)
        shape = spans(rows)
        out.append('<!--[if gte mso 9]><xml><w:x>1</w:x></xml><![endif]--><div align="center"><table class="MsoTableGrid">')
        for r, row in enumerate(rows):
            out.append('<tr style="height:14.2pt">')
            for c, text in enumerate(row):
                if (r, c) in shape:
                    high, wide = shape[r, c]
                    out.append(f'<td rowspan={high} colspan={wide} valign=top><p class="MsoNormal">{runs(text)}</p>')
        out.append("</table></div>")
        out += [f'<p class="MsoNormal">{runs(note)}</p>' for note in what.notes]
    return "\n".join(out + ["</td></tr></tbody></table>"])


def excel(told):
    """Pasted from Excel: title, department, unit and notes are rows of the grid; x:num, a sizing row that is hidden."""
    out = []
    for kind, what in told:
        if kind != "table":
            out.append(f"<p>{html.escape(what)}</p>")
            continue
        rows = lines_of(what)
        shape, wide = spans(rows), len(what.roles)
        blank = "<td>&nbsp;</td>"
        out.append('<!--[if !excel]>&nbsp;&nbsp;<![endif]--><table x:str border=0 cellpadding=0 style="border-collapse:collapse">')
        out.append(f"<col width=72 span={wide}>")
        if what.number:
            out.append(f"<tr><td>{html.escape(what.number)}</td>{blank * (wide - 1)}</tr>")
        out.append(f"<tr><td colspan={wide}>{html.escape(what.title)}</td></tr>")
        middle = blank * (wide - 2)
        out.append(f"<tr><td>{html.escape(what.left)}</td>{middle}<td>{html.escape(what.unit_line)}</td></tr>")
        for r, row in enumerate(rows):
            cells = []
            for c, text in enumerate(row):
                if (r, c) not in shape:
                    continue
                high, across = shape[r, c]
                value = number(what, r, c, text)
                num = f' x:num="{value!r}"' if value is not None else ""
                cells.append(f"<td rowspan={high} colspan={across}{num}>{html.escape(text).replace(chr(10), '<br>') or '&nbsp;'}</td>")
            out.append("<tr height=19>" + "".join(cells) + "</tr>")
        out += [f"<tr><td colspan={wide}>{html.escape(note)}</td></tr>" for note in what.notes]
        out.append(f'<![if supportMisalignedColumns]><tr height=0 style="display:none">{"<td width=72></td>" * wide}</tr><![endif]>')
        out.append("</table>")
    return "\n".join(out)


# -- workbooks --------------------------------------------------------------------------------------------------------

def sheets(told):
    """(name, {(row, column): (text, value or None, rows, columns)}): text on one sheet, each table on one of its own."""
    out, text = [], {}
    tables = 0
    for kind, what in told:
        if kind != "table":
            text[len(text), 0] = (what, None, 1, 1)
            continue
        tables += 1
        cells, wide, top = {}, len(what.roles), 0
        if what.number:
            cells[top, wide - 1] = (what.number, None, 1, 1)
            top += 1
        cells[top, 0] = (what.title, None, 1, wide)
        cells[top + 1, 0] = (what.left, None, 1, 1)
        cells[top + 1, wide - 1] = (what.unit_line, None, 1, 1)
        rows = lines_of(what)
        for (r, c), (high, across) in spans(rows).items():
            shown = rows[r][c]
            if shown.strip() or high * across > 1:
                cells[top + 2 + r, c] = (shown, number(what, r, c, shown), high, across)
        for i, note in enumerate(what.notes):
            cells[top + 2 + len(rows) + i, 0] = (note, None, 1, wide)
        out.append((f"表{tables}", cells))
    title = {(0, 0): (told[0][1], None, 1, 1)}
    body = {(r - 1, 0): cell for (r, _), cell in text.items() if r > 0}
    return [("封面", title), *out, ("说明", body)]


def column(index):
    return chr(ord("A") + index)


def packed(path, members):
    """A zip with its members in order and no clock in it; the first may be stored, as OpenDocument asks."""
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, content)


def xlsx(path, told):
    book = sheets(told)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    members = [("[Content_Types].xml",
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'),
               ("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                f'Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')]
    listed = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, (n, _) in enumerate(book, 1))
    members.append(("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{listed}</sheets></workbook>'))
    links = "".join(f'<Relationship Id="rId{i}" Type="{rel}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                    for i in range(1, len(book) + 1))
    links += f'<Relationship Id="rId0" Type="{rel}/styles" Target="styles.xml"/>'
    members.append(("xl/_rels/workbook.xml.rels",
                    f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'))
    members.append(("xl/styles.xml", f'<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="176" '
                    'formatCode="#,##0.00_ "/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders '
                    'count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="176" '
                    'applyNumberFormat="1"/></cellXfs></styleSheet>'))
    for i, (_, cells) in enumerate(book, 1):
        rows = {}
        for (r, c), (text, value, *_) in sorted(cells.items()):
            name = f"{column(c)}{r + 1}"
            if value is None:
                cell = f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            else:
                cell = f'<c r="{name}" s="1"><v>{value!r}</v></c>'
            rows.setdefault(r, []).append(cell)
        data = "".join(f'<row r="{r + 1}">{"".join(cs)}</row>' for r, cs in sorted(rows.items()))
        merges = [f'<mergeCell ref="{column(c)}{r + 1}:{column(c + w - 1)}{r + h}"/>'
                  for (r, c), (_, _, h, w) in sorted(cells.items()) if h * w > 1]
        merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
        members.append((f"xl/worksheets/sheet{i}.xml", f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{merged}</worksheet>'))
    packed(path, members)


def ods(path, told):
    spaces = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    tables = []
    for name, cells in sheets(told):
        covered = {(r + i, c + j) for (r, c), (_, _, h, w) in cells.items() for i in range(h) for j in range(w)} - set(cells)
        high, wide = max(r for r, _ in set(cells) | covered) + 1, max(c for _, c in set(cells) | covered) + 1
        rows = []
        for r in range(high):
            row = ""
            for c in range(wide):
                if (r, c) in covered:
                    row += "<table:covered-table-cell/>"
                elif (r, c) in cells:
                    text, value, h, w = cells[r, c]
                    span = f' table:number-rows-spanned="{h}" table:number-columns-spanned="{w}"' if h * w > 1 else ""
                    kind = f' office:value-type="float" office:value="{value!r}"' if value is not None else ' office:value-type="string"'
                    lines = "".join(f"<text:p>{escape(x)}</text:p>" for x in text.split("\n"))
                    row += f"<table:table-cell{kind}{span}>{lines}</table:table-cell>"
                else:
                    row += "<table:table-cell/>"
            rows.append(f"<table:table-row>{row}</table:table-row>")
        end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        tables.append(f'<table:table table:name="{escape(name)}">{"".join(rows)}{end}</table:table>')
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    packed(path, [
        ("mimetype", kind),
        ("content.xml", f'<office:document-content{spaces} office:version="1.2"><office:body><office:spreadsheet>{"".join(tables)}'
         "</office:spreadsheet></office:body></office:document-content>"),
        ("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
         f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'),
    ])


def xls(path, told):
    book = xlwt.Workbook(encoding="utf-8")
    amount = xlwt.easyxf(num_format_str="#,##0.00")
    plain = xlwt.easyxf()
    for name, cells in sheets(told):
        sheet = book.add_sheet(name)
        for (r, c), (text, value, high, wide) in sorted(cells.items()):
            style, content = (plain, text) if value is None else (amount, value)
            if high * wide > 1:
                sheet.write_merge(r, r + high - 1, c, c + wide - 1, content, style)
            else:
                sheet.write(r, c, content, style)
    book.save(str(path))


# -- page text --------------------------------------------------------------------------------------------------------

def page_text(told):
    """What a crawler keeps: labels, the breadcrumb, and everything in one line, its cells parted by single blanks."""
    words = []
    for kind, what in told:
        if kind != "table":
            words.append(what)
            continue
        words += [x for x in (what.number, what.title, what.left, what.unit_line) if x]
        words += [text.replace("\n", "") for row in lines_of(what) for text in row if text not in ("<", "^", "")]
        words += what.notes
    labels = [f"标题: {NAME}", "发布时间: 2026-02-01 09:00", "文号: ", "发布机构: 平芜市市场监督管理局", "栏目: 部门决算公开",
              "==================== 正文 ===================="]
    body = f"当前位置： 首页财政资金部门决算公开 {NAME} 时间：2026-02-01 09:00 微信 微博 " + " ".join(words)
    return "\n".join(labels + [body]) + "\n"


def document(out):
    """All of it, into a folder."""
    b = ink.department(83, "平芜市", "市场监督管理局", "2013801", [
        Project("食品安全抽检", "2013804", "30227", 22_160), Project("上年结转标准化奖补", "2013899", "30299", 3_150, carried=True),
        Project("计量检定", "2013899", "30213", 5_430, "other")])
    book = Book(out / "department.pdf", fonts.SERIF, "Microsoft Word (invented)", footer="— {} —", title="部门预算")
    book.cover([NAME])
    style = Style(fonts.SERIF, size=8, row_height=17)
    book.new_page()
    prose.heading(book, "第一部分 部门概况", 16, align="centre")
    prose.duties(book, b, 5)
    for i, table in enumerate(generic.tables(b), 1):
        table.number, table.left, table.unit_line = f"公开{i:02}表", f"部门：{b.department}", "单位：万元"
        draw_table(book, table, style, landscape=False)
    ink.words(book, b)
    write_book(book, "department", ink.standard_facts(b), "one disclosure in every format")
    told = [(kind, "".join(what) if kind == "title" else what) for kind, what in book.told]
    (out / "clean.html").write_text(SHELL.format(name=NAME, article="TRS_Editor", body=clean(told)), "utf-8")
    (out / "word.html").write_bytes(
        SHELL.replace("utf-8", "gb2312").format(name=NAME, article="content", body=word(told)).encode("gb18030"))
    (out / "excel.html").write_text(SHELL.format(name=NAME, article="article_content", body=excel(told)), "utf-8")
    xlsx(out / "department.xlsx", told)
    ods(out / "department.ods", told)
    xls(out / "department.xls", told)
    (out / "page.txt").write_text(page_text(told), "utf-8")
