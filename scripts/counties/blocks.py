"""What a disclosure is made of, between the parts that invent it (tables, forms, sentences) and those that print it (pdf, text).

Everything that a reader could know about a printed thing stands beside it as truth; printing adds pages.
Marks: `certain` (counted), `open` (right is the true value, or null or a doubt with a diagnostic), `unreadable` (right is nothing, and said).
"""

from dataclasses import dataclass, field

CERTAIN, OPEN, UNREADABLE = "certain", "open", "unreadable"


@dataclass
class Cell:
    """A printed cell. `text` is what the page shows; spans cover cells to the right and below, which are `None` in the grid."""

    text: str = ""
    cols: int = 1
    rows: int = 1
    align: str = "left"  # left, right, centre
    indent: float = 0.0  # in em
    turned: int = 0  # 0; 90 bottom to top; 270 top to bottom
    bold: bool = False
    kind: str = "text"  # text, amount, header, label
    mark: str = CERTAIN
    truth: list = None  # [(dict, key)]: where the truth keeps this cell's mark, for marks that printing causes


@dataclass
class Grid:
    """A printed grid: `rows[r][c]` is a `Cell`, or None where a span covers it. `head` rows are repeated when `repeat`."""

    rows: list
    widths: list  # points, per column
    head: int = 0
    repeat: str = "whole"  # whole, part, none: what of the head a continuation page repeats
    style: object = None  # rules, font size ... as the sheet module defines it


@dataclass
class Heading:
    text: str
    level: int = 1  # 0 cover title, 1 第一部分, 2 一、, 3 （一）, 4 1.


@dataclass
class Paragraph:
    """A paragraph. `statements` are its truth (see `sentences.py`); `contacts` the contacts planted in it."""

    text: str
    statements: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    terms: list = field(default_factory=list)  # glossary: {"term", "text"}


@dataclass
class TableBlock:
    """A table with what is printed around it. `truth` has the shape of `tables[]` in the truth file, without pages."""

    grid: Grid
    truth: dict
    above: list = field(default_factory=list)  # lines above the grid: (text, align)
    below: list = field(default_factory=list)  # notes below it
    own_page: bool = True
    landscape: bool = False


@dataclass
class FormBlock:
    """A sheet of performance forms. `truth` is a list of what `forms[]` of the truth file holds, each with its grid `rows`."""

    grid: Grid
    truth: list
    above: list = field(default_factory=list)
    below: list = field(default_factory=list)
    landscape: bool = False
    own_page: bool = True


@dataclass
class Slot:
    """A place in the narrative where the tables or the forms are put: `what` is "tables" or "forms"."""

    what: str


@dataclass
class Contents:
    """A printed list of contents, made of the headings and table titles of the document when it is printed."""

    style: str = "dots"


@dataclass
class Disclosure:
    """One file: its blocks in order, and what is true of the whole."""

    name: str  # stem of the file
    blocks: list
    facts: dict
    features: set = field(default_factory=set)
    errors: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    instead: set = field(default_factory=set)  # features of the seed that this file does not have (units beside their department)
