"""Disclosures as web pages, each function in the manner of one kind of editor. Bytes out, the same each run.

| way | what an editor did |
|---|---|
| clean | paragraphs and tables by hand; `<th>`, several levels of rowspan and colspan; title, unit and notes outside |
| caption | title in `<caption>`, header in `<thead>`, notes in `<tfoot>`, the unit in a line at the right; a shell nobody knows |
| word | pasted from Word: the whole in one cell, digits in spans of their own, `&nbsp;` in empty cells, end tags left out, GB 18030 |
| frames | each section in a table of one cell, tables nested in them, lines parted by `<br>`, digits of one number in several spans |
| excel | pasted from Excel: title, unit, notes in the grid, `x:num`, hidden rows with false amounts, a hidden sizing row, conditional comments |
| onesheet | pasted from Excel: all tables one below the other in one `<table>`, blank rows between, the widest gives the columns |
| portal | a layout table with the menu in its first column; sizing row without text; spans that do not fit; blank columns at the right |
| mht | the page of `word` as Word saves it: MHTML, quoted-printable, under a `.doc` name |
"""

import html
import quopri
import re

from told import Cell, covered, entry, extent_of, grid, sheet

CRUMB = ('<div class="breadcrumb">当前位置：<a href="/">首页</a><a href="/czzj/">财政资金</a><a href="/js/">部门预决算公开</a></div>')
SHELL = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><meta name="ArticleTitle" content="{name}"><meta name="ColumnName" content="部门决算公开">
<meta name="PubDate" content="2026-02-01 09:00"><title>部门决算公开_某某人民政府</title></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/ys/">部门预算公开</a></li><li><a href="/js/">部门决算公开</a></li></ul></div>
{crumb}
<div class="{article}">
{body}
</div>
<div class="related"><p>相关链接</p><a href="/a.html">某某市财政局2019年部门决算</a></div>
<div class="footer">主办单位：某某市人民政府办公室</div>
</body></html>
"""


def page(name, body, article="TRS_Editor", charset="utf-8"):
    return SHELL.format(name=html.escape(name), body=body, article=article, charset=charset, crumb=CRUMB)


def plain(text):
    """A text as an editor writes it: blanks that lead or stand together stay."""
    text = html.escape(text).replace("\n", "<br>")
    return re.sub(r"^ +|  +", lambda m: "&nbsp;" * len(m[0]), text)


def spans_of(cell, quoted='"'):
    high, wide = cell.high, cell.wide
    return (f" rowspan={quoted}{high}{quoted}" if high > 1 else "") + (f" colspan={quoted}{wide}{quoted}" if wide > 1 else "")


def rows(cells, wide, high, show, blank="<td></td>", row="<tr>", end="</tr>", every=None):
    """The rows of a table; `show` gives the markup of a cell, `every` that of a whole row or None."""
    hidden, out = covered(cells), []
    for r in range(high):
        if every and every(r):
            out.append(every(r))
        inner = ""
        for c in range(wide):
            if (r, c) in cells:
                inner += show(r, c, cells[r, c])
            elif (r, c) not in hidden:
                inner += blank
        out.append(row + inner + end)
    return "\n".join(out)


def around(table):
    """Title and number; the line with the unit."""
    return [x for x in (table.number, table.title) if x], f"{table.left}{'　' * 6}{table.unit_line}".strip("　")


# -- the ways ---------------------------------------------------------------------------------------------------------

def clean(name, told):
    out = []
    for kind, what in told:
        if kind == "title":
            out += [f'<h2 style="text-align:center">{plain(x)}</h2>' for x in what if x]
        elif kind == "contents":
            out.append('<p style="text-align:center">目录</p>')
            out += [f"<p>{'&nbsp;' * 4 * depth}{plain(entry(depth, title, page))}</p>" for depth, title, page in what]
        elif kind == "text":
            out.append(f"<p>{plain(what)}</p>")
        else:
            titles, line = around(what)
            out += [f'<p style="text-align:center"><strong>{plain(x)}</strong></p>' for x in titles]
            out += [f"<p>{plain(line)}</p>"] if line else []
            cells = grid(what)

            def show(r, c, cell):
                tag = "th" if cell.part == "head" else "td"
                return f"<{tag}{spans_of(cell)}>{plain(cell.text)}</{tag}>"

            out.append('<table border="1"><tbody>' + rows(cells, *extent_of(cells), show) + "</tbody></table>")
            out += [f"<p>{plain(note)}</p>" for note in what.notes]
    return page(name, "\n".join(out)).encode()


def caption(name, told):
    out = []
    for kind, what in told:
        if kind == "title":
            out += [f"<h1>{plain(''.join(what))}</h1>"]
        elif kind == "contents":
            out.append("<h3>目 录</h3><ul>" + "".join(f"<li>{plain(title)}</li>" for _, title, _ in what) + "</ul>")
        elif kind == "text":
            out.append(f"<div>　　{plain(what)}</div>")
        else:
            titles, _ = around(what)
            if what.left or what.unit_line:
                out.append(f'<div><span style="float:left">{plain(what.left)}</span><span style="float:right">{plain(what.unit_line)}</span></div>')
            cells, wide = grid(what), len(what.roles)
            head = len(what.header) + bool(what.ordinals)
            top = {k: v for k, v in cells.items() if k[0] < head}
            rest = {(r - head, c): v for (r, c), v in cells.items() if r >= head}

            def show(r, c, cell):
                tag = "th" if cell.part == "head" else "td"
                align = ' align="right"' if cell.amount else ""
                return f"<{tag}{spans_of(cell)}{align}>{plain(cell.text)}</{tag}>"

            out.append("<table>" + (f"<caption>{plain(' '.join(titles))}</caption>" if titles else ""))
            if head:
                out.append("<thead>" + rows(top, wide, head, show) + "</thead>")
            out.append("<tbody>" + rows(rest, wide, len(what.rows), show) + "</tbody>")
            if what.notes:
                out.append("<tfoot>" + "".join(f'<tr><td colspan="{wide}">{plain(n)}</td></tr>' for n in what.notes) + "</tfoot>")
            out.append("</table>")
    return page(name, "\n".join(out), article="main-text-box").encode()


def runs(text, split=False):
    """A text from Word: digits in spans of their own; with `split`, the digits of one number in several."""
    out = ""
    for piece in re.split(r"([0-9.,]+)", text):
        if re.fullmatch(r"[0-9.,]+", piece):
            middle = max(1, len(piece) // 2)
            for part in (piece[:middle], piece[middle:]) if split else (piece,):
                out += f'<span lang="EN-US" style="font-size:9.0pt;\n font-family:Calibri">{part}</span>' if part else ""
        else:
            out += plain(piece)
    return out


def word_body(told):
    def para(text, more=""):
        return f'<p class="MsoNormal"{more}><span style="font-family:仿宋">{runs(text) or "&nbsp;"}<o:p></o:p></span>'

    out = ['<table border="0" style="width:595.3pt"><tbody><tr><td style="padding:0cm 5.4pt">']
    for kind, what in told:
        if kind == "title":
            out += [para(x, ' align="center"') + "</p>" for x in what]
        elif kind == "contents":
            out.append(para("目  录", ' align="center"'))
            out += [f'<p class="MsoToc1"><a href="#_Toc{i}">{runs(entry(*e))}</a></p>' for i, e in enumerate(what)]
        elif kind == "text":
            out.append(f'<p class="MsoNormal" style="text-indent:24pt">&nbsp;&nbsp;<span>{runs(what)}<o:p></o:p></span>')
        else:
            titles, line = around(what)
            out += [f'<p class="MsoNormal" align="center"><b>{runs(x)}</b></p>' for x in titles]
            out += [f'<p class="MsoNormal">{runs(what.left)}&nbsp; &nbsp; &nbsp; &nbsp;{runs(what.unit_line)}</p>'] if line else []
            cells = grid(what)

            def show(r, c, cell):
                return f'<td width=72{spans_of(cell, "")} valign=top><p class="MsoNormal">{runs(cell.text) or "&nbsp;"}</p>'

            out.append('<!--[if gte mso 9]><xml><w:x>1</w:x></xml><![endif]--><div align="center"><table class="MsoTableGrid">')
            out.append(rows(cells, *extent_of(cells), show, "<td><p class=MsoNormal>&nbsp;</p>", '<tr style="height:14.2pt">', "</tr>"))
            out.append("</table></div>")
            out += [f'<p class="MsoNormal">{runs(note)}</p>' for note in what.notes]
    return "\n".join(out + ["</td></tr></tbody></table>"])


def word(name, told):
    return page(name, word_body(told), "content", "gb2312").encode("gb18030")


def frames(name, told):
    """A table of one cell around each run of texts and around each table, `<br>` for paragraphs."""
    out, open_ = [], []

    def close():
        if open_:
            out.append("<table width='100%' cellspacing=0><tr><td><font size=3>" + "<br>\n<br>".join(open_) + "</font></td></tr></table>")
            open_.clear()

    for kind, what in told:
        if kind == "title":
            open_.append("<center><b>" + plain("".join(what)) + "</b></center>")
        elif kind == "contents":
            open_.append("目&nbsp;&nbsp;录<br>" + "<br>".join(plain(entry(*e, leader=".")) for e in what))
        elif kind == "text":
            open_.append(f"&nbsp;&nbsp;&nbsp;&nbsp;{runs(what, True)}")
        else:
            close()
            cells, _ = sheet(what, number="first", unit="joined")

            def show(r, c, cell):
                text = runs(cell.text, True)
                text = f"&nbsp;{text}&nbsp;" if cell.amount else text
                return f"<td{spans_of(cell, chr(39))}><div>{text}</div></td>"

            inner = rows(cells, *extent_of(cells), show, "<td>&nbsp;</td>")
            out.append(f"<table><tr><td><table border=1>{inner}</table></td></tr></table>")
    close()
    return page(name, "\n".join(out), "zoom").encode()


NOISE = "<td>停用</td>"


def excel_show(r, c, cell):
    num = f' x:num="{float(cell.amount)!r}"' if cell.amount else ""
    style = ' style="mso-number-format:\\#\\,\\#\\#0\\.00"' if cell.amount else ""
    return f'<td class=xl{65 + c % 4}{spans_of(cell, "")}{num}{style}>{plain(cell.text) or "&nbsp;"}</td>'


def excel(name, told):
    out = []
    for kind, what in told:
        if kind in ("title", "text"):
            out.append(f"<p>{plain(what if kind == 'text' else ''.join(what))}</p>")
        elif kind == "contents":
            out += ["<p>目　录</p>"] + [f"<p>{plain(entry(*e))}</p>" for e in what]
        else:
            cells, first = sheet(what)
            wide, high = extent_of(cells)
            hide = first + len(what.header) + bool(what.ordinals) + 1       # behind the first row
            crossed = any(r < hide < r + cell.high for (r, _), cell in cells.items())
            false = '<tr height=0 style="mso-height-source:userset;display:none">' + "<td x:num>9999.99</td>" * wide + "</tr>"
            out.append('<!--[if !excel]>&nbsp;&nbsp;<![endif]--><!--下列信息由 Microsoft Excel 的发布为网页向导生成。-->')
            out.append('<table x:str border=0 cellpadding=0 cellspacing=0 style="border-collapse:collapse">')
            out.append(f'<col width=72 span={wide} style="width:54pt">')
            out.append(rows(cells, wide, high, excel_show, "<td class=xl65>&nbsp;</td>", "<tr height=19>",
                            every=lambda r, hide=hide, crossed=crossed, false=false: None if crossed or r != hide else false))
            out.append(f'<![if supportMisalignedColumns]><tr height=0 style="display:none">{"<td width=72></td>" * wide}</tr><![endif]>')
            out.append("</table>")
    return page(name, "\n".join(out), "article_content").encode()


def onesheet(name, told):
    """Texts are paragraphs; every run of tables is one `<table>`."""
    out, cells = [], {}
    top = 0

    def close():
        nonlocal cells, top
        if cells:
            wide, high = extent_of(cells)
            out.append(f"<table border=0 x:str>{rows(cells, wide, high, excel_show, '<td></td>', '<tr height=19>')}</table>")
        cells, top = {}, 0

    for kind, what in told:
        if kind == "table":
            if top:
                top += 2
            own, _ = sheet(what, unit="apart")
            cells.update({(top + r, c): cell for (r, c), cell in own.items()})
            top += extent_of(own)[1]
            continue
        close()
        for line in [what] if kind == "text" else [x for x in what if x] if kind == "title" else ["目录", *(entry(*e) for e in what)]:
            out.append(f"<p>{plain(line)}</p>")
    close()
    return page(name, "\n".join(out), "article-content").encode()


def portal(name, told):
    out = ['<table width=1000 align=center><tr><td width=200 valign=top><a href="/1">机构职能</a><br><a href="/2">财政信息</a><br>'
           '<a href="/3">部门预算</a><br><a href="/4">部门决算</a></td><td valign=top>', f"<h3 align=center>{html.escape(name)}</h3>"]
    for kind, what in told:
        if kind == "title":
            out += [f'<p align=center><font size="5">{plain(x)}</font></p>' for x in what if x]
        elif kind == "contents":
            out += ["<p align=center>目录</p>"] + [f"<p>{plain(entry(*e))}</p>" for e in what]
        elif kind == "text":
            out.append(f"<p>　　{plain(what)}</p><p>&nbsp;</p>")
        else:
            cells, first = sheet(what, number="first", unit="halves", notes="first")
            wide, high = extent_of(cells)
            last = max((r, c) for (r, c), cell in cells.items() if cell.part == "head") if what.header else None
            for place, cell in list(cells.items()):
                over = place == last and place[1] + cell.wide == wide and len(what.roles) > 2
                tall = cell.part == "body" and place[0] + cell.high == high and cell.high > 1
                if over or tall:
                    cells[place] = Cell(cell.text, cell.high + 5 * tall, cell.wide + 3 * over, cell.part, cell.role, cell.amount)

            def show(r, c, cell):
                body = f"<p>{plain(cell.text)}</p>" if cell.text.strip() else "<p>&nbsp;</p>"
                return f"<td{spans_of(cell)}>{body}</td>"

            out.append("<table border=1><tr>" + "<td width=72></td>" * wide + "</tr>")
            out.append(rows(cells, wide, high, show, "<td><p></p></td>", "<tr>", "<td></td></tr>"))
            out.append("</table>")
    out.append("</td></tr></table>")
    body = "\n".join(out)
    head = f'<title>{html.escape(name)}</title><meta http-equiv=Content-Type content="text/html; charset=gbk">'
    return f"<html><head>{head}</head><body>{body}</body></html>".encode("gb18030")


def mht(name, told):
    body = ('<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">'
            f'<title>{html.escape(name)}</title><style>\n<!-- p.MsoNormal {{margin:0cm}} -->\n</style></head><body lang=ZH-CN><div class=Section1>'
            f"{word_body(told)}</div></body></html>")
    head = ('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_NextPart_01"\r\n\r\n此文档为“单个文件网页”。\r\n\r\n'
            '------=_NextPart_01\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n'
            'Content-Type: text/html; charset="utf-8"\r\n\r\n').encode()
    part = b"\r\n------=_NextPart_01\r\nContent-Location: file:///C:/a.files/filelist.xml\r\nContent-Type: text/xml\r\n\r\n<xml/>\r\n"
    return head + quopri.encodestring(body.encode()).replace(b"\n", b"\r\n") + part + b"------=_NextPart_01--\r\n"


WAYS = {"clean": (clean, "html"), "caption": (caption, "html"), "word": (word, "html"), "frames": (frames, "html"),
        "excel": (excel, "html"), "onesheet": (onesheet, "html"), "portal": (portal, "htm"), "mht": (mht, "doc")}
