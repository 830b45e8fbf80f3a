"""A finished file in which something is planted: its blocks, the money behind them, and how errors and oddities are written down."""

import copy

from blocks import FormBlock, Heading, Paragraph, Slot, TableBlock
from narrative.breaks import typeset
from narrative.teller import Teller


class Host:
    """One file. `touched` holds the blocks that bear an error already."""

    def __init__(self, disclosure):
        self.disclosure, self.facts = disclosure, disclosure.facts
        self.money, self.author = disclosure.facts["money"], disclosure.facts.get("late_author")
        self.touched = {id(e["block"]) for e in disclosure.errors if e.get("block") is not None}
        self.dice = self.random = None

    @property
    def blocks(self):
        return self.disclosure.blocks

    def note(self, kind, what, printed, right, place, block, provable=False, **more):
        """Writes an error down and touches its block."""
        self.touched.add(id(block))
        self.disclosure.errors.append({"kind": kind, "what": what, "printed": printed, "right": right, "provable": provable, "place": place, "block": block, **more})
        return True

    def odd(self, what, block, **more):
        """Writes a lawful oddity down."""
        self.facts.setdefault("oddities", []).append({"what": what, "block": block, **more})
        return True

    # tables

    def tables(self, ids, free=True):
        """Tables of these ids with figures, certain of what they are."""
        return [b for b in self.blocks if isinstance(b, TableBlock) and b.truth["id"] in ids and not b.truth["empty"] and not (free and id(b) in self.touched)
                and not b.truth["marks"].get("id") and not b.truth.get("withheld")]

    # forms

    def forms(self, test=lambda form: True):
        """Sheets that hold one form each and no error."""
        found = [b for b in self.blocks if isinstance(b, FormBlock) and len(b.truth) == 1 and id(b) not in self.touched and test(b.truth[0])]
        self.random.shuffle(found)
        return found

    # sentences

    def teller(self):
        """A paragraph in the author's voice; None where the file has no words."""
        if self.author is None:
            return None
        self.author.v.splits = 0
        return Teller(self.author.v)

    def tell(self, t, *topics):
        """Puts a paragraph at the end of the first section whose heading names a topic, else of the last section with sentences; gives its block."""
        block = t.done()
        typeset(t, self.author.v)
        block.refresh()
        at = self.end_of(topics)
        self.blocks.insert(at, block)
        return block

    def end_of(self, topics):
        """Where a section ends: before the next heading of its level, or before what is no paragraph."""
        blocks, last = self.blocks, None
        for i, block in enumerate(blocks):
            if isinstance(block, Heading) and block.level >= 1 and i + 1 < len(blocks) and isinstance(blocks[i + 1], Paragraph) and getattr(blocks[i + 1], "teller", None):
                last = i if last is None or not any(w in blocks[last].text for w in topics) else last
                if any(w in block.text for w in topics):
                    last = i
                    break
        if last is None:
            last = next((i for i, b in enumerate(blocks) if isinstance(b, Paragraph)), len(blocks) - 1)
        end = last + 1
        while end < len(blocks) and isinstance(blocks[end], Paragraph) and not blocks[end].terms:
            end += 1
        return end

    def noted(self, kind, what, block, index, right, cause, provable=False, **more):
        """An error in the figure of a new paragraph."""
        figure, statement = block.teller.figures[index], block.statements[index]
        return self.note(kind, what, block.text[figure.start:figure.end], right, {"statement": True}, block, provable, cause=cause, statement_object=statement, **more)

    def figures(self, test):
        """(block, figure) of the sentences that pass."""
        return [(b, f) for b in self.blocks for f in getattr(getattr(b, "teller", None), "figures", ()) if test(f)]


def twin(block):
    """A copy of a block with its truth."""
    return copy.deepcopy(block)
