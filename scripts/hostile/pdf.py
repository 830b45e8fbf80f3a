"""The smallest PDF files that hold what a test needs."""

import hashlib


def stream(body, entries=""):
    body = body.encode("latin-1") if isinstance(body, str) else body
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(body), body)


def page(content, resources="", body=None):
    """Content and resources of a page."""
    return (stream(content) if body is None else body), resources


def pdf(objects, trailer=""):
    """A file of these objects, numbered from 1, the first being the catalogue; None leaves a number out."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        if body is not None:
            body = body.encode("latin-1") if isinstance(body, str) else body
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 %s \n" % (offset, b"f" if body is None else b"n") for offset, body in zip(offsets, objects))
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.encode("latin-1"), at)
    return bytes(out)


def document(page, box="0 0 600 800", pages=1, count=None, extra=None, trailer="", change=lambda number, body: body):
    """A file with one page, shown `pages` times."""
    content, resources = page
    first = 10
    kids = " ".join(f"{first + i} 0 R" for i in range(pages))
    fonts = "/Font << /F1 4 0 R /F2 5 0 R %s >>" % ("/F3 7 0 R" if 7 in (extra or {}) else "")
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages if count is None else count} >>",
        3: content,
        4: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        5: "<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        6: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        **(extra or {}),
    }
    leaf = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 3 0 R /Resources << {fonts} {resources} >> >>"
    objects.update({first + i: leaf for i in range(pages)})
    return pdf([change(n, objects[n]) if n in objects else None for n in range(1, max(objects) + 1)], trailer)


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key, data):
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(page, password):
    """The standard handler, version 1: 40 bits of RC4, which every reader knows."""
    identity = b"0123456789abcdef"
    padded = (password + PADDING)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    permissions = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + permissions + identity).digest()[:5]
    user = rc4(key, PADDING)

    def change(number, body):
        if number != 3:
            return body
        head, rest = body.split(b"stream\n", 1)
        content = rest[: -len(b"\nendstream")]
        salt = number.to_bytes(3, "little") + b"\0\0"
        return head + b"stream\n" + rc4(hashlib.md5(key + salt).digest()[:10], content) + b"\nendstream"

    guard = f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P -4 >>"
    return document(page, trailer=f"/Encrypt {guard} /ID [<{identity.hex()}> <{identity.hex()}>]", change=change)
