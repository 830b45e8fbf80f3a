"""Documents whose point is how the page is drawn: thin rectangles, no rules, fake bold, hidden text, planted errors."""

import fonts
import generic
import prose
from book import Book
from drawing import draw_table
from grid import Style, Table
from model import CENT_OF_WAN, Money, Project, make
from truth import dumps, write_book
from views import class_rows, facts, side_by_side

WAN = Money()


def department(seed, city, bureau, leaf, projects, **more):
    given = dict(seed=seed, staff=33, grain=CENT_OF_WAN, cars=2, guest=6_500, province="云岭省", county="", code="120",
                 year=2026, level="部门")
    return make(city=city, department=city + bureau, run_leaf=leaf, projects=projects, **(given | more))


def words(book, b, landscape=False):
    """The narrative part that all these documents share."""
    book.new_page(landscape)
    prose.heading(book, f"第三部分 {b.year}年度部门预算情况说明", 16, align="centre")
    prose.heading(book, "一、收支预算总体情况说明")
    prose.overview(book, b)
    prose.heading(book, "二、支出预算情况说明")
    prose.by_class(book, b)
    prose.basic_split(book, b)
    prose.heading(book, "三、“三公”经费预算情况说明")
    prose.sangong(book, b)
    prose.heading(book, "四、机关运行经费预算情况说明")
    prose.operating(book, b)


def standard_facts(b, **more):
    return facts(b, WAN, sangong_total=WAN(b.sangong["total"]), jiguan_yunxing=WAN(b.operating), **more)


# -- 江苏 -----------------------------------------------------------------------------------------------------------

def three_sided(b):
    """收入 | 功能分类 | 支出用途 side by side, one grid."""
    income = [["一、财政拨款", WAN(b.income("", "fiscal"))], ["  1.一般公共预算", WAN(b.income("", "gpb"))],
              ["  2.政府性基金预算", WAN(b.income("", "fund"))], ["二、财政专户管理资金", ""], ["三、其他资金", WAN(b.income("", "other"))]]
    use = [["一、基本支出", WAN(b.spend("", "basic"))], ["二、项目支出", WAN(b.spend("", "project"))], ["三、单位预留机动经费", ""]]
    rows = side_by_side(income, class_rows(b, WAN, [lambda c: b.spend(c)]), use)
    rows += [["当年收入小计", WAN(b.income()), "当年支出小计", "<", "<", WAN(b.total)], ["上年结转资金", WAN(b.carry_in()), "结转下年资金", "<", "<", ""],
             ["收入合计", WAN(b.income() + b.carry_in()), "支出合计", "<", "<", WAN(b.total)]]
    header = [["收入", "<", "支出", "<", "<", "<"], ["项目名称", "金额", "功能分类", "<", "支出用途", "<"],
              ["^", "^", "功能科目名称", "金额", "项目名称", "金额"]]
    return Table("收支预算总表", "万元", header, rows, ["label", "amount"] * 3, [122, 66, 112, 66, 112, 66])


def meetings(b):
    s = b.sangong
    meeting, training = b.spend_economic("30215", "all"), b.spend_economic("30216", "all")
    header = [["“三公”经费", "<", "<", "<", "<", "<", "会议费", "培训费"], ["小计", "因公出国\n（境）费", "公务用车购置及运行费", "<", "<", "公务接\n待费", "^", "^"],
              ["^", "^", "小计", "公务用\n车购置费", "公务用车\n运行费", "^", "^", "^"]]
    row = [WAN(s[k]) for k in ("total", "abroad", "car", "buy", "run", "guest")] + [WAN(meeting), WAN(training)]
    return Table("“三公”经费、会议费、培训费支出预算表", "万元", header, [row], ["amount"] * 8, [66] * 8)


def jiangsu(out, name="c00011_平芜市市场监督管理局2026年度部门预算公开.pdf"):
    b = department(83, "平芜市", "市场监督管理局", "2013801", [
        Project("食品安全抽检", "2013804", "30227", 22_160), Project("上年结转标准化奖补", "2013899", "30299", 3_150, carried=True),
        Project("计量检定", "2013899", "30213", 5_430, "other")])
    book = Book(out / name, fonts.SERIF, "Microsoft Word (invented)", footer="{}", head=fonts.SANS, title="部门预算公开")
    style = Style(fonts.SERIF, size=8, row_height=17, rule="rect", number_place="left", title_font=fonts.SANS, title_size=14)
    book.cover([b.department, f"{b.year}年度部门预算公开"])
    book.new_page()
    prose.heading(book, "第一部分", 18, align="centre")
    prose.heading(book, "部门概况", 18, align="centre")
    prose.duties(book, b, 5)
    tables = [three_sided(b)] + generic.tables(b)[1:6] + [meetings(b)]
    for i, table in enumerate(tables, 1):
        table.number, table.left, table.unit_line = f"公开 {i:02} 表", f"部门名称：{b.department}", "单位：万元"
        draw_table(book, table, style, landscape=False, fresh=i not in (4,), gap=40)
    words(book, b)
    write_book(book, name[:6], standard_facts(b),
               "江苏: three-sided 收支预算总表, all ruling drawn as thin filled rectangles, 公开 01 表 at the left edge with blanks, "
               "三公 + 会议费 + 培训费 in one table, a table that starts in the middle of a page and breaks")


# -- no rules -------------------------------------------------------------------------------------------------------

def unruled(out, name="c00012_青崖市信访局2026年部门预算.pdf"):
    b = department(97, "青崖市", "信访局", "2014001", [
        Project("信访接待中心运行", "2014004", "30299", 6_420), Project("网上信访平台", "2014002", "30213", 2_385)])
    book = Book(out / name, fonts.NAMED, "Microsoft Word (invented)", footer="- {} -", title="部门预算")
    ruled = Style(fonts.NAMED, size=9, row_height=17, rule="rows", title_size=14)
    bare = Style(fonts.NAMED, size=9, row_height=16, rule="none", title_size=14, repeat="header", bottom=80, pad=6)
    book.new_page()
    prose.heading(book, f"{b.department}{b.year}年部门预算", 18, align="centre")
    prose.heading(book, "一、主要职责")
    prose.duties(book, b, 3)
    for i, table in enumerate(generic.tables(b)):
        table.left, table.unit_line = f"部门：{b.department}", "单位：万元"
        draw_table(book, table, ruled if i % 2 == 0 else bare, landscape=False)
    words(book, b)
    write_book(book, name[:6], standard_facts(b),
               "no vertical rules: tables with horizontal rules only and tables with no rules at all, alignment alone; fonts not embedded")


# -- hidden and doubled ink -----------------------------------------------------------------------------------------

class Tricky(Book):
    """A book that adds to every page what a reader does not see, and a watermark."""

    def end_page(self):
        if self.open:
            wide, high = self.size
            self.watermark("平台仅供内部审阅", 46)
            self.text(-320, 200, "页外 9,999.99", 9)                     # left of the page
            self.text(60, high + 60, "页下 8,888.88 合计", 9)             # below it
            self.text(wide - 200, high / 2, "7,777.77", 9, mode=3)       # invisible (an OCR layer)
            self.text(80, 150, "201 一般公共服务支出 6,666.66", 9, mode=3)
        super().end_page()


def tricks(out, name="c00013_溪棠市审计局2026年部门预算.pdf"):
    b = department(101, "溪棠市", "审计局", "2010801", [
        Project("重大项目审计", "2010804", "30227", 11_730), Project("审计信息化", "2010806", "30213", 4_120),
        Project("国企退休人员管理", "2230105", "30299", 1_860, "capital")])
    book = Tricky(out / name, fonts.SANS, "pdfFactory (invented)", footer="— {} —", bold="twice", title="部门预算")
    doubled = Style(fonts.SANS, size=9, row_height=17, title_size=14, bold="twice")
    stroked = Style(fonts.SANS, size=9, row_height=17, title_size=14, bold="stroke")
    book.cover([f"{b.year}年{b.department}部门预算"])
    for i, table in enumerate(generic.tables(b)):
        table.number, table.left, table.unit_line = f"表{i + 1}", f"部门：{b.department}", "单位：万元"
        table.bold_rows = set(range(len(table.rows))) if i == 2 else table.bold_rows
        draw_table(book, table, doubled if i % 2 == 0 else stroked, landscape=False)
    words(book, b)
    write_book(book, name[:6], standard_facts(b),
               "fake bold (drawn twice 0.3 pt apart, and fill+stroke), amounts off the page, invisible amounts (Tr 3), pale "
               "watermark at 45 degrees: the visible numbers are the truth")


# -- planted errors -------------------------------------------------------------------------------------------------

def bump(table, row, column, cents):
    """Change one printed amount by so many units of the last place; returns (before, after)."""
    before = table.rows[row][column]
    value = int(before.replace(",", "").replace(".", "")) + cents
    table.rows[row][column] = after = f"{value // 100:,}.{value % 100:02}"
    return before, after


def planted(out, name="c00018_北苔县财政局2026年部门预算.pdf"):
    b = department(113, "白鹭市", "财政局", "2010601", [
        Project("预算评审", "2010608", "30227", 9_310), Project("财政一体化系统", "2010602", "30213", 6_240)], county="北苔县")
    b.department = "北苔县财政局"
    book = Book(out / name, fonts.SERIF, "WPS Office (invented)", footer="- {} -", title="部门预算")
    style = Style(fonts.SERIF, size=8.5, row_height=17, title_size=14)
    tables = generic.tables(b)
    errors = []

    def plant(rule, index, code, column, cents, says):
        table = tables[index]
        row = next(i for i, r in enumerate(table.rows) if r[0] == code)
        before, after = bump(table, row, column, cents)
        errors.append({"rule": rule, "table": table.title, "row": code, "column": table.columns()[column],
                       "printed": after, "consistent": before, "what": says})

    plant("HIE-01", 2, "20106", 4, 1_000, "部门支出总表: 20106 项目支出 is 10.00 more than its 项 rows and than 201 (so ROW-01 fails in "
          "that row too)")
    plant("XT-06", 5, "合计", 2, 5_000, "一般公共预算基本支出表: 合计 is 50.00 more than 基本支出 of 一般公共预算支出表, and than its own rows "
          "(so HIE-04 and ROW-02 fail there too)")
    book.cover([b.department, f"{b.year}年部门预算"])
    for i, table in enumerate(tables, 1):
        table.number, table.left, table.unit_line = f"表{i}", f"部门：{b.department}", "单位：万元"
        draw_table(book, table, style, landscape=False)
    book.new_page()
    prose.heading(book, "第三部分 部门预算情况说明", 16, align="centre")
    prose.heading(book, "一、收支预算总体情况说明")
    prose.overview(book, b)
    prose.heading(book, "二、支出预算情况说明")
    prose.by_class(book, b)
    prose.heading(book, "三、“三公”经费预算情况说明")
    prose.sangong(book, b)
    prose.heading(book, "四、机关运行经费预算情况说明")
    wrong = WAN(b.operating + 12 * CENT_OF_WAN)
    book.paragraph(f"{b.year}年{b.department}机关运行经费预算{wrong}万元，为一般公共预算基本支出中的公用经费。",
                   facts=[("机关运行经费", "amount", wrong, "万元")])
    errors.append({"rule": "NAR-07", "page": book.page, "printed": wrong, "consistent": WAN(b.operating),
                   "what": "the narrative 机关运行经费 is 0.12 more than 公用经费 in 一般公共预算基本支出表"})
    write_book(book, name[:6], standard_facts(b, planted_errors=len(errors)),
               "three planted errors (see the .errors.json beside it): a parent row, a total against another table, a sentence")
    for e in errors:
        e.setdefault("page", next((t.page_from for t in tables if t.title == e.get("table")), None))
    # `tables` and `other_tables` are there so that score/tables.py can read a folder that holds this file
    sidecar = {"file": name, "stem": "errors:" + name[:6], "pages": book.page, "tables": [], "errors": errors}
    (out / (name[:-4] + ".errors.json")).write_text(dumps(sidecar), "utf-8")
