"""More small files of one table, with the habits of portals and offices: what WPS pastes, what a filter leaves, how amounts are dressed.

Each is (name, bytes, rows). The rows are those that must come out, written before anything was read: those of `traits.ROWS` but for
what the habit alters.
"""

import excel
import traits
from books import Sheet, Value
from traits import AMOUNT, HEAD, HEADER, LEFT, ROWS, SENTENCE, TITLE, UNIT, caption, html, is_amount, markup, rows


def altered(change):
    return [[change(r, c, t) if c > 1 else t for c, t in enumerate(row)] for r, row in enumerate(ROWS)]


#: the last amount is missing
WITHOUT = altered(lambda r, c, t: "" if (r, c) == (4, 4) else t)


def pages():
    def changed(change):
        return html(caption() + f"<table>{rows(change=change)}</table>")

    table = f"<table>{rows()}</table>"
    yield "wps", html(caption() + '<table cellspacing="0" class="et6" style="border-collapse:collapse;width:780.00pt;"><colgroup><col '
                      'width="140" style="width:105.00pt;"><col span="4"></colgroup>' + rows(
                          change=lambda r, c, t: f'<font class="font1"><span style="mso-ignore:vglayout">{t}</span></font><o:p></o:p>')
                      .replace("<td>", '<td class="et3" x:str height="24" style="height:18.00pt;">') + "</table>"), ROWS
    yield "one-cell-tables", html("".join(f"<table><tr><td>{p}</td></tr></table>" for p in (
        f"<p>{SENTENCE}</p>", f"<p>{TITLE}</p><p>{LEFT}　　　　{UNIT}</p>" +
        f"<table><tr><td><table><tbody><tr><td>{table}</td></tr></tbody></table></td></tr></table>"))), ROWS
    yield "caption-unit", html(f"<p>{SENTENCE}</p><table><caption>{TITLE}<br>{LEFT}　　{UNIT}</caption>{rows()}</table>"), ROWS
    yield "caption-bracket", html(f"<p>{SENTENCE}</p><table><caption>{TITLE}（{UNIT}）</caption>{rows()}</table>"), ROWS
    word = ('<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta '
            'http-equiv=Content-Type content="text/html; charset=gb2312"><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->'
            f"</head><body lang=ZH-CN><div class=Section1><p class=MsoNormal>{HEAD}</p>{caption()}<table class=MsoNormalTable>"
            + rows(change=lambda r, c, t: f"<p class=MsoNormal><span lang=EN-US>{t}<o:p></o:p></span></p>") + "</table></div></body></html>")
    yield "word.doc", word.encode("gb18030"), ROWS
    plain = html(caption() + table)
    yield "undeclared-gbk", plain.replace('<meta charset="utf-8">', "").encode("gb18030"), ROWS
    yield "declares-gb2312", plain.replace('charset="utf-8"', 'charset="gb2312"').encode(), ROWS
    yield "merged-titles", html("<table>" + "".join(f"<tr><td colspan=5 align=center>{t}</td></tr>" for t in (TITLE, f"{LEFT}　　{UNIT}"))
                                + rows() + "</table>"), ROWS
    yield "unit-behind", changed(lambda r, c, t: f"{t}万元" if is_amount(r, c) and t else t), ROWS
    yield "yen", changed(lambda r, c, t: f"￥{t}" if is_amount(r, c) and t else t), ROWS
    yield "negative-bracket", changed(lambda r, c, t: f"({t})" if (r, c) == (5, 4) else t), altered(
        lambda r, c, t: f"-{t}" if (r, c) == (4, 4) else t)
    yield "negative-triangle", changed(lambda r, c, t: f"▲{t}" if (r, c) == (5, 4) else t), altered(
        lambda r, c, t: f"-{t}" if (r, c) == (4, 4) else t)
    yield "minus-sign", changed(lambda r, c, t: f"−{t}" if (r, c) == (5, 4) else t), altered(
        lambda r, c, t: f"-{t}" if (r, c) == (4, 4) else t)
    yield "strokes", changed(lambda r, c, t: t or "—" if is_amount(r, c) else t), altered(lambda r, c, t: t or "—")
    yield "error-cell", changed(lambda r, c, t: "#REF!" if (r, c) == (5, 4) else t), altered(
        lambda r, c, t: "#REF!" if (r, c) == (4, 4) else t)
    yield "entities", changed(lambda r, c, t: "".join(f"&#{ord(x)};" for x in t)), ROWS
    yield "mobile-copy", html(caption() + f'<div class="pc">{table}</div><div class="wap" style="display: none;">{table}</div>'), ROWS
    yield "unit-in-title", html(f"<p>{SENTENCE}</p><p>{TITLE}（{UNIT}）</p>{table}"), ROWS
    yield "foot-first", html(caption() + f"<table><thead>{rows([HEADER])}</thead><tfoot><tr><td colspan=5>注：本表不含上年结转。</td></tr>"
                             f"</tfoot><tbody>{rows(ROWS)}</tbody></table>"), ROWS
    yield "wide-blank-heads", changed(lambda r, c, t: {"合计": "合　　计", "项目支出": "项 目<br/>支 出"}.get(t, t)), ROWS
    yield "hidden-rows-class", html("<style>tr.hd{display:none}</style>" + caption() + f"<table>{rows()}"
                                    '<tr class="hd"><td>999</td><td>旧</td><td>9.99</td><td>9.99</td><td></td></tr></table>'), ROWS
    yield "font-tables", html(f"<center><b>{TITLE}</b></center><div align=right><font size=2>{UNIT}</font></div>" + table.replace(
        "<td>", "<td nowrap><font face=宋体 size=2>").replace("</td>", "</font></td>")), ROWS
    yield "indents", changed(lambda r, c, t: "&nbsp;" * 2 * max(0, len(ROWS[r - 1][0]) // 2 - 1) + t if c == 1 and r else t), ROWS
    yield "spans-beyond", html(caption() + "<table>" + rows().replace("<td>项目支出", "<td colspan=9>项目支出") + "</table>"), ROWS
    yield "xml-island", html(caption() + f"<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>{TITLE}</x:Name></x:ExcelWorkbook></xml>"
                             f"<![endif]-->{table}"), ROWS


def books():
    """(name, bytes, rows) with the ending in the name."""
    cover = traits.COVER
    good = excel.xlsx([cover, Sheet("表1", traits.base())])
    frozen = markup(good, "sheet2.xml", "<sheetData>", '<sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" '
                    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>')
    yield "frozen.xlsx", frozen, ROWS
    wide = {(r, c + (c > 2)): v for (r, c), v in traits.base().items()} | {(r, 3): Value("9.99", "9.99", AMOUNT) for r in range(3, 8)}
    wide[0, 0].wide = 6
    for kind, make in excel.KINDS.items():
        yield f"hidden-column.{kind}", make([cover, Sheet("表1", wide | {(2, 3): Value("核对")}, hidden_cols={3})]), ROWS
        titled = {(r + 1, c): v for (r, c), v in traits.base().items()} | {(0, 0): Value(HEAD, wide=5)}
        yield f"two-titles.{kind}", make([cover, Sheet("表1", titled)]), ROWS
        stroke = traits.base() | {(6, 4): Value("-"), (7, 3): Value("-")}
        yield f"strokes.{kind}", make([cover, Sheet("表1", stroke)]), altered(lambda r, c, t: t or "-")
        text = traits.base() | {(7, 4): Value("#REF!")}
        yield f"error-text.{kind}", make([cover, Sheet("表1", text)]), altered(lambda r, c, t: "#REF!" if (r, c) == (4, 4) else t)
        minus = traits.base() | {(7, 4): Value("(334.56)", "-334.56", "#,##0.00_);(#,##0.00)")}
        yield f"negative.{kind}", make([cover, Sheet("表1", minus)]), altered(lambda r, c, t: f"-{t}" if (r, c) == (4, 4) else t)
        empty = [Sheet("Sheet2"), Sheet("Sheet3")]
        yield f"empty-sheets.{kind}", make([cover, Sheet("Sheet1", traits.base()), *empty]), ROWS
        own = {at: v for at, v in traits.base().items()} | {(8, 0): Value("注：本表不含上年结转。")}
        yield f"note.{kind}", make([cover, Sheet("Sheet1", own)]), ROWS
        behind = traits.base(make=lambda t, f: Value(f"{t}万元") if t else None)
        yield f"unit-behind.{kind}", make([cover, Sheet("Sheet1", behind)]), ROWS
    last = r'(<c r="E8"[^>]*>)<v>334.56</v>'
    yield "error-cell.xlsx", markup(good, "sheet2.xml", r'<c r="E8"( s="\d+")><v>334.56</v>', r'<c r="E8"\1 t="e"><v>#REF!</v>', regex=True), altered(
        lambda r, c, t: "#REF!" if (r, c) == (4, 4) else t)
    yield "no-cached-value.xlsx", markup(good, "sheet2.xml", last, r"\1<f>SUM(A1:A2)</f>", regex=True), WITHOUT
    yield "empty-cached-value.xlsx", markup(good, "sheet2.xml", last, r"\1<f>SUM(A1:A2)</f><v></v>", regex=True), WITHOUT
    yield "phonetic.xlsx", markup(good, "sharedStrings.xml", "<t>水利</t>", '<t>水利</t><rPh sb="0" eb="2"><t>シュイリ</t></rPh>'), ROWS
    yield "filtered.xlsx", markup(good, "sheet2.xml", "</sheetData>", '</sheetData><autoFilter ref="A3:E8"/>'), ROWS


def texts():
    commas = [[TITLE, "", "", "", ""], [LEFT, "", "", "", UNIT], HEADER, *ROWS]

    def joined(lines, mark, end="\n"):
        return end.join(mark.join(f'"{t}"' if any(x in t for x in ',;"\n') else t for t in row) for row in lines)

    head = [[HEAD, "", "", "", ""]]
    yield "bom.csv", b"\xef\xbb\xbf" + joined(head + commas, ",", "\r\n").encode(), ROWS
    yield "gbk.csv", joined(head + commas, ",", "\r\n").encode("gb18030"), ROWS
    yield "semicolons.csv", joined(head + commas, ";").encode(), ROWS
    broken = [[t.replace("支出", "\n支出") for t in row] if row is HEADER else row for row in commas]
    yield "quoted-newlines.csv", joined(head + broken, ",").encode(), ROWS
    yield "quoted-newlines.txt", "\n".join([HEAD, SENTENCE, "", joined(broken, ",")]).encode(), ROWS
    yield "semicolons.txt", "\n".join([HEAD, SENTENCE, "", joined(commas, ";")]).encode(), ROWS
    bars = ["| " + " | ".join(row) + " |" for row in [HEADER, [":---", ":---", "---:", "---:", "---:"], *ROWS]]
    yield "markdown.md", "\n".join([f"# {HEAD}", "", SENTENCE, "", f"## {TITLE}", "", UNIT, "", *bars]).encode(), ROWS
    bold = [line.replace("| 合计 |  |", "| **合计** |  |") if i > 1 else line for i, line in enumerate(bars)]
    yield "bold.md", "\n".join([HEAD, SENTENCE, "", f"**{TITLE}**", "", UNIT, "", *bold]).encode(), ROWS
    bare = [" | ".join(row) for row in [HEADER, ["---"] * 5, *ROWS]]
    yield "bare-bars.md", "\n".join([HEAD, SENTENCE, "", TITLE, "", UNIT, "", *bare]).encode(), ROWS
    escaped = [line.replace("水利 |", r"水\|利 |") if "21303 " in line else line for line in bars]
    yield "escaped-bars.md", "\n".join([HEAD, SENTENCE, "", TITLE, "", UNIT, "", *escaped]).encode(), [
        [t.replace("水利", "水|利") if r == 2 else t for t in row] for r, row in enumerate(ROWS)]


def files():
    """(name of the file, bytes, rows that must come out)."""
    for name, body, wanted in pages():
        yield f"habit-{name}" if "." in name else f"habit-{name}.html", body if isinstance(body, bytes) else body.encode(), wanted
    for name, body, wanted in [*books(), *texts()]:
        yield f"habit-{name}", body, wanted
