"""Invents disclosures of counties that do not exist, each with the truth beside it. See README.md."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from assemble import run  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="counties", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=1, help="how many documents, one a seed")
    parser.add_argument("--out", type=Path, help="folder to write to")
    parser.add_argument("--only", nargs="*", default=[], metavar="FEATURE", help="features that are forced")
    parser.add_argument("--without", nargs="*", default=[], metavar="FEATURE", help="features that are forbidden; block=K leaves a block out")
    parser.add_argument("--max-pages", type=int, default=None, metavar="P", help="small documents: at most so many pages")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--score", nargs=2, metavar=("OUT", "DIR"), help="score what extract wrote of DIR")
    parser.add_argument("--json", metavar="FILE", help="with --score: write the scores there")
    parser.add_argument("--detail", type=int, metavar="SEED", help="with --score: the faults of one seed")
    parser.add_argument("--worst", type=int, default=12, metavar="N")
    parser.add_argument("--shrink", type=int, metavar="SEED", help="drop features and blocks while a fault stays")
    parser.add_argument("--binary", metavar="PATH", help="with --shrink: gongkai")
    parser.add_argument("--kind", metavar="METRIC", help="with --shrink: the measure that has the fault")
    parser.add_argument("--match", metavar="TEXT", help="with --shrink: what the fault's line holds")
    parser.add_argument("--keep", metavar="DIR", help="with --shrink: where the smallest document is kept")
    given = parser.parse_args()
    if given.score:
        import score
        score.main(given.score[0], given.score[1], given.json, given.detail, given.worst)
    elif given.shrink is not None:
        from score.shrink import shrink
        shrink(given.shrink, given.binary, given.kind, given.match, given.only, given.keep, given.max_pages)
    elif given.out:
        run(given.seed, given.count, given.out, given.only, given.without, given.max_pages, given.jobs)
    else:
        parser.error("one of --out, --score, --shrink")


if __name__ == "__main__":
    main()
