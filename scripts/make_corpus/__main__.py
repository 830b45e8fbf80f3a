"""`python3 scripts/make_corpus [--out corpus]`: write the whole corpus of invented places."""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

try:
    import accounts
    import beijing
    import chongqing
    import county
    import flow
    import fonts
    import fujian
    import guangdong
    import ink
    import odd
    import shandong
    import shanghai
except ImportError as missing:
    sys.exit(f"{missing}: run `pip install -r scripts/make_corpus/requirements.txt` first")

DOCUMENTS = [shanghai.document, beijing.tables_document, beijing.narrative_document, shandong.document,
             guangdong.document, chongqing.document, fujian.document,
             county.document, county.small_document, accounts.document, ink.jiangsu, ink.unruled, ink.tricks,
             odd.scan, odd.guide, odd.web_page, odd.misnamed, ink.planted]


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, default=root / "corpus")
    parser.add_argument("--flow", type=pathlib.Path, default=root / "tests/made/flow", help="where one document in every format goes")
    parser.add_argument("--only-flow", action="store_true", help="write that one alone")
    given = parser.parse_args()
    fonts.register()
    if not given.only_flow:
        given.out.mkdir(parents=True, exist_ok=True)
        for stale in given.out.glob("c000*"):
            stale.unlink()
        for document in DOCUMENTS:
            document(given.out)
    given.flow.mkdir(parents=True, exist_ok=True)
    flow.document(given.flow)


if __name__ == "__main__":
    main()
