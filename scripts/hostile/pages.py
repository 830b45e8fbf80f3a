"""More web pages that want to break a reader: depth, width, references, encodings that lie, parts of mail."""

from flow import ROW, TITLE

MILLION = 1_000_000


def pages():
    yield "depth.html", f"{TITLE}{'<b>' * MILLION}合计"
    yield "lists.html", f"{TITLE}{'<ul><li>' * 200_000}合计"
    yield "rows.html", f"{TITLE}<table>{'<tr>' * 300_000}</table>"
    yield "inner.html", f"{TITLE}<table>{'<tr><td>合计<td>5.00' * 20_000}</table>"
    yield "tall.html", f"{TITLE}<table><tr>{'<td rowspan=65534>1' * 1_000}</tr>{'<tr></tr>' * 5_000}{ROW}</table>"
    yield "staircase.html", f"{TITLE}<table>{''.join(f'<tr><td rowspan={9_999 - i} colspan={i % 9 + 1}>{i}</tr>' for i in range(9_000))}</table>"
    yield "number.html", f"{TITLE}<table>{ROW}<tr><td>合计<td>{'9' * 300_000}.00</table>"
    yield "spans-lie.html", f"{TITLE}<table><tr><td colspan=-1 rowspan=1e9>项目<td colspan=18446744073709551617>金额</tr>{ROW}</table>"
    yield "breaks.html", f"{TITLE}<table><tr><td>{'<br>' * 300_000}合计<td>5.00</table>"
    yield "blanks.html", f"{TITLE}<p>{'&nbsp;' * 500_000}合计5.00万元</p>"
    yield "references.html", f"{TITLE}<p>{'&#56;&#x2e;&bogus;&am' * 10_000}</p>"
    yield "conditions.html", f"{TITLE}{'<!--[if gte mso 9]><![if !x]>' * 50_000}{ROW}"
    yield "comments.html", f"{TITLE}{'<!' * 500_000}"
    yield "picture.html", f'{TITLE}<img src="data:image/png;base64,{"A" * 4_000_000}"><table>{ROW}</table>'
    yield "outside.html", (f'<base href="http://198.51.100.1/"><meta http-equiv="refresh" content="0;url=http://198.51.100.1/x">{TITLE}'
                           f'<iframe src="file:///etc/passwd"></iframe><object data="//198.51.100.1/a.xls"></object>'
                           f'<link rel=stylesheet href="http://198.51.100.1/a.css"><table>{ROW}</table>')
    yield "xxe.html", (f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>{TITLE}<p>&x;合计</p></body></html>')
    yield "zeros.html", f"<html>{TITLE}<table>{ROW}".replace("合", "合\0\0") + "\0" * 100_000
    yield "charset.html", f'<meta charset="utf-16">{TITLE}<table>{ROW}</table>'.encode("gb18030")
    yield "wide-text.html", f"<html>{TITLE}<table>{ROW}</table></html>".encode("utf-16")
    yield "utf7.html", f'<meta charset="utf-7">+ADw-script+AD4-{TITLE}<table>{ROW}</table>'.encode()
    yield "links.html", TITLE + "".join(f'<a href="/{i}.xls">{i}</a>' for i in range(10_000)) + f"<table>{ROW}</table>"
    yield "titles.html", f"<title>{'<title>' * 200_000}"
    yield "script.html", f"{TITLE}<script>{'<table>' * 200_000}"


def mails():
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    part = "--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    yield "soft.mht", head + part + "=\r\n" * 500_000 + f"{TITLE}<table>{ROW}</table>\r\n--x--\r\n"
    yield "lying.mht", head + part + "=E5=90=88=E8=A=ZZ=\r\n" + "\r\n--x--\r\n"
    yield "no-end.mht", head + part + f"{TITLE}<table>{ROW}</table>"
    yield "heads.mht", "MIME-Version: 1.0\r\n" + "X-A: b\r\n" * 500 + 'Content-Type: multipart/related; boundary="x"\r\n\r\n' + part + TITLE
    yield "boundary.mht", f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="{"-" * 100_000}"\r\n\r\n' + part + TITLE


def files():
    for name, body in [*pages(), *mails()]:
        yield name, body.encode("utf-8") if isinstance(body, str) else body
