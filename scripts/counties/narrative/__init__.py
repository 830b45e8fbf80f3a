"""The words of a disclosure: `narrative(draw, money, facts) -> list of blocks`, every figure with its truth."""

from blocks import CERTAIN, Contents, Heading, Slot

from .author import Author
from .breaks import typeset
from .frame import document
from .slips import Slips, finish, settle
from .unsaid import changes_without_reason


def excerpt(draw, money, facts, most):
    """A few paragraphs of one or two sections with their headings, for documents of few pages; nothing is planted in them, and no slots."""
    blocks = [b for b in narrative(draw, money, {**facts, "plant": False}) if not isinstance(b, (Slot, Contents))]
    starts = [i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level in (1, 2) and any(getattr(x, "statements", ()) for x in blocks[i + 1:i + 3])]
    at = draw.random.choice(starts)
    found = blocks[at:at + most]
    while found and isinstance(found[-1], Heading):
        found.pop()
    return found


def narrative(draw, money, facts):
    """All blocks of the narrative in order, with `Slot`s where tables and forms go. Adds errors, oddities and contacts to `facts`."""
    author = Author(draw, money, facts)
    facts["author"] = author  # for the self-check; whoever writes the truth leaves it out
    blocks = document(author, facts)
    errors = []
    if facts.get("plant", True) and draw.chance("error.sentences", 0.45):
        slips = Slips(author, blocks)
        slips.plant(draw.random.choice((1, 1, 2, 2, 3)))
        errors = slips.errors
    figures = [f for block in blocks if hasattr(block, "teller") for f in block.teller.figures]
    author.v.splits = len(figures) // 10 - sum(f.mark != CERTAIN for f in figures)  # at most one of ten figures is not certain
    for block in blocks:
        if hasattr(block, "teller"):
            typeset(block.teller, author.v)
            block.refresh()
    facts.setdefault("errors", []).extend(finish(errors) + changes_without_reason(blocks))
    return blocks
