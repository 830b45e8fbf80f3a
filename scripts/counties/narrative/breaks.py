"""What typesetting does to text: blanks around and inside numbers, justified words, line breaks at any place. Figures follow the text."""

import re

HAN = "一-鿿）】”》，。；：、（【“《％"
EDGE = re.compile(rf"(?<=[{HAN}])(?=[0-9０-９])|(?<=[0-9０-９])(?=[一-鿿])")
BEFORE = re.compile(rf"(?<=[{HAN}])(?=[0-9０-９])")


def each(t, pattern, text):
    """Puts `text` at every place that the pattern matches, from the end so that places stay valid."""
    for match in reversed(list(pattern.finditer(t.text))):
        t.insert(match.start(), text)


def blanks(t, voice):
    """Blanks at numbers as word processors leave them."""
    if voice.blanks == "around_numbers":
        each(t, EDGE, " ")
    elif voice.blanks == "before_number":
        each(t, BEFORE, " ")


def inside(t, voice):
    """Blanks inside figures: behind a comma, before the per cent sign, among the digits (then nobody is sure, so only `voice.splits` of them)."""
    kind = voice.inside
    if kind == "none":
        return
    for figure in t.figures:
        if figure.value is None or voice.random.random() > 0.3:
            continue
        printed = t.text[figure.start:figure.end]
        if kind == "after_comma" and "," in printed:
            t.insert(figure.start + printed.index(",") + 1, " ")
        elif kind == "before_percent" and figure.unit == "%":
            t.insert(figure.end - 1, " ")
        elif kind == "among_digits" and figure.measure != "count":
            digits = re.match(r"\d{3,}", printed)
            if digits and voice.splits > 0:
                t.insert(figure.start + digits.end() - 2, " ")
                voice.splits -= figure.mark == "certain"
                figure.mark = "open"


def spread(t, voice):
    """One line of a paragraph justified by blanks between characters: 支 出 决 算 为 1,273.18 万 元 ，."""
    length = voice.random.randrange(18, 30)
    start = voice.random.randrange(0, max(1, len(t.text) - length))
    places = [at for at in range(start + 1, min(len(t.text), start + length)) if not (t.text[at - 1] in "0123456789.,%" and t.text[at] in "0123456789.,%")
              and "\n" not in t.text[at - 1:at + 1] and " " not in t.text[at - 1:at + 1]]
    for at in reversed(places):
        t.insert(at, " ")


def wrap(t, width):
    """Hard line breaks every `width` characters, through numbers and words alike."""
    at = width
    while at < len(t.text):
        t.insert(at, "\n")
        at += width + 1


def typeset(t, voice):
    """All of it, as the voice has it."""
    blanks(t, voice)
    inside(t, voice)
    if voice.spread and len(t.text) > 40 and voice.random.random() < 0.25:
        spread(t, voice)
    if voice.wrap and len(t.text) > voice.wrap:
        wrap(t, voice.wrap)
