"""A run of documents made for the browser test: two years of a budget that contradict each other, the final account of one of them, a
document whose every cell wants to be a program, a workbook, a scan, and a member of an archive."""

import pathlib
import shutil
import subprocess
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BODY = "柳岸县档案馆"
EVIL = "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"


def sheet(*rows: tuple) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n\n"


def budget(year: int, income: str, prior: str) -> str:
    head = f"部门名称：{BODY}\n\n单位：万元\n\n"
    return (
        f"{BODY}{year}年度部门预算公开\n\n第二部分 {year}年部门预算报表\n\n{year}年预算收支总表\n\n{head}"
        + sheet(
            ("收入", "", "支出", ""),
            ("项目", f"{year}年", "项目", f"{year}年"),
            ("一、一般公共预算", income, "一、一般公共服务支出", income),
            ("二、政府性基金预算", "", "二、外交支出", ""),
            ("三、国有资本经营预算", "", "三、国防支出", ""),
            ("本年收入合计", income, "本年支出合计", income),
            ("收入总计", income, "支出总计", income),
        )
        + f"{year}年一般公共预算“三公”经费支出预算表\n\n{head}"
        + sheet(
            ("项目", f"{year}年预算数"),
            ("因公出国（境）费", ""),
            ("公务接待费", "0.50"),
            ("公务用车购置及运行费", "2.00"),
            ("①公务用车购置费", ""),
            ("②公务用车运行维护费", "2.00"),
            ("合计", "2.50"),
        )
        + f"第三部分 {year}年度部门预算情况说明\n\n一、收入预算情况说明\n\n{year}年度预算收入总计{income}万元，上年预算为{prior}万元。\n"
    )


def accounts(year: int) -> str:
    return f"{BODY}{year}年度部门决算公开\n\n第二部分 {year}年度部门决算表\n\n收入支出决算总表\n\n公开01表\n\n部门：{BODY}\n\n单位：万元\n\n" + sheet(
        ("收入", "", "支出", ""),
        ("项目", "金额", "项目", "金额"),
        ("一、一般公共预算财政拨款收入", "150.00", "一、一般公共服务支出", "150.00"),
        ("二、政府性基金预算财政拨款收入", "", "二、外交支出", ""),
        ("三、国有资本经营预算财政拨款收入", "", "三、国防支出", ""),
        ("本年收入合计", "150.00", "本年支出合计", "150.00"),
        ("使用非财政拨款结余", "", "结余分配", ""),
        ("年初结转和结余", "10.00", "年末结转和结余", "10.00"),
        ("总计", "160.00", "总计", "160.00"),
    )


def evil() -> str:
    row = lambda name: f"<tr><td>{name}{EVIL}</td><td>10</td><td>{EVIL}支出</td><td>12{EVIL}</td></tr>"
    return (
        f"<html><head><meta charset=utf-8><title>甲县{EVIL}局2026年部门预算公开</title></head><body><h1>甲县{EVIL}局2026年部门预算公开</h1>"
        f"<p>2026年收入总计{EVIL}30万元，支出总计12万元。</p><table><tr><td colspan=4>收支总表{EVIL}</td></tr><tr><td colspan=4>单位：万元</td></tr>"
        f"<tr><td>收入项目{EVIL}</td><td>预算数{EVIL}</td><td>支出项目{EVIL}</td><td>预算数{EVIL}</td></tr>{row('一、财政拨款')}{row('二、其他')}"
        "<tr><td>收入总计</td><td>30</td><td>支出总计</td><td>12</td></tr></table></body></html>"
    )


def run(program: str, folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """The run and its files."""
    files, out = folder / "made", folder / "made-out"
    files.mkdir()
    (files / "budget-2024.txt").write_text(budget(2024, "160.00", "150.00"), encoding="utf-8")
    (files / "budget-2025.txt").write_text(budget(2025, "200.00", "161.00"), encoding="utf-8")
    (files / "accounts-2024.txt").write_text(accounts(2024), encoding="utf-8")
    (files / "evil.html").write_text(evil(), encoding="utf-8")
    shutil.copy(ROOT / "tests/made/flow/department.xlsx", files)
    shutil.copy(next((ROOT / "corpus").glob("c00014_*.pdf")), files)
    with zipfile.ZipFile(files / "members.zip", "w") as archive:
        archive.write(next((ROOT / "corpus").glob("c00002_*.pdf")), "2026/tables.pdf")
    subprocess.run([program, "extract", str(files), "--out", str(out)], check=True, capture_output=True)
    return out, files
