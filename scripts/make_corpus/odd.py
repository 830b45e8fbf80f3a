"""Inputs that are not what they seem: a scan, a guide, a web page named .pdf, a PDF named .html."""

from reportlab.lib.utils import ImageReader

import fonts
import generic
import ink
import truth
from book import Book
from drawing import draw_table
from grid import Style, Table
from model import Money, Project
from truth import write_book

WAN = Money()


def picture(lines, rows):
    """A page as a scanner leaves it: one black-and-white image (A4 at 96 dpi)."""
    from PIL import Image, ImageDraw, ImageFont
    image = Image.new("1", (794, 1123), 1)
    pen = ImageDraw.Draw(image)
    title = ImageFont.truetype(fonts.package_font("NotoSerifSC"), 26)
    body = ImageFont.truetype(fonts.package_font("NotoSerifSC"), 15)
    y = 90
    for i, line in enumerate(lines):
        font = title if i == 0 else body
        pen.text(((794 - font.getlength(line)) / 2 if i == 0 else 90, y), line, fill=0, font=font)
        y += 60 if i == 0 else 30
    xs = (90, 190, 440, 570, 700)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            pen.rectangle((xs[c], y, xs[c + 1], y + 26), outline=0)
            x = xs[c] + 5 if c < 2 else xs[c + 1] - 5 - body.getlength(cell)
            pen.text((x, y + 3), cell, fill=0, font=body)
        y += 26
    return image


def scan(out, name="c00014_月牙市信访局2026年部门预算（扫描件）.pdf"):
    """Every page is one picture; there is no text to read."""
    b = ink.department(151, "月牙市", "信访局", "2014001", [Project("信访业务", "2014004", "30299", 2_150)])
    table = generic.spending(b, "部门支出总表")
    rows = [["科目编码", "科目名称", "合计", "基本支出"]] + [["" if c == "<" else c for c in r[:4]] for r in table.rows]
    book = Book(out / name, fonts.NAMED, "Canon iR-ADV (invented)", title="")
    for lines, cells in (([f"{b.department}{b.year}年部门预算"], []),
                         (["部门支出总表", f"部门：{b.department}        单位：万元"], rows)):
        book.new_page()
        book.canvas.drawImage(ImageReader(picture(lines, cells)), 0, 0, 595, 842)
    book.other = [{"page": p, "what": "a picture of text"} for p in (1, 2)]
    write_book(book, name[:6], ink.standard_facts(b, expected_outcome="no_text"), "scan: pages are pictures, no text layer")


def guide(out, name="c00015_松塬市不动产登记办事指南.pdf"):
    """No disclosure: a guide with a fee table and amounts."""
    book = Book(out / name, fonts.SANS, "WPS 文字 (invented)", footer="- {} -", title="办事指南")
    book.new_page()
    for size, text in ((18, "松塬市不动产登记办事指南"), (14, "一、办理依据"), (12, "《不动产登记暂行条例》及其实施细则。"),
                       (14, "二、申请材料"), (12, "申请人身份证明、登记申请书、权属来源材料。"), (14, "三、收费标准")):
        book.paragraph(text, size, 0 if size > 12 else 2, align="centre" if size == 18 else "left")
    fees = Table("收费项目一览表", "元", [["序号", "收费项目", "收费标准（元）", "备注"]],
                 [["1", "住宅类不动产登记费", "80.00", "每件"], ["2", "非住宅类不动产登记费", "550.00", "每件"],
                  ["3", "工本费", "10.00", "每本"], ["4", "查询费", "0.00", "免收"]],
                 ["ordinal", "text", "amount", "text"], [50, 200, 110, 90], scored=False)
    draw_table(book, fees, Style(fonts.SANS, size=10, row_height=22, title_size=12), fresh=False)
    book.top += 20
    for text in ("四、办理时限", "自受理之日起5个工作日内办结。", "五、咨询电话：13800000000"):
        book.paragraph(text, 12)
    write_book(book, name[:6], {"kind": "not a disclosure", "department": None, "year": None},
               "no disclosure: a guide with a table of fees; nothing may come out as a budget table")


PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>页面不存在</title></head>
<body><div class="header">望溪市人民政府门户网站</div>
<h1>您访问的页面不存在或已被删除</h1>
<p>望溪市统计局2026年部门预算.pdf</p>
<p>请返回<a href="/">首页</a>，或者稍后再试。</p>
</body></html>
"""


def web_page(out, name="c00016_望溪市统计局2026年部门预算.pdf"):
    """A portal answered with a web page, and the harvester kept the name (189 real files)."""
    path = out / name
    path.write_bytes(PAGE.encode("utf-8"))
    truth.write(path, name[:6], 1, {"kind": "not a disclosure", "media": "html", "department": None, "year": None},
                exercises="HTML under a .pdf name: the media type comes from the bytes")


def misnamed(out, name="c00017_碧梧市审计局2026年部门预算.html"):
    """A PDF that was saved under an .html name (郑州)."""
    b = ink.department(163, "碧梧市", "审计局", "2010801", [Project("审计业务", "2010804", "30227", 5_260)])
    book = Book(out / name, fonts.SERIF, "Microsoft Word (invented)", footer="— {} —", title="部门预算")
    book.cover([f"{b.year}年{b.department}部门预算"])
    style = Style(fonts.SERIF, size=8.5, row_height=17)
    for table in [generic.balance(b, "部门收支总表"), generic.spending(b, "部门支出总表"), generic.three_public(b)]:
        table.left, table.unit_line = f"部门：{b.department}", "单位：万元"
        draw_table(book, table, style, landscape=False)
    ink.words(book, b)
    write_book(book, name[:6], ink.standard_facts(b, media="pdf"), "a PDF under an .html name: the media type comes from the bytes")
