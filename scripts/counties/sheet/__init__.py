"""Paper: fonts, pages, rules, and how blocks are put on them, as PDF or as the text that a crawler keeps."""

from sheet.file import write
from sheet.flow import Printer
from sheet.ink import decorate, spoil
from sheet.text import print_text  # noqa: F401


def print_pdf(disclosure, sheet, draw, path, max_pages=None):
    """Prints a disclosure and writes the file; None (and no file) where it has too many pages."""
    spoil(disclosure, sheet, draw)
    printer = Printer(disclosure, sheet, draw)
    pages = printer.print()
    if max_pages and len(pages) > max_pages:
        return None
    decorate(pages, sheet, disclosure, draw)
    fonts = sorted({id(f): f for f in [*sheet.all_fonts, *sheet.fonts.values()]}.values(), key=lambda f: f.key)
    write(path, pages, fonts, sheet.producer, disclosure.facts.get("title") or "")
    return printer
