"""Errors and lawful oddities of the rules that nothing else plants, put into disclosures that are finished.

Each kind has dice of its own, so that a document without such a kind is the same to the byte as before there were any. `late.RULE=yes` is an
error, `late.lawful.RULE=yes` something lawful that looks like it. Most are drawn in three of ten documents only; kinds that few documents have
room for (`RARE`) in all of them.
"""

from random import Random

from draw import Draw
from late import economy, lists, papers, runs, values, words
from late.host import Host

KINDS = {}
for part in (economy, lists, papers, values, words, runs):
    KINDS.update(part.KINDS)
SHARE = 0.3
# how often a kind is drawn inside that share, by how few documents have room for it: each in two of a hundred seeds
ODDS = {"ROW-04": 0.22, "XT-12": 0.22, "XT-15": 0.19, "XT-16": 0.6, "XT-18": 0.45, "DOC-08": 0.9, "DOC-09": 0.09, "FRM-03": 0.9, "FRM-04": 0.25, "FRM-06": 0.15, "FRM-07": 0.25, "FRM-09": 0.15,
        "FRM-10": 0.15, "FRM-11": 0.19, "FRM-12": 0.55, "FRM-13": 0.17, "FRM-15": 0.25, "NAR-05": 0.18, "NAR-06": 0.17, "NAR-11": 0.12, "NAR-15": 0.1, "NAR-17": 0.09, "DOC-06": 0.09, "DOC-07": 0.12,
        "XD-01": 0.3}
RARE = {"BAL-06": 0.8, "FRM-14": 1, "BAL-12": 0.6, "XD-02": 0.6, "XD-03": 0.6}  # drawn in all documents


def plant(files, draw, seed):
    """Plants what the dice of this seed say into the files of a disclosure; may add files (units of a department)."""
    forced = any(f.startswith("late.") for f in draw.only)
    hosts = [Host(f) for f in files if f.facts.get("money") is not None and "part" not in f.facts]
    inside = Random(f"counties/late/{seed}").random() < SHARE
    for rule, (error, lawful) in KINDS.items():
        for name, make in ((f"late.{rule}", error), (f"late.lawful.{rule}", lawful)):
            if make is None or forced and f"{name}=yes" not in draw.only:
                continue
            dice = Draw(f"late/{seed}/{name}", draw.only, draw.without)
            if not (inside or forced or rule in RARE) or not dice.chance(name, {**ODDS, **RARE}[rule]):
                continue
            if planted(files, hosts, dice, rule, make):
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
