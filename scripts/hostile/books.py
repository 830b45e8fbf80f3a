"""More workbooks that want to break a reader: strings, styles, sheets, numbers, links, what repeats in OpenDocument, XML of Excel 2003."""

from archive import zipped
from flow import MAIN, REL, cell, table, workbook

MIB = 1 << 20
SPACES = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def row(number, inner):
    return f'<row r="{number}">{inner}</row>'


def styled(code):
    """A workbook whose one amount has the number format."""
    styles = (f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="{code}"/></numFmts>'
              '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="176" applyNumberFormat="1"/></cellXfs></styleSheet>')
    amount = cell("A4", "一") + '<c r="B4" s="1"><v>1234.5</v></c>'
    return replaced(f"<sheetData>{table()}{row(4, amount)}</sheetData>",
                    f'<Relationship Id="rId9" Type="{REL}/styles" Target="styles.xml"/>', [("xl/styles.xml", styles)])


def replaced(sheet, links, more=(), sheets=None, target="worksheets/sheet1.xml"):
    """An xlsx with further relationships, or with other sheets than one."""
    listed = sheets or '<sheet name="表1" sheetId="1" r:id="rId1"/>'
    return zipped([
        ("[Content_Types].xml", '<Types><Default Extension="xml" ContentType="application/xml"/></Types>'),
        ("_rels/.rels", f'<Relationships><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="rId1" Type="{REL}/worksheet" Target="{target}"/>{links}</Relationships>'),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'), *more])


def xlsx():
    good = f"<sheetData>{table()}</sheetData>"
    yield "styled-rows.xlsx", workbook("<sheetData>" + table() + "".join(
        f'<row r="{i}" s="1" customFormat="1"/>' for i in range(4, 1_048_577)) + "</sheetData>")
    yield "sheet-bomb.xlsx", workbook(f"<sheetData>{table()}</sheetData>{' ' * (300 * MIB)}")
    yield "nested.xlsx", workbook(f"<sheetData>{table()}</sheetData>{'<x>' * 1_000_000}")
    yield "text-bomb.xlsx", workbook(f"<sheetData>{table()}{row(4, cell('A4', '金' * 40_000_000))}</sheetData>")
    yield "many-strings.xlsx", workbook(good, strings="<sst>" + "<si><t>1</t></si>" * 500_000 + "</sst>")
    yield "runs.xlsx", workbook(f"<sheetData>{table()}<row r='4'><c r='A4' t='s'><v>0</v></c></row></sheetData>",
                                strings="<sst><si>" + "<r><t>1</t></r>" * 1_000_000 + "</si></sst>")
    yield "count-lies.xlsx", workbook(good, strings='<sst count="4294967295" uniqueCount="4294967295"><si><t>1</t></si></sst>')
    yield "no-string.xlsx", workbook(f"<sheetData>{table()}<row r='4'><c r='A4' t='s'><v>99999</v></c></row></sheetData>", strings="<sst/>")
    names = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="rId1"/>' for i in range(1, 20_001))
    yield "sheets.xlsx", replaced(good, "", sheets=names)
    yield "climbs.xlsx", replaced(good, "", target="../../../../etc/passwd")
    yield "remote.xlsx", replaced(good, "", target="http://198.51.100.1/sheet1.xml")
    yield "xxe.xlsx", zipped([
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
         f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="&x;" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{good}</worksheet>')])
    values = ["1e999", "-1e999", "NaN", "Infinity", "9" * 400_000, "0x10", "1,5", "", "1e-400", "-0", "123456789012345678"]
    numbers = "".join(row(4 + i, cell(f"A{4 + i}", "一") + f'<c r="B{4 + i}"><v>{v}</v></c>') for i, v in enumerate(values))
    yield "numbers.xlsx", workbook(f"<sheetData>{table()}{numbers}</sheetData>")
    names = ["ZZZZ99999999", "A0", "-1", "A18446744073709551616", "", "A1048577", "XFE1"]
    cells = "".join(f'<c r="{n}"><v>7</v></c>' for n in names)
    yield "places.xlsx", workbook(f"<sheetData>{table()}<row r='4'>{cells}</row><row r='99999999999'><c><v>8</v></c></row></sheetData>")
    yield "merges-lie.xlsx", workbook(good + "<mergeCells>" + "".join(
        f'<mergeCell ref="{a}"/>' for a in ("A1:A1", "B9:A1", "A1:XFD1048576", "A2:B3", "A3:B4", "A0:B0", ":")) + "</mergeCells>")
    for name, code in [("long", "0" * 300_000), ("sections", "0;" * 100_000), ("brackets", "[" * 100_000), ("quotes", "&quot;" * 99_999),
                       ("digits", "0." + "0" * 400), ("blank", ";;;"), ("text", "&quot;8,888.88&quot;")]:
        yield f"format-{name}.xlsx", styled(code)
    yield "style-lies.xlsx", workbook(f"<sheetData>{table()}<row r='4'><c r='A4' s='4294967295'><v>5</v></c></row></sheetData>")
    dates = "".join(f'<c r="{c}4" t="d"><v>{v}</v></c>' for c, v in zip("ABC", ("9999999-99-99", "", "2026-01-01T99:99:99Z")))
    yield "dates.xlsx", workbook(f"<sheetData>{table()}<row r='4'>{dates}</row></sheetData>")
    yield "formulas.xlsx", workbook(f"<sheetData>{table()}<row r='4'><c r='A4' t='str'><f>{'(' * 500_000}</f><v>合计</v></c></row></sheetData>")
    shared = "".join(f'<row r="{i}"><c r="A{i}"><f t="shared" si="0"{" ref=" + chr(34) + "A4:A60000" + chr(34) if i == 4 else ""}>A1</f><v>1</v></c></row>'
                     for i in range(4, 60_000))
    yield "shared-formulas.xlsx", workbook(f"<sheetData>{table()}{shared}</sheetData>")
    yield "attributes.xlsx", workbook(f"<sheetData>{table()}<row r='4' {' '.join(f'a{i}=' + chr(39) + '1' + chr(39) for i in range(100_000))}/></sheetData>")
    yield "twice.xlsx", zipped([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")] * 2)


def ods(body, more=(), head=""):
    return zipped([("mimetype", KIND), ("content.xml", f'{head}<office:document-content{SPACES}><office:body><office:spreadsheet>{body}'
                                        "</office:spreadsheet></office:body></office:document-content>"), *more])


def line(*texts):
    return "<table:table-row>" + "".join(f"<table:table-cell><text:p>{t}</text:p></table:table-cell>" for t in texts) + "</table:table-row>"


def sheet(inner, name="表1"):
    return f'<table:table table:name="{name}">{line("部门支出总表")}{line("项目", "金额")}{inner}{line("合计", "5.00")}</table:table>'


def open_documents():
    many = '<table:table-row table:number-rows-repeated="{}"><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
    yield "rows.ods", ods(sheet(many.format(1_000_000_000)))
    yield "rows-lie.ods", ods(sheet(many.format("-1") + many.format("18446744073709551617") + many.format("x")))
    yield "blanks.ods", ods(sheet(line('<text:s text:c="4000000000"/>合计', "1")))
    yield "spans.ods", ods(sheet(line("<text:span>" * 1_000_000 + "合计")))
    yield "nested.ods", ods(sheet("<table:table-row-group>" * 500_000))
    yield "sub.ods", ods(sheet("<table:table-row><table:table-cell><table:table>" * 50_000))
    yield "columns.ods", ods('<table:table table:name="表1"><table:table-column table:number-columns-repeated="1000000000" '
                             f'table:visibility="collapse"/>{line("项目", "金额")}{line("合计", "5.00")}</table:table>')
    yield "bomb.ods", ods(sheet("") + " " * (300 * MIB))
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 30))
    yield "entities.ods", ods(sheet(line("&l29;", "1")), head=f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>')
    yield "xxe.ods", ods(sheet(line("&x;", "1")), head='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "sheets.ods", ods("".join(sheet("", f"s{i}") for i in range(20_000)))
    yield "nothing.ods", zipped([("mimetype", KIND)])
    locked = ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
              'manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>')
    yield "locked.ods", zipped([("mimetype", KIND), ("content.xml", bytes(range(256)) * 8), ("META-INF/manifest.xml", locked)])
    value = '<table:table-cell office:value-type="float" office:value="{}"/>'
    yield "values.ods", ods(sheet("".join(f"<table:table-row>{value.format(v)}</table:table-row>" for v in ("1e999", "NaN", "", "9" * 99_999, "-0"))))
    yield "remarks.ods", ods(sheet(line("<office:annotation><text:p>9,999.99</text:p></office:annotation>" * 50_000 + "合计", "1")))


def xml(table, head="", more="", count=1):
    """A workbook of Excel 2003."""
    office = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join("<Row>" + "".join(f'<Cell><Data ss:Type="String">{t}</Data></Cell>' for t in texts) + "</Row>"
                   for texts in (["部门支出总表"], ["项目", "金额"], ["合计", "5.00"]))
    sheets = "".join(f'<Worksheet ss:Name="s{i}"><Table>{rows}{table}</Table></Worksheet>' for i in range(count))
    return f'<?xml version="1.0"?>{head}<Workbook xmlns="{office}" xmlns:ss="{office}">{more}{sheets}</Workbook>'.encode()


def xml_tables():
    good = '<Row><Cell><Data ss:Type="String">一</Data></Cell><Cell{}><Data ss:Type="Number">{}</Data></Cell></Row>'
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 30))
    yield "entities.xml", xml(good.format("", "5&l29;"), head=f'<!DOCTYPE x [<!ENTITY l0 "1">{laughs}]>')
    yield "xxe.xml", xml(good.format("", "&x;5"), head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "nested.xml", xml("<Row><Cell><Data ss:Type='String'>" + "<x>" * 1_000_000)
    spans = ' ss:MergeAcross="4294967295" ss:MergeDown="1000000000"'
    yield "spans.xml", xml(good.format(spans, 5) + f'<Row ss:Index="4294967295" ss:Span="4294967295">{good.format("", 6)[5:]}' + good.format(
        ' ss:Index="1000000000"', 7))
    yield "columns.xml", xml('<Column ss:Span="1000000000" ss:Hidden="0" ss:StyleID="a"/>' * 50_000 + good.format("", 5))
    yield "attributes.xml", xml(f"<Row {' '.join(f'a{i}={chr(39)}1{chr(39)}' for i in range(100_000))}>{good.format('', 5)[5:]}")
    yield "text.xml", xml(f"<Row><Cell><Data ss:Type='String'>{'金' * 1_000_000}</Data></Cell></Row>")
    yield "cut.xml", xml(good.format("", 5) * 100)[:-300]
    yield "sheets.xml", xml("", count=10_000)
    yield "remarks.xml", xml(f"<Row><Cell>{'<Comment><Data>9,999.99</Data></Comment>' * 50_000}<Data ss:Type='String'>合计</Data></Cell></Row>")
    yield "remote.xml", xml(good.format(' ss:HRef="http://198.51.100.1/a.xml" ss:Formula="=\'[http://198.51.100.1/b.xls]s\'!R1C1"', 5))
    yield "styles.xml", xml(good.format(' ss:StyleID="b"', 5), more="<Styles>" + "".join(
        f'<Style ss:ID="{a}" ss:Parent="{b}"/>' for a, b in ("ab", "ba")) + f"<Style ss:ID='c'><NumberFormat ss:Format='{'[' * 500_000}'/></Style></Styles>")
    yield "numbers.xml", xml("".join(good.format("", v) for v in ("1e999", "NaN", "inf", "9" * 9_999, "-0", "0x10", "")))


def files():
    yield from xlsx()
    yield from xml_tables()
    yield from open_documents()
