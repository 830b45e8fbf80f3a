"""The ways of a county: what its tables have in common, drawn once a document."""

from dataclasses import dataclass, field

from tables.figures import Figures, draw_figures

CODES = {"joined": 7, "split": 3, "staircase": 2, "bracketed": 1.5, "dashed": 1, "glued": 0.7, "none": 1.3, "relative": 0.7, "numbered": 0.7}


@dataclass
class House:
    """What was drawn for a document."""

    year: int
    pick: object
    figures: Figures
    codes: str
    levels: str
    total: str
    total_label: str
    indent: bool
    unit_rows: str
    unit_place: str
    title_place: str
    number: str
    number_place: str
    caption: str
    column_numbers: str
    classes: str
    withheld: bool
    of_which: str
    empty_note: str
    title_style: str
    mixed_units: str
    local_codes: bool
    spaces: str
    corner: str
    header_words: str
    decimal_tail: bool
    unit_first: str
    header_top: bool
    remark: bool
    total_column: str
    code_place: str
    contradicted: bool
    head_item: bool
    line_numbers: bool
    ordinal: bool
    withheld_done: bool = False
    table_notes: bool = False
    sanitized: dict = field(default_factory=dict)


def draw_house(draw, money):
    """Draws the ways of a document."""
    pick = draw.random
    codes = draw.choice("rows.codes", CODES)
    levels = draw.choice("rows.levels", {"all": 6, "leaves": 2, "class_and_leaves": 0.7, "classes": 0.3})
    if codes in ("staircase", "none", "relative", "numbered"):
        levels = "all"
    several = len(money.units) > 1
    return House(
        money.year, pick, draw_figures(draw, money), codes, levels,
        draw.choice("rows.total", {"first": 6, "last": 3, "twice": 0.5, "none": 0.7, "unlabelled": 0.5}),
        draw.choice("rows.total_label", {"合计": 6, "合  计": 1, "总计": 1, "合   计": 0.7, "合计：": 0.5}),
        draw.chance("rows.indent", 0.5),
        draw.choice("rows.units", {"none": 3, "units": 2, "department_and_units": 1.5, "column": 1.3}) if several else "none",
        draw.choice("table.unit", {"caption": 8, "header": 1.2, "cell": 0.7, "sentence": 0.5, "cover": 0.4, "nowhere": 0.4}),
        draw.choice("table.title.place", {"above": 7, "left": 1, "in_grid": 1.5, "contents_only": 0.4, "glued_to_unit": 0.4}),
        draw.choice("table.number", {"none": 2, "表1": 1, "表一": 0.7, "公开01表": 1.5, "公开表1": 1, "预算01表": 0.8, "附件1": 0.5, "（一）": 0.6,
                                     "一、": 0.6, "附表1-1": 0.5, "预算表1": 0.5, "表 1": 0.4}),
        draw.choice("table.number.place", {"before": 3, "line_left": 2, "line_right": 2, "after": 0.8, "glued": 0.6}),
        draw.choice("table.caption", {"部门": 2, "单位名称": 2, "none": 1.5, "部门名称": 2, "编制单位": 1, "预算单位": 1, "单位": 0.8, "code": 0.8, "部门（单位）": 0.8, "code_glued": 0.4}),
        draw.choice("table.column_numbers", {"none": 5, "stars": 1, "numbers": 1, "lanci": 1}),
        draw.choice("rows.classes", {"printed": 4, "all": 2.5, "renumbered": 2, "plain": 1}),
        draw.chance("rows.withheld", 0.05),
        draw.choice("rows.of_which", {"none": 3, "row": 2, "nested": 1, "column": 1}),
        draw.choice("table.empty", {"note": 4, "no_note": 1, "left_out": 1.5, "zeros": 1, "word": 0.7}),
        draw.choice("table.title.style", {"year": 4, "plain": 3, "department": 1, "bracket": 0.8}),
        draw.choice("table.unit.mixed", {"one": 7, "three_public_wan": 1, "some_thousand": 0.4}),
        draw.chance("rows.local_codes", 0.04),
        draw.choice("rows.spaces", {"none": 6, "inner": 1}),
        draw.choice("table.corner", {"words": 6, "blank": 0.5}),
        draw.choice("table.header.words", {"plain": 3, "long": 1, "short": 1}),
        draw.chance("figures.tail_note", 0.15),
        draw.choice("rows.unit_column", {"none": 4, "with_code": 1.2, "filled_once": 0.8}) if several else "none",
        draw.chance("table.header.top", 0.1), draw.chance("table.columns.remark", 0.12), draw.choice("table.columns.total", {"first": 7, "last": 0.8}),
        draw.choice("rows.code_place", {"before_name": 9, "after_name": 0.7}), draw.chance("table.title.contradicts", 0.03),
        draw.chance("table.header.item", 0.12), draw.chance("balance.line_numbers", 0.35) and money.kind == "final_accounts", draw.chance("rows.ordinal", 0.06),
        table_notes=draw.chance("table.notes", 0.2))
