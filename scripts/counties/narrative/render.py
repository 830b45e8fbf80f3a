"""A figure printed anew in the shape of another one."""

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def digits_of(value):
    """The digits of a value without sign, point and leading zeros."""
    return "".join(c for c in str(value) if c.isdigit()).lstrip("0")


def render(old, value, unit=None):
    """`value` printed as `old` is: commas, decimals, width, unit. None where `old` is no number with a unit behind it."""
    plain = old.translate(HALF_WIDTH)
    length = 0
    while length < len(plain) and plain[length] in "0123456789.,-":
        length += 1
    if not length:
        return None
    number, rest = plain[:length], old[length:]
    decimals = len(number.split(".")[1]) if "." in number else 0
    exact = max(0, -value.normalize().as_tuple().exponent)
    decimals = max(decimals, exact)
    comma = "," in number or (value >= 1000 and "," in old)
    text = f"{value:,.{decimals}f}" if comma else f"{value:.{decimals}f}"
    if old[0] in "０１２３４５６７８９":
        text = text.translate(FULL_WIDTH)
    return text + (unit or rest)
