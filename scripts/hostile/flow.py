"""Web pages and workbooks that want to break a reader."""

from archive import zipped

ROW = "<tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>5.00</td></tr>"
TITLE = "<p>甲县水务局2026年部门预算</p>"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pages():
    yield "spans.html", f"{TITLE}<table><tr><td colspan=1000000000 rowspan=1000000000>项目<td rowspan=0>金额</tr>{ROW * 3}</table>"
    yield "wide.html", f"{TITLE}<table>" + "<tr><td colspan=1000>合计" * 100 + "</table>"
    yield "nested.html", TITLE + "<div>" * 50_000 + "合计"
    yield "tables.html", TITLE + "<table><tr><td>" * 20_000 + "合计<td>5.00"
    yield "unclosed.html", TITLE + "<b><i>" * 30_000 + "</p></b>" * 30_000
    yield "cells.html", f"{TITLE}<table><tr>" + "<td>1" * 5_000 + f"</tr>{ROW}</table>"
    yield "attributes.html", TITLE + "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">合计</p>"
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 30))
    yield "entities.html", f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html>{TITLE}<p>&l29;&amp;#x110000;&bogus;</p>'
    yield "comment.html", "<!--" + "x" * 300_000
    yield "error.html", "<html><h1>404 Not Found</h1></html>"
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n"
    yield "parts.mht", head + "--x\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n" * 20_000
    yield "base64.mht", head + "--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n????\r\n--x--\r\n"


def workbook(sheet, more=(), strings=None):
    """An xlsx of one sheet."""
    kinds = '<Default Extension="xml" ContentType="application/xml"/>'
    links = f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
    if strings:
        links += f'<Relationship Id="rId2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
    members = [("[Content_Types].xml", f"<Types>{kinds}</Types>"),
               ("_rels/.rels", f'<Relationships><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
               ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>'),
               ("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>"),
               ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')]
    return zipped(members + ([("xl/sharedStrings.xml", strings)] if strings else []) + list(more))


def cell(name, text):
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def table():
    head = cell("A1", "部门支出总表"), cell("A2", "项目") + cell("B2", "金额"), cell("A3", "合计") + '<c r="B3"><v>5</v></c>'
    return "".join(f'<row r="{i}">{cells}</row>' for i, cells in enumerate(head, 1))


def workbooks():
    empty = "".join(f'<row r="{i}" s="1" customFormat="1"><c r="A{i}" s="0"/><c r="B{i}" s="0"/></row>' for i in range(4, 60_000))
    yield "rows.xlsx", workbook(f"<sheetData>{table()}{empty}</sheetData>")
    yield "dimension.xlsx", workbook(f'<dimension ref="A1:XFD1048576"/><sheetData>{table()}<row r="1048576">{cell("XFD1048576", "注：末")}</row></sheetData>')
    merges = "".join(f'<mergeCell ref="A{i}:XFD1048576"/>' for i in range(1, 30_000))
    yield "merges.xlsx", workbook(f"<sheetData>{table()}</sheetData><mergeCells>{merges}</mergeCells>")
    bomb = "<sst>" + ("<si><t>" + "0" * (1 << 20) + "</t></si>") * 300 + "</sst>"
    yield "strings.xlsx", workbook(f"<sheetData>{table()}</sheetData>", strings=bomb)
    long = f"<sst><si><t>{'金' * 300_000}</t></si></sst>"
    shared = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(4, 30_000))
    yield "shared.xlsx", workbook(f"<sheetData>{table()}{shared}</sheetData>", strings=long)
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 30))
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    yield "doctype.xlsx", workbook(f"<sheetData>{table()}<row r=\"4\">{cell('A4', '&l29;')}</row></sheetData>", [("docProps/app.xml", doctype)])
    link = f'<externalLink xmlns="{MAIN}"><externalBook r:id="rId1"/></externalLink>'
    outside = f'<Relationships><Relationship Id="rId1" Type="{REL}/externalLinkPath" Target="http://198.51.100.1/x.xlsx" TargetMode="External"/></Relationships>'
    yield "external.xlsx", workbook(f"<sheetData>{table()}</sheetData>",
                                    [("xl/externalLinks/externalLink1.xml", link), ("xl/externalLinks/_rels/externalLink1.xml.rels", outside)])
    yield "cut.xlsx", workbook(f"<sheetData>{table()}</sheetData>")[:-200]
    yield "nothing.xlsx", zipped([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")])
    yield "noise.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8 + "Workbook".encode("utf-16-le")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    many = ('<table:table table:name="表1"><table:table-row><table:table-cell '
            'table:number-columns-repeated="1000000000" table:number-rows-spanned="1000000000"><text:p>1</text:p></table:table-cell>'
            "</table:table-row></table:table>")
    yield "repeated.ods", zipped([("mimetype", kind), ("content.xml", f"<office:document-content{space}>{many}</office:document-content>")])


def files():
    for name, body in [*pages(), *workbooks()]:
        yield name, body.encode("utf-8") if isinstance(body, str) else body
