"""`python3 scripts/make_corpus [--out corpus]`: write the whole corpus of invented places."""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import accounts  # noqa: E402
import beijing  # noqa: E402
import chongqing  # noqa: E402
import fonts  # noqa: E402
import fujian  # noqa: E402
import guangdong  # noqa: E402
import ink  # noqa: E402
import shandong  # noqa: E402
import shanghai  # noqa: E402

DOCUMENTS = [shanghai.document, beijing.tables_document, beijing.narrative_document, shandong.document,
             guangdong.document, chongqing.document, fujian.document,
             accounts.document, ink.jiangsu, ink.unruled, ink.tricks, ink.planted]


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, default=root / "corpus")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    fonts.register()
    for document in DOCUMENTS:
        document(out)


if __name__ == "__main__":
    main()
