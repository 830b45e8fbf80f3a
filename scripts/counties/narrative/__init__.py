"""The words of a disclosure: `narrative(draw, money, facts) -> list of blocks`, every figure with its truth."""

from .author import Author
from .breaks import typeset
from .frame import document
from .slips import Slips, finish, settle


def narrative(draw, money, facts):
    """All blocks of the narrative in order, with `Slot`s where tables and forms go. Adds errors, oddities and contacts to `facts`."""
    author = Author(draw, money, facts)
    facts["author"] = author  # for the self-check; whoever writes the truth leaves it out
    blocks = document(author, facts)
    errors = []
    if facts.get("plant", True) and draw.chance("error.sentences", 0.4):
        slips = Slips(author, blocks)
        slips.plant(draw.random.choice((1, 1, 2, 3)))
        errors = slips.errors
    for block in blocks:
        if hasattr(block, "teller"):
            typeset(block.teller, author.v)
            block.refresh()
    facts.setdefault("errors", []).extend(finish(errors))
    return blocks
