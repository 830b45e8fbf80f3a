"""Draws seeds that nobody has seen, has them read, and scores what came out. Not for CI: each run is another one.

    python3 scripts/counties/fresh.py BINARY [COUNT] [--keep DIR]     BINARY is gongkai; the first seed is printed, so that any document can be made again
"""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from assemble import run  # noqa: E402
import score  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=100)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a folder for the documents and what was read; else they are thrown away")
    given = parser.parse_args()
    first = random.SystemRandom().randrange(10**6, 10**9)
    print(f"seeds {first} to {first + given.count - 1}")
    with tempfile.TemporaryDirectory() as scratch:
        place = given.keep or Path(scratch)
        documents, out = place / "documents", place / "out"
        run(first, given.count, documents)
        subprocess.run([given.binary, "extract", documents, "--out", out], check=True)
        score.main(out, documents)


if __name__ == "__main__":
    main()
