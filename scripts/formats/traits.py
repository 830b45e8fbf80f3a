"""Small files of one table, each with one habit of those who publish. What must come out is the table of `ROWS` under its title, in 万元.

`measure` says of each file what comes out otherwise; amounts that are printed otherwise (`1334.56`) are none the worse.
"""

import io
import json
import re
import subprocess
import unicodedata
import zipfile

import excel
from books import Sheet, Value
from compare import close_up, number

TITLE, LEFT, UNIT = "2026年部门支出总表", "部门：甲县水务局", "单位：万元"
HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS = [["合计", "", "1,334.56", "1,000.00", "334.56"], ["213", "农林水支出", "1,334.56", "1,000.00", "334.56"],
        ["21303", "水利", "1,334.56", "1,000.00", "334.56"], ["2130301", "行政运行", "1,000.00", "1,000.00", ""],
        ["2130305", "水利工程建设", "334.56", "", "334.56"]]
HEAD = "甲县水务局2026年部门预算"
AMOUNT = '#,##0.00_ '
#: stands between the heading of the document and the title of its table
SENTENCE = "2026年部门支出总预算1,334.56万元。"


# -- web pages ----------------------------------------------------------------------------------------------------------

def html(body, head="", title=HEAD):
    return (f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">{head}</head><body>'
            f'<div class="TRS_Editor">{body}</div></body></html>')


def cell(text, tag="td", more=""):
    return f"<{tag}{more}>{text or '&nbsp;'}</{tag}>"


def rows(lines=None, change=lambda r, c, text: text, tag="td"):
    lines = [HEADER, *ROWS] if lines is None else lines
    return "".join("<tr>" + "".join(cell(change(r, c, text), tag) for c, text in enumerate(line)) + "</tr>" for r, line in enumerate(lines))


def caption():
    return f"<p>{SENTENCE}</p><p>{TITLE}</p><p>{LEFT}　　　　{UNIT}</p>"


def is_amount(r, c):
    return r > 0 and c > 1


def pages():
    def changed(change):
        return html(caption() + f"<table>{rows(change=change)}</table>")

    yield "plain", html(caption() + f"<table>{rows()}</table>")
    yield "title-below-heading", html(caption().replace(f"<p>{SENTENCE}</p>", "") + f"<table>{rows()}</table>")
    yield "upper", html(caption() + f"<table>{rows()}</table>").replace("<td", "<TD").replace("</td", "</TD").replace("<tr", "<TR").replace("table>", "TABLE>")
    yield "nbsp-in-number", changed(lambda r, c, t: f"&nbsp;{t.replace(',', ',&nbsp;')}&nbsp;" if is_amount(r, c) and t else t)
    yield "break-in-number", changed(lambda r, c, t: t.replace(".", ".<br>") if is_amount(r, c) and len(t) > 7 else t)
    yield "wrap-in-number", changed(lambda r, c, t: t.replace(".", ".\n") if is_amount(r, c) and len(t) > 7 else t)
    yield "comment-in-number", changed(lambda r, c, t: t.replace(".", "<!--[if gte mso 9]>x<![endif]-->.") if is_amount(r, c) else t)
    yield "zero-width", changed(lambda r, c, t: t.replace(",", "\u200b,\ufeff") if is_amount(r, c) else t)
    yield "wide-digits", changed(lambda r, c, t: t.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．")) if is_amount(r, c) else t)
    yield "wide-comma", changed(lambda r, c, t: t.replace(",", "，") if is_amount(r, c) else t)
    yield "hidden-span", changed(lambda r, c, t: f'{t}<span style="display:none">99</span>' if is_amount(r, c) else t)
    yield "hidden-class", html('<style>.h{display:none}</style>' + caption() + "<table>" + rows(
        change=lambda r, c, t: f'{t}<span class="h">99</span>' if is_amount(r, c) and t else t) + "</table>")
    yield "size-zero", changed(lambda r, c, t: f'{t}<span style="font-size:0">99</span>' if is_amount(r, c) and t else t)
    yield "spaced-labels", changed(lambda r, c, t: {"合计": "合&nbsp;&nbsp;计", "科目名称": "科目&nbsp;名称"}.get(t, t))
    yield "paragraphs", changed(lambda r, c, t: f"<p><span>{t[:2]}</span><span>{t[2:]}</span></p>")
    yield "thead-apart", html(caption() + f"<table>{rows([HEADER])}</table><div style='overflow:auto'><table>{rows(ROWS)}</table></div>")
    yield "tbodies", html(caption() + f"<table><thead>{rows([HEADER])}</thead><tbody>{rows(ROWS[:2])}</tbody><tbody>{rows(ROWS[2:])}</tbody></table>")
    yield "split-body", html(caption() + f"<table>{rows([HEADER, *ROWS[:3]])}</table><p>&nbsp;</p><table>{rows([HEADER, *ROWS[3:]])}</table>")
    yield "no-tr", html(caption() + "<table>" + rows().replace("</tr>", "").replace("<tr>", "<tr>\n") + "</table>")
    yield "div-grid", html(caption() + '<div style="display:table">' + rows().replace("<tr>", '<div style="display:table-row">').replace(
        "</tr>", "</div>").replace("<td>", '<div style="display:table-cell">').replace("</td>", "</div>") + "</div>")
    yield "pre", html("<pre>" + "\n".join([TITLE, f"{LEFT}\t\t\t\t{UNIT}"] + ["\t".join(r) for r in [HEADER, *ROWS]]) + "</pre>")
    yield "title-above-cell", html(f"<table><tr><td colspan=5>{TITLE}<br>{LEFT}&nbsp;&nbsp;&nbsp;&nbsp;{UNIT}</td></tr>{rows()}</table>")
    yield "unit-in-header", html(f"<p>{TITLE}</p><table>" + rows([[*HEADER[:2], "合计（万元）", "基本支出（万元）", "项目支出（万元）"], *ROWS]) + "</table>")
    yield "unit-below", html(f"<p>{TITLE}</p><table>{rows()}</table><p>{UNIT}</p>")
    yield "colspan-blank", html(caption() + "<table>" + "".join(
        "<tr>" + "".join(f"<td>{t}</td><td></td>" for t in line) + "</tr>" for line in [HEADER, *ROWS]) + "</table>")
    yield "th-rows", html(caption() + "<table>" + rows([HEADER], tag="th") + "".join(
        "<tr>" + cell(line[0], "th") + "".join(cell(t) for t in line[1:]) + "</tr>" for line in ROWS) + "</table>")
    yield "row-numbers", html(caption() + "<table>" + rows([HEADER, ["栏次", "", "1", "2", "3"], *ROWS]) + "</table>")
    yield "stars", html(caption() + "<table>" + rows([HEADER, ["**", "**", "1", "2=3+4", "3"], *ROWS]) + "</table>")
    yield "input-values", changed(lambda r, c, t: f'<input type="text" value="{t}">' if is_amount(r, c) and t else t)
    yield "struck", changed(lambda r, c, t: f"<del>9.99</del>{t}" if is_amount(r, c) and t else t)
    yield "footnote", changed(lambda r, c, t: f"{t}<sup>1</sup>" if (r, c) == (1, 2) else t)
    yield "repeat-header", html(caption() + "<table>" + rows([HEADER, *ROWS[:3], HEADER, *ROWS[3:]]) + "</table>")
    yield "image-between", html(caption() + f"<table>{rows(change=lambda r, c, t: f'<img src=/i/blank.gif width=1 height=1>{t}')}</table>")
    yield "two-side", html(f"<table><tr><td><p>{TITLE}</p><p>{UNIT}</p><table>{rows()}</table></td><td><img src=/a.jpg></td></tr></table>")
    yield "paged", html(caption() + f"<table>{rows([HEADER, *ROWS[:3]])}</table>"
                        f'<div id="page2" style="display:none"><table>{rows([HEADER, *ROWS[3:]])}</table></div>')
    yield "lie-year", html(f"<p>甲县水务局</p><p>2025年度部门决算</p><p>2025年度支出决算表</p><p>{LEFT}　{UNIT}</p><table>{rows()}</table>"
                           "<p>2025年度支出总计1,334.56万元。</p>", title="2026年甲县水务局部门决算")
    yield "base-first", f'<base href="http://x/"><p>{HEAD}</p>{caption()}<table>{rows()}</table>'
    line = f"<tr><td>{LEFT}</td><td></td><td></td><td></td><td>{UNIT}</td></tr>"
    yield "frameset-xls", ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; '
                           f'charset=gb2312"></head><body><p>{HEAD}</p><p>{SENTENCE}</p><table x:str><tr><td colspan=5>{TITLE}</td></tr>{line}'
                           f"{rows()}</table></body></html>").encode("gb18030")
    yield "small-shell", ("<html><head><meta charset=utf-8><title>甲县水务局2026年部门预算_甲县人民政府</title></head><body><div class=nav>"
                          f'<a href=/1>首页</a><a href=/2>部门决算</a></div><div class="main-box">{caption()}<table>{rows()}</table></div>'
                          "<div class=side><p>相关链接</p><a href=/3>乙局2019年部门决算</a></div></body></html>")


# -- workbooks ----------------------------------------------------------------------------------------------------------

COVER = Sheet("封面", {(3, 0): Value(HEAD, wide=6)})


def amounts(text, format=AMOUNT):
    return Value(text, text.replace(",", ""), format) if text else None


def base(format=AMOUNT, make=amounts, top=0, left=0):
    cells = {(0, 0): Value(TITLE, wide=5), (1, 0): Value(LEFT), (1, 4): Value(UNIT)}
    cells.update({(2, c): Value(t) for c, t in enumerate(HEADER)})
    for r, line in enumerate(ROWS, 3):
        cells.update({(r, c): Value(t) for c, t in enumerate(line) if t and c < 2})
        cells.update({(r, c): v for c, t in enumerate(line) if c > 1 and (v := make(t, format))})
    return {(r + top, c + left): v for (r, c), v in cells.items()}


def scaled(text, format):
    """An amount in yuan that a format shows in 万元."""
    return Value(text, str(int(round(float(text.replace(",", "")) * 10_000))), format) if text else None


def noisy(text, format):
    return Value(text, f"{float(text.replace(',', '')) + 1e-13:.17g}", format) if text else None


def as_text(text, format):
    return Value(text) if text else None


def books():
    """(name, sheets, markup to alter) for all formats."""
    yield "plain", [Sheet("表1", base())]
    for name, format in [("general", "General"), ("accounting", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '), ("literal", '#,##0.00"万元"'),
                         ("yuan", "[$¥-804]#,##0.00"), ("colour", "[Red]#,##0.00;[Blue]-#,##0.00"), ("condition", '[=0]"";#,##0.00'),
                         ("question", "#,##0.0?"), ("blank-zero", "#,##0.00;-#,##0.00;"), ("text-format", "@"), ("locale", "[$-804]#,##0.00"),
                         ("fill", "* #,##0.00"), ("bracket-negative", "#,##0.00_);(#,##0.00)"), ("fullwidth", "0.00_ ;[Red]\\-0.00\\ ")]:
        yield f"format-{name}", [Sheet("表1", base(format))]
    yield "format-ten-thousand", [Sheet("表1", base("0!.0000", make=scaled))]
    yield "noise", [Sheet("表1", base("General", noisy))]
    yield "as-text", [Sheet("表1", base(make=as_text))]
    yield "as-text-blanks", [Sheet("表1", base(make=lambda t, f: Value(f" {t} ") if t else None))]
    yield "shifted", [Sheet("表1", base(top=3, left=2))]
    side = base()
    side.update({(r, c + 6): v for (r, c), v in base().items()})
    yield "side-by-side", [Sheet("表1", side)]
    over = base()
    first = {at: v for at, v in over.items() if at[0] < 6}
    second = {(r - 6 + 1, c): v for (r, c), v in over.items() if r >= 6} | {(0, c): Value(t) for c, t in enumerate(HEADER)}
    yield "over-sheets", [Sheet("表1", first), Sheet("表1续", second)]
    yield "over-sheets-titled", [Sheet("表1", first), Sheet("表1(2)", {(r + 2, c): v for (r, c), v in second.items()} | {
        (0, 0): Value(TITLE, wide=5), (1, 0): Value(LEFT), (1, 4): Value(UNIT)})]
    untitled = {at: v for at, v in base().items() if at[0] > 1}
    yield "tab-title", [Sheet(TITLE, untitled | {(1, 4): Value(UNIT)})]
    contents = {(0, 0): Value("目录"), (1, 0): Value("序号"), (1, 1): Value("表名"), (2, 0): Value("1", "1"), (2, 1): Value(TITLE),
                (3, 0): Value("2", "2"), (3, 1): Value("2026年部门收入总表")}
    yield "contents-sheet", [Sheet("目录", contents), Sheet("表1", base())]
    plain = {(0, 0): Value("目录"), (1, 0): Value(f"一、{TITLE}"), (1, 3): Value("3", "3"),
             (2, 0): Value("二、2026年部门收入总表"), (2, 3): Value("4", "4")}
    yield "contents-pages", [Sheet("目录", plain), Sheet("表1", base())]
    codes = {(0, 0): Value("科目编码"), (0, 1): Value("科目名称"), (1, 0): Value("201"), (1, 1): Value("一般公共服务支出")}
    said = "2026年部门支出1,334.56万元。"
    yield "code-sheet", [Sheet("表1", base()), Sheet("说明", {(0, 0): Value("三、情况说明"), (1, 0): Value(said)}), Sheet("代码", codes)]
    below = base() | {(9, 0): Value("第三部分", wide=5), (10, 0): Value("情况说明", wide=5), (11, 0): Value(said, wide=5)}
    yield "text-below", [Sheet("表1", below)]
    above = {(r + 4, c): v for (r, c), v in base().items()}
    above |= {(r, 0): Value(text, wide=5) for r, text in enumerate((HEAD, "第二部分", "一、支出总表"))}
    yield "text-above", [Sheet("表1", above)]
    signed = base() | {(9, 0): Value("单位负责人："), (9, 2): Value("财务负责人："), (9, 4): Value("制表人：")}
    yield "signatures", [Sheet("表1", signed)]
    grouped = {(0, 0): Value(TITLE, wide=5), (1, 4): Value(UNIT), (2, 0): Value("科目"), (2, 2): Value("2026年预算数")}
    grouped |= {(3, c): Value(t) for c, t in enumerate(HEADER)} | {(r + 1, c): v for (r, c), v in base().items() if r > 2}
    yield "group-unmerged", [Sheet("表1", grouped)]
    zero = base() | {(6, 4): Value("", "0", "#,##0.00;-#,##0.00;"), (7, 3): Value("", "0", ";;;")}
    yield "zero-not-shown", [Sheet("表1", zero)]


def xlsx_only():
    good = excel.xlsx([COVER, Sheet("表1", base())])
    yield "hide-zeros", markup(excel.xlsx([COVER, Sheet("表1", base() | {(6, 4): Value("", "0", AMOUNT)})]), "sheet2.xml",
                               "<sheetData>", '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews><sheetData>')
    yield "prefix", markup(markup(good, "sheet2.xml", r"<(/?)(?=[a-zA-Z])", r"<\1x:", regex=True), "sheet2.xml", "xmlns=", "xmlns:x=")
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    yield "strict", markup(markup(markup(good, "sheet2.xml", excel.MAIN, strict), "workbook.xml", excel.MAIN, strict), "sharedStrings.xml", excel.MAIN, strict)
    yield "no-refs", markup(excel.xlsx([COVER, Sheet("表1", dense())]), "sheet2.xml", r' r="[A-Z]*\d+"', "", regex=True)
    built_in = markup(good, "styles.xml", 'numFmtId="176" fontId', 'numFmtId="4" fontId')
    yield "builtin-format", markup(built_in, "styles.xml", r"<numFmts.*?</numFmts>", "", regex=True)
    yield "very-hidden", markup(excel.xlsx([COVER, Sheet("表1", base()), Sheet("旧", base(make=lambda t, f: Value("9.99", "9.99", f)), hidden=True)]),
                                "workbook.xml", 'state="hidden"', 'state="veryHidden"')
    yield "zero-width-column", markup(excel.xlsx([COVER, Sheet("表1", base() | {(r, 5): Value("9.99", "9.99", AMOUNT) for r in range(3, 8)}, hidden_cols={5})]),
                                      "sheet2.xml", 'width="9" hidden="1"', 'width="0" customWidth="1"')
    yield "string-formula", markup(good, "sheet2.xml", 't="s"><v>0</v>', 't="str"><f>A9</f><v>' + TITLE + "</v>")


def dense():
    cells = {(r, c): Value(" ") for r in range(8) for c in range(5)}
    return cells | base() | {(0, 0): Value(TITLE)}


def markup(package, member, old, new, regex=False):
    """A package with something put in the place of something in one member."""
    members = []
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        for name in source.namelist():
            body = source.read(name).decode()
            if name.endswith("/" + member):
                body = re.sub(old, new, body) if regex else body.replace(old, new)
            members.append((name, body))
    return excel.packed(members)


def ods_only():
    good = excel.ods([COVER, Sheet("表1", base())])
    yield "zero-blank", excel.ods([COVER, Sheet("表1", base() | {(6, 4): Value("", "0", "#,##0.00;-#,##0.00;")})])
    first = '<table:table-row><table:table-cell office:value-type="string"><text:p>科目编码'
    last = "项目支出</text:p></table:table-cell></table:table-row>"
    yield "header-rows", repack(good, first, f"<table:table-header-rows>{first}", last, f"{last}</table:table-header-rows>")
    yield "currency", repack(good, 'office:value-type="float"', 'office:value-type="currency" office:currency="CNY"')
    yield "link", repack(good, "<text:p>水利</text:p>", '<text:p><text:a xlink:href="http://x">水</text:a><text:span>利</text:span></text:p>')


def repack(package, *pairs):
    members = []
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        for name in source.namelist():
            body = source.read(name).decode()
            for old, new in zip(pairs[::2], pairs[1::2]):
                body = body.replace(old, new) if name == "content.xml" else body
            members.append((name, body))
    return excel.packed(members)


# -- text, and what has a wrong name --------------------------------------------------------------------------------------

def texts():
    lines = [TITLE, f"{LEFT}\t\t\t\t{UNIT}", *("\t".join(r) for r in [HEADER, *ROWS])]
    body = "\n".join([HEAD, SENTENCE, *lines])
    yield "tabs.txt", body.encode()
    yield "unicode.txt", body.encode("utf-16")
    yield "tabs.xls", body.encode("gb18030")
    yield "html.xls", dict(pages())["frameset-xls"]
    cells = [[TITLE], [LEFT, "", "", "", UNIT], HEADER, *ROWS]
    table = "".join("<Row>" + "".join(f'<Cell><Data ss:Type="String">{t}</Data></Cell>' for t in row) + "</Row>" for row in cells)
    yield "xml2003.xls", ('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
                          f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表1"><Table>{table}</Table>'
                          "</Worksheet></Workbook>").encode()
    commas = [",".join(f'"{t}"' if "," in t else t for t in row) for row in [HEADER, *ROWS]]
    yield "csv.txt", "\n".join([HEAD, SENTENCE, TITLE, f"{LEFT},,,,{UNIT}", *commas]).encode()
    yield "csv-bare.csv", "\n".join([f"{HEAD},,,,", f"{TITLE},,,,", f"{LEFT},,,,{UNIT}", *commas]).encode()
    bars = ["|" + "|".join(row) + "|" for row in [HEADER, ["---"] * 5, *ROWS]]
    yield "pipes.txt", "\n".join([HEAD, SENTENCE, TITLE, UNIT, *bars]).encode()

    def column(c, text):
        return text.ljust(12 - len(text.encode("gb18030")) + len(text)) if c < 2 else text.rjust(12)

    lines = ["".join(column(c, text) for c, text in enumerate(row)) for row in ROWS]
    head = "科目编码  科目名称          合计      基本支出    项目支出"
    yield "aligned.txt", "\n".join([HEAD, SENTENCE, TITLE, f"{LEFT}                    {UNIT}", head, *lines]).encode()


def write(folder):
    """Writes all of them; yields the path of each, and the rows that must come out."""
    import habits  # they alter the files of this module
    import more

    folder.mkdir(parents=True, exist_ok=True)
    files = [(f"page-{name}.html", body if isinstance(body, bytes) else body.encode()) for name, body in pages()]
    for name, book in books():
        files += [(f"book-{name}.{kind}", make([COVER, *book])) for kind, make in excel.KINDS.items()]
    files += [(f"book-{name}.xlsx", body) for name, body in xlsx_only()]
    files += [(f"book-{name}.ods", body) for name, body in ods_only()]
    files += [(f"text-{name}", body) for name, body in texts()]
    for name, body in files:
        (folder / name).write_bytes(body)
        yield folder / name, ROWS
    for name, body, wanted in [*habits.files(), *more.files()]:
        (folder / name).write_bytes(body)
        yield folder / name, wanted


# -- the measure ----------------------------------------------------------------------------------------------------------

def same(one, other):
    """Whether two rows hold the same texts, and amounts of the same value."""
    def value(text):
        text = unicodedata.normalize("NFKC", text or "").strip("¥元万").replace("−", "-").replace("▲", "-")
        return number(f"-{text[1:-1]}" if text.startswith("(") and text.endswith(")") else text)

    def equal(a, b):
        return close_up(a) == close_up(b) or value(a) is not None and value(a) == value(b)
    return len(one) == len(other) and all(map(equal, one, other))


def faults(document, rows):
    """What of the table, its records and its disclosure is not as it must be."""
    def bodies(table):
        return [row["cells"] for row in table["rows"] if row["kind"] != "blank"]

    found = [t for t in document["tables"] if len(bodies(t)) == len(rows) and all(map(same, bodies(t), rows))]
    if not found:
        yield "no such table: " + "; ".join(f"{t['title']} {bodies(t)[:2]}" for t in document["tables"])[:160]
    for table in found[:1]:
        if len(document["tables"]) > 1:
            yield f"{len(document['tables'])} tables"
        for what, wanted in [("title", TITLE), ("unit", "万元"), ("id", "B03")]:
            if table[what] != wanted:
                yield f"{what} {table[what]}"
        header = ["/".join(column["path"]) for column in table["columns"]]
        if header != HEADER:
            yield f"header {header}"
    wanted = sorted(int(number(cell) * 10_000) for row in rows for cell in row[2:] if number(cell) is not None)
    amounts = [record["amount_yuan"] for record in document["records"] if record["origin"] == "table"]
    if sorted(amount for amount in amounts if amount is not None) != wanted:
        yield f"{len(amounts)} amounts, of which wrong {sorted({a for a in amounts if a is not None} - set(wanted))[:3]}"
    said = document["disclosure"]
    if (said["fiscal_year"], said["kind"], said["department"]["name"]) != (2026, "budget", "甲县水务局"):
        yield f"{said['fiscal_year']} {said['kind']} {said['department']['name']}"


def measure(folder, binary):
    """Prints a line for each file of which something comes out otherwise."""
    count = bad = 0
    for path, wanted in write(folder):
        run = subprocess.run([str(binary), "extract", str(path)], capture_output=True, check=False)
        try:
            found = list(faults(json.loads(run.stdout), wanted))
        except ValueError:
            found = [run.stderr.decode("utf-8", "replace").strip()[-120:]]
        count, bad = count + 1, bad + bool(found)
        if found:
            print(f"{path.name}: {' | '.join(found)}")
    print(f"{bad} of {count} files are not read as they should be")
