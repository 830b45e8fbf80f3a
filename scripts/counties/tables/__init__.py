"""Official tables as views of the money: `tables(draw, money, facts, house)` in `sets.py` gives the blocks of a document."""
