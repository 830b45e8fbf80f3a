"""Writes the small documents of `tests/made/counties`, which `cargo test` reads: the same bytes each run.

    python3 scripts/counties/made.py [--choose DIR]     DIR holds documents of `--max-pages 3`: prints seeds that show many features together
"""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

SEEDS = (300027, 300038, 300044, 300105, 300113, 300117, 300120, 300153, 300159, 300160, 300179, 300191, 300233, 300258, 300269, 300282, 300299, 300302, 300305, 300349)
PLACE = Path(__file__).parent.parent.parent / "tests" / "made" / "counties"


def write():
    """Writes each document and its truth under its seed."""
    from assemble import run
    PLACE.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            run(seed, 1, Path(folder), max_pages=3, jobs=1)
            for made in sorted(Path(folder).iterdir()):
                ending = ".truth.json" if made.name.endswith(".truth.json") else made.suffix
                (PLACE / f"{seed}{ending}").write_bytes(made.read_bytes())


def choose(folder, count=20):
    """Seeds that together show as many features as can be, one after the other the one that adds most; small truths first where it is equal."""
    left = {}
    for path in sorted(Path(folder).glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        left[truth["seed"]] = set(truth["features"])
    seen, chosen = set(), []
    while left and len(chosen) < count:
        seed = max(left, key=lambda s: (len(left[s] - seen), -s))
        chosen.append(seed)
        seen |= left.pop(seed)
    print(f"SEEDS = ({', '.join(map(str, sorted(chosen)))})  # {len(seen)} features")


if __name__ == "__main__":
    if "--choose" in sys.argv:
        choose(sys.argv[sys.argv.index("--choose") + 1])
    else:
        write()
