"""A table before it is printed: sides, columns and rows with amounts in fen, and what is true of each."""

from dataclasses import dataclass, field


@dataclass
class Column:
    """`path` is the header, outermost first. `where` picks the lines whose amounts it sums (None: not of lines, or no money).

    `part_of` is the column whose money it is a part or another classification of; `unit` an own unit (人, 辆, %).
    """

    path: tuple
    role: str = "amount"
    meaning: str = None
    where: object = None
    part_of: "Column" = None
    unit: str = None
    width: float = 1.0
    measure: bool = False  # no money of the table: a change, a rate, a count
    code_part: str = None  # class, subclass, item for split code columns
    text: str = None  # key of Row.texts for columns of text


@dataclass
class Row:
    """`values` holds fen by column (identity); `texts` what text columns print; `counts` whether it makes the total."""

    kind: str = "item"  # item, total, subtotal, heading, blank
    level: int = None
    name: str = ""
    code: str = ""
    values: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    counts: bool = True
    of_which: bool = False
    body: str = None
    body_code: str = None
    project: str = None
    indent: int = 0
    part_of: int = None
    counted: dict = field(default_factory=dict)  # column (identity) -> what is printed there instead of money: a count
    group: object = None  # rows with the same group share merged cells of the columns named in View.merged
    meaning: str = None  # what a row of a vertical list is about
    unit_row: bool = False  # a department or unit, with the sum of what stands below it
    mark: dict = field(default_factory=dict)


@dataclass
class Side:
    """Columns and rows that stand beside those of other sides."""

    columns: list
    rows: list
    direction: str = None
    head: str = None


@dataclass
class View:
    """A table: `id`, `variant` and its sides. `unit` overrides the unit of the document."""

    id: str
    sides: list
    variant: str = None
    unit: str = None
    empty: bool = False
    note: str = None
    decimals: int = None
    merged: tuple = ()
    sums: bool = True  # it has a total that its counting rows make up
    direction: str = None
    title: str = None
    kind: str = "functional"  # what its codes are: functional, economic, none
    rounded: dict = field(default_factory=dict)

    def columns(self):
        return [c for side in self.sides for c in side.columns]


def tabulate(lines, columns, keys):
    """{key: {id(column): fen}} where `keys(line)` gives the rows that a line belongs to."""
    table = {}
    for line in lines:
        hit = [id(c) for c in columns if c.where is not None and c.where(line)]
        for key in keys(line):
            row = table.setdefault(key, {})
            for column in hit:
                row[column] = row.get(column, 0) + line.fen
    return table


def amount(path, meaning, where=None, part_of=None, **more):
    """A column of money."""
    return Column(tuple(path) if isinstance(path, (tuple, list)) else (path,), "amount", meaning, where, part_of, **more)


def has(**want):
    """A test of a line: fields that are equal to a value, or in a tuple of values."""
    tests = [(k, v if isinstance(v, (tuple, set, frozenset)) else (v,)) for k, v in want.items() if v is not None]
    return lambda line: all(getattr(line, k) in v for k, v in tests)


def cut(columns, lines, keep=()):
    """Leaves out columns that no line has money in, but for those to keep."""
    return [c for c in columns if c in keep or c.where is None or any(c.where(x) for x in lines)]
