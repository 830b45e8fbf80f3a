"""Habits of content systems, WPS and crawlers, invented from experience by one who knew the reader: each (name, bytes, rows that must come out).

The same table as in `traits.py`. What of it differs in print alone (indents, marks, dress of numbers) must not differ in what is read.
"""

import excel
import traits
from books import Sheet, Value
from traits import AMOUNT, HEAD, HEADER, LEFT, ROWS, SENTENCE, TITLE, UNIT, caption, html, is_amount, rows

TABLE = f"<table>{rows()}</table>"


def changed(change, **more):
    return html(caption() + f"<table>{rows(change=change)}</table>", **more)


def dressed(line, tr="<tr>", td="<td>"):
    return tr + "".join(f"{td}{t}</td>" for t in line) + "</tr>"


def pages():
    yield "ueditor", html(caption() + '<table data-sort="sortDisabled" interlaced="enabled"><tbody>' + "".join(dressed(
        [f"<p style='text-align:center'>{t or '<br/>'}</p>" for t in line], '<tr class="firstRow">' if i == 0 else "<tr>",
        '<td width="20%" valign="top" style="word-break: break-all; border-width: 1px;">') for i, line in enumerate([HEADER, *ROWS])) + "</tbody></table>")
    yield "kindeditor", html(caption() + '<table class="ke-zeroborder" bordercolor="#000000">' + rows(
        change=lambda r, c, t: f'<span style="font-size:14px;"><span style="line-height:2;">{t}</span></span><br />').replace("<td>", "<td>\n\t\t") + "</table>")
    yield "figure", html(f"<p>{SENTENCE}</p><figure class=\"table\"><figcaption>{TITLE}</figcaption><p>{UNIT}</p>{TABLE}</figure>")
    yield "blank-rows", html(caption() + "<table>" + rows().replace("</tr><tr>", "</tr><tr></tr><tr>") + "</table>")
    yield "blank-cells-rows", html(caption() + "<table>" + rows() + "<tr>" + "<td>&nbsp;</td>" * 5 + "</tr></table>")
    yield "spacer-columns", html(caption() + "<table>" + "".join(dressed(["", *line, "&nbsp;"]) for line in [HEADER, *ROWS]) + "</table>")
    yield "page-buttons", html('<p>字号：<a href="javascript:d(18)">大</a> <a href="javascript:d(16)">中</a> <a href="javascript:d(14)">小</a></p><p>浏览次数：1234</p>'
                               f"{caption()}{TABLE}<p>【打印本页】 【关闭窗口】</p><p>分享到：微信 微博</p><p>责任编辑：某某</p>")
    yield "anchors", changed(lambda r, c, t: f'<a name="RANGE!{"ABCDE"[c]}{r + 1}"></a>{t}')
    yield "x-num", html(caption() + "<table x:str>" + "".join("<tr height=19>" + "".join(
        f'<td class=xl{24 + c} align=right x:num="{t.replace(",", "")}">{t} </td>' if is_amount(r, c) and t else f"<td class=xl24>{t}　</td>"
        for c, t in enumerate(line)) + "</tr>" for r, line in enumerate([HEADER, *ROWS])) + "</table>")
    yield "unclosed", html(caption() + "<TABLE BORDER=1>" + "".join("<TR>" + "".join(f"<TD NOWRAP>{t}" for t in line) for line in [HEADER, *ROWS]) + "</TABLE>")
    yield "nested-divs", html(f"<div><div class=title><strong>{TITLE}</strong></div><div style='text-align:right'>（{UNIT}）</div>"
                              f"<div class='table-responsive'><div>{TABLE}</div></div></div>")
    yield "money-unit", html(f"<p>{SENTENCE}</p><p>{TITLE}</p><p align=right>金额{UNIT}</p>{TABLE}")
    yield "table-number", html(f"<p>{SENTENCE}</p><p>附件3</p><p>{TITLE}</p><p>编制{LEFT}　　　{UNIT}</p>{TABLE}")
    yield "slash-empty", changed(lambda r, c, t: t or "/" if is_amount(r, c) else t), [
        [t or "/" if c > 1 else t for c, t in enumerate(row)] for row in ROWS]
    yield "wide-entities", changed(lambda r, c, t: "".join(f"&#{ord(x) + 0xfee0};" if x.isdigit() else x for x in t) if is_amount(r, c) else t)
    yield "th-everywhere", html(caption() + f"<table>{rows(tag='th')}</table>")
    yield "two-tables-page", html(caption() + f"<table>{rows([HEADER, *ROWS[:3]])}</table><p>&nbsp;</p><p></p><table>{rows([HEADER, *ROWS[3:]])}</table>")
    yield "headless-rest", html(caption() + f"<table>{rows([HEADER, *ROWS[:2]])}</table><br><table>{rows(ROWS[2:])}</table>")
    yield "page-number-between", html(caption() + f"<table>{rows([HEADER, *ROWS[:3]])}</table><p>- 3 -</p><table>{rows([HEADER, *ROWS[3:]])}</table>")
    yield "word-filtered", html(caption() + '<table class="MsoTableGrid">' + "".join(
        '<tr style="mso-yfti-irow:0;page-break-inside:avoid">' + "".join(
            f"<td><p class=MsoNormal align=right><span lang=EN-US style='font-family:宋体'>{t or '&nbsp;'}</span></p></td>" for t in line) + "</tr>"
        for line in [HEADER, *ROWS]) + "<![if !supportMisalignedColumns]><tr height=0><td width=90></td><td></td><td></td><td></td><td></td></tr><![endif]></table>")
    yield "caption-in-thead", html(f"<p>{SENTENCE}</p><table><thead><tr><th colspan=5>{TITLE}</th></tr><tr><th colspan=3>{LEFT}</th><th colspan=2>{UNIT}</th></tr>"
                                   f"{rows([HEADER], tag='th')}</thead><tbody>{rows(ROWS)}</tbody></table>")
    yield "unit-below", html(f"<p>{SENTENCE}</p><p>{TITLE}</p>{TABLE}<p>{UNIT}</p>")


def base(**more):
    return traits.base(**more)


def books():
    for kind, make in excel.KINDS.items():
        cover = traits.COVER
        at = base()
        at[(0, 0)] = Value(f"{TITLE}\n{UNIT}", wide=5)
        del at[(1, 4)]
        yield f"title-with-unit.{kind}", make([cover, Sheet("表1", at)])
        gap = {(r + (r > 2), c): v for (r, c), v in base().items()}
        yield f"blank-below-header.{kind}", make([cover, Sheet("表1", gap)])
        lines = base() | {(2, c): Value(t[:2] + "\n" + t[2:]) for c, t in enumerate(HEADER)}
        yield f"header-breaks.{kind}", make([cover, Sheet("表1", lines)])
        codes = base() | {(r, 0): Value(t[0], t[0], "General") for r, t in enumerate(ROWS, 3) if t[0].isdigit()}
        yield f"number-codes.{kind}", make([cover, Sheet("表1", codes)])
        yield f"typed-amounts.{kind}", make([cover, Sheet("表1", base(make=lambda t, f: Value(t + "　") if t else None))])
        again = {at: v for at, v in base().items() if at[0] < 6} | {(6, c): Value(t) for c, t in enumerate(HEADER)}
        again |= {(r + 1, c): v for (r, c), v in base().items() if r > 5}
        yield f"header-again.{kind}", make([cover, Sheet("表1", again)])
        total = base() | {(3, 0): Value("合计", wide=2)}
        yield f"merged-total.{kind}", make([cover, Sheet("表1", total)])
        yield f"integers.{kind}", make([cover, Sheet("表1", base(format="0.00"))])
        far = base() | {(60, 30): Value(" ")}
        yield f"far-blank.{kind}", make([cover, Sheet("表1", far)])
        unit = {at: v for at, v in base().items() if at != (1, 4)} | {(0, 0): Value(TITLE, wide=4), (0, 4): Value(UNIT)}
        yield f"unit-beside-title.{kind}", make([cover, Sheet("表1", unit)])
        indented = base() | {(r, 1): Value(" " * 2 * r + t[1]) for r, t in enumerate(ROWS, 3) if t[1]}
        yield f"typed-indents.{kind}", make([cover, Sheet("表1", indented)])


def wide(text):
    return sum(1 if ord(c) < 0x2e80 else 2 for c in text)


def texts():
    head = [HEAD, SENTENCE, "", TITLE, f"{LEFT}          {UNIT}"]
    widths = [10, 16, 12, 12, 12]

    def box(left, mid, right):
        return left + mid.join("─" * (w // 2) for w in widths) + right

    def line(row):
        return "│" + "│".join(t + " " * (w - wide(t)) for t, w in zip(row, widths)) + "│"

    boxed = [box("┌", "┬", "┐"), line(HEADER)] + [x for row in ROWS for x in (box("├", "┼", "┤"), line(row))] + [box("└", "┴", "┘")]
    yield "boxed.txt", "\n".join(head + boxed).encode()
    plus = ["+" + "+".join("-" * w for w in widths) + "+"]
    bars = plus + ["|" + "|".join(t + " " * (w - wide(t)) for t, w in zip(HEADER, widths)) + "|"] + plus + [
        "|" + "|".join(t + " " * (w - wide(t)) for t, w in zip(row, widths)) + "|" for row in ROWS] + plus
    yield "plus-bars.txt", "\n".join(head + bars).encode()
    yield "rows-apart.txt", "\n\n".join(head + ["\t".join(r) for r in [HEADER, *ROWS]]).encode()
    yield "old-mac.txt", "\r".join(head + ["\t".join(r) for r in [HEADER, *ROWS]]).encode("gb18030")
    yield "tab-blanks.txt", "\n".join(head + ["\t ".join(t + " " for t in r) for r in [HEADER, *ROWS]]).encode()
    crawled = ["标题：" + HEAD, "来源：甲县水务局", "日期：2026-02-01", "链接：http://x/1.html", "正文："]
    yield "crawler.txt", "\n".join(crawled + head + ["\t".join(r) for r in [HEADER, *ROWS]]).encode()
    pipes = ["| " + " | ".join(r) + " |" for r in [HEADER, ["---"] * 5, *ROWS]]
    yield "blank-lines.md", "\n\n".join(head + ["\n".join(pipes)]).encode()
    yield "pipes-no-rule.txt", "\n".join(head + ["|" + "|".join(r) + "|" for r in [HEADER, *ROWS]]).encode()
    yield "wide-pipes.txt", "\n".join(head + ["｜" + "｜".join(r) + "｜" for r in [HEADER, *ROWS]]).encode()
    ideographic = ["　　".join(t or "－" for t in r) for r in [HEADER, *ROWS]]
    yield "ideographic.txt", "\n".join(head + ideographic).encode(), [[t or "－" for t in row] for row in ROWS]
    yield "tsv.tsv", "\n".join(["\t".join(r) for r in [[HEAD, "", "", "", ""], [TITLE, "", "", "", ""], [LEFT, "", "", "", UNIT], HEADER, *ROWS]]).encode("utf-16")


def files():
    for name, body, wanted in ((*made, ROWS)[:3] for made in pages()):
        yield f"more-{name}.html", body.encode(), wanted
    for name, body, wanted in ((*made, ROWS)[:3] for made in [*books(), *texts()]):
        yield f"more-{name}", body, wanted
