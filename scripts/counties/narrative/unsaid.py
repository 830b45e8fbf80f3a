"""Changes for which no reason is given: nobody planted them, and a reader who says so is right (NAR-18)."""

import re

from blocks import Heading

REASON = re.compile(r"因(?!公出国)|由于|主要是|主要为")


def figures_of(block):
    return getattr(getattr(block, "teller", None), "figures", ())


def changes_without_reason(blocks):
    """An entry for each change that is told without a reason, in its paragraph or before the next that has figures. It holds no figure: only a finding of the rule meets it."""
    found = []
    for at, block in enumerate(blocks):
        figures = figures_of(block)
        end = next((i for i in range(at + 1, len(blocks)) if isinstance(blocks[i], Heading) or figures_of(blocks[i])), len(blocks))
        if not figures or any(REASON.search("".join(getattr(b, "text", "").split())) for b in blocks[at:end]):
            continue
        groups = {}
        for i, figure in enumerate(figures):
            if figure.measure in ("change", "percent_change") and figure.value and figure.direction in ("increase", "decrease"):
                groups.setdefault(figure.group, (figure, block.statements[i]))
        found += [{"kind": "NAR-18", "what": f"{figure.subject}: a change without a reason", "printed": None, "right": None, "provable": False,
                   "place": {"statement": True}, "block": block, "statement_object": statement} for figure, statement in groups.values()]
    return found
