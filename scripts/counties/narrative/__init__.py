"""The words of a disclosure: `narrative(draw, money, facts) -> list of blocks`, every figure with its truth."""

from .author import Author
from .frame import document


def narrative(draw, money, facts):
    """All blocks of the narrative in order, with `Slot`s where tables and forms go. Adds errors, oddities and contacts to `facts`."""
    author = Author(draw, money, facts)
    blocks = document(author, facts)
    return blocks
