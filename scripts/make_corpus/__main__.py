"""`python3 scripts/make_corpus [--out corpus]`: write the whole corpus of invented places."""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import fonts  # noqa: E402
import shanghai  # noqa: E402

DOCUMENTS = [shanghai.document]


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
