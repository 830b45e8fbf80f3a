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
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for stale in out.glob("c000*"):
        stale.unlink()
    fonts.register()
    for document in DOCUMENTS:
        document(out)


if __name__ == "__main__":
    main()
