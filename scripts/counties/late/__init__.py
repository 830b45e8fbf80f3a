"""Errors and lawful oddities of the rules that nothing else plants, put into disclosures that are finished.

Each kind has dice of its own, so that a document without such a kind is the same to the byte as before there were any. `late.RULE=yes` is an
error, `late.lawful.RULE=yes` something lawful that looks like it. Most are drawn in three of ten documents only; kinds that few documents have
room for are drawn in others too (`OUTSIDE`), some in all (`EVERYWHERE`).
"""

from random import Random

from draw import Draw
from late import economy, lists, papers, runs, values, words
from late.host import Host

KINDS = {}
for part in (economy, lists, papers, values, words, runs):
    KINDS.update(part.KINDS)
SHARE = 0.3
# how often an error and its oddity are drawn, by how few documents have room for them: each in about thirty of a thousand seeds
EVERYWHERE = {"BAL-06": (0.8, 0.8), "FRM-14": (1, 1), "BAL-12": (0.6, 0.6), "XD-02": (0.9, 0.95), "XD-03": (0.9, 0.9)}
ODDS = {**EVERYWHERE, "ROW-04": (0.22, 0.3), "XT-12": (0.36, 0.22), "XT-15": (0.22, 0.36), "XT-16": (1, 0.6), "XT-18": (0.8, 0.8), "DOC-08": (1, 1), "DOC-09": (0.12, 0.19), "FRM-03": (1, 1),
        "FRM-04": (0.6, 0.95), "FRM-06": (0.19, 0.22), "FRM-07": (0.5, 0.5), "FRM-09": (0.2, 0.32), "FRM-10": (0.27, 0.42), "FRM-11": (0.45, 0.6), "FRM-12": (1, 1), "FRM-13": (0.27, 0.35),
        "FRM-15": (0.25, 0.32), "NAR-05": (0.32, 0.42), "NAR-06": (0.19, 0.3), "NAR-11": (0.17, 0.4), "NAR-15": (0.1, 0.11), "NAR-17": (0.13, 0.21), "DOC-06": (0.11, 0.15), "DOC-07": (0.15, 0.25),
        "XD-01": (0.4, 0.85)}
OUTSIDE = {**EVERYWHERE, "XT-16": (0.12, 0), "DOC-08": (0.35, 0.12), "FRM-03": (0.25, 0.4), "FRM-12": (0.2, 0.2)}


def plant(files, draw, seed):
    """Plants what the dice of this seed say into the files of a disclosure; may add files (units of a department)."""
    forced = any(f.startswith("late.") for f in draw.only)
    hosts = [Host(f) for f in files if f.facts.get("money") is not None and "part" not in f.facts]
    table = ODDS if Random(f"counties/late/{seed}").random() < SHARE else OUTSIDE
    for rule, makers in KINDS.items():
        for name, make, odds in zip((f"late.{rule}", f"late.lawful.{rule}"), makers, table.get(rule, (0, 0))):
            if forced and f"{name}=yes" not in draw.only:
                continue
            dice = Draw(f"late/{seed}/{name}", draw.only, draw.without)
            if dice.chance(name, odds) and planted(files, hosts, dice, rule, make):
                draw.features.add(f"{name}=yes")
    return files


def planted(files, hosts, dice, rule, make):
    """Tries the files in a drawn order; kinds between files see them all."""
    if rule in runs.KINDS:
        return make(files, hosts, dice)
    order = list(hosts)
    dice.random.shuffle(order)
    for host in order:
        host.dice, host.random = dice, dice.random
        if make(host):
            return True
    return False
