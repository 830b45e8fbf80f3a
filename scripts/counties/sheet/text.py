"""A disclosure as a crawler keeps it: lines of text, cells with tabs between."""

from blocks import Contents, FormBlock, Heading, TableBlock
from textpages import pages


def print_text(disclosure, draw):
    """The whole as text."""
    out = []
    entries = [b for b in disclosure.blocks if isinstance(b, Heading) and b.level in (1, 2) or isinstance(b, TableBlock)]
    for block in disclosure.blocks:
        if isinstance(block, Contents):
            out += ["目录", ""] + [(b.text if isinstance(b, Heading) else b.truth["full_title"]).replace("\n", " ") + "....." + f"\t{i // 3 + 1}" for i, b in enumerate(entries)]
        elif isinstance(block, Heading):
            out += ["", block.text, ""]
        elif isinstance(block, (TableBlock, FormBlock)):
            out += [""] + above(block) + grid(block.grid) + list(block.below) + [""]
        else:
            out.append(block.text)
    return "\n".join(pages(draw, disclosure.facts, out)) + "\n"


def above(block):
    found = []
    for text, align in block.above:
        found.append(text if align != "spread" else "    ".join(t for t in text.split("\t") if t))
    return found


def grid(grid):
    """Rows with tabs; what a merged cell covers is empty."""
    found = []
    for row in grid.rows:
        texts = ["" if cell is None else cell.text.replace("\n", "") for cell in row]
        found.append("\t".join(texts))
    return found
