"""The common national shape: joined codes, 合计 first, all classes listed. Used by the documents whose point is the ink."""

from grid import Table
from model import Money
from views import class_rows, economic_rows, function_rows, person_columns, side_by_side, spend_columns

WAN = Money()


def balance(b, title, source=None):
    """收支总表 and 财政拨款收支总表."""
    income = [["一、一般公共预算", WAN(b.income("", "gpb"))], ["二、政府性基金预算", WAN(b.income("", "fund"))],
              ["三、国有资本经营预算", WAN(b.income("", "capital"))]]
    if source is None:
        income += [["四、财政专户管理资金", ""], ["五、单位资金", WAN(b.income("", "other"))]]
    rows = side_by_side(income, class_rows(b, WAN, [lambda c: b.spend(c, "all", source)], source=source))
    now, carried, total = b.income("", source), b.carry_in(source), b.spend("", "all", source)
    rows += [["本年收入合计", WAN(now), "本年支出合计", WAN(total)], ["上年结转", WAN(carried), "年终结转", ""],
             ["收入总计", WAN(now + carried), "支出总计", WAN(total)]]
    return Table(title, "万元", [["收入", "<", "支出", "<"], ["项目", "预算数"] * 2], rows, ["label", "amount"] * 2,
                 [150, 90, 180, 90], bold_rows={len(rows) - 1, len(rows) - 3})


def income(b):
    sources = [None, "gpb", "fund", "capital", "other"]
    values = [lambda c, s=s: b.income(c, s) for s in sources] + [lambda c: sum(
        x[2] for x in b.lines() if x[5] and x[0].startswith(c))]
    header = [["项目", "<", "本年收入", "<", "<", "<", "<", "上年结转"],
              ["科目编码", "科目名称", "合计", "一般公共\n预算", "政府性\n基金", "国有资本\n经营预算", "单位资金", "^"]]
    rows = [["合计", "<"] + [WAN(v("")) for v in values]] + function_rows(b, WAN, values, "joined")
    return Table("收入总表", "万元", header, rows, ["code", "label"] + ["amount"] * 6, [52, 132] + [56] * 6, bold_rows={0})


def spending(b, title, source=None):
    header = [["项目", "<", f"{b.year}年预算数", "<", "<"], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    values = spend_columns(b, source)
    rows = [["合计", "<"] + [WAN(v("")) for v in values]] + function_rows(b, WAN, values, "joined", source)
    return Table(title, "万元", header, rows, ["code", "label"] + ["amount"] * 3, [62, 210, 80, 80, 80], bold_rows={0})


def basic(b):
    values = person_columns(b)
    header = [["部门预算支出经济分类科目", "<", f"{b.year}年基本支出", "<", "<"], ["科目编码", "科目名称", "合计", "人员经费", "公用经费"]]
    rows = [["合计", "<"] + [WAN(v("")) for v in values]] + economic_rows(b, WAN, values, "joined")
    return Table("一般公共预算基本支出表", "万元", header, rows, ["code", "label"] + ["amount"] * 3, [62, 210, 80, 80, 80],
                 bold_rows={0})


def three_public(b):
    s = b.sangong
    header = [["合计", "因公出国\n（境）费", "公务用车购置及运行费", "<", "<", "公务接待费"],
              ["^", "^", "小计", "公务用车\n购置费", "公务用车\n运行费", "^"]]
    row = [WAN(s[k]) for k in ("total", "abroad", "car", "buy", "run", "guest")]
    return Table("一般公共预算“三公”经费支出表", "万元", header, [row], ["amount"] * 6, [85] * 6)


def tables(b):
    """B01-B08 in the usual order."""
    return [balance(b, "部门收支总表"), income(b), spending(b, "部门支出总表"), balance(b, "财政拨款收支总表", "fiscal"),
            spending(b, "一般公共预算支出表", "gpb"), basic(b), three_public(b)]
