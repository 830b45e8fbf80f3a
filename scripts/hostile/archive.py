"""Archives that lie, climb, burst, or hold themselves."""

import zipfile
import zlib
from io import BytesIO


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", compression) as archive:
        for name, body, *mode in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else compression
            if mode:
                info.create_system, info.external_attr = 3, mode[0] << 16
            archive.writestr(info, body)
    return memory.getvalue()


def overlapping(times):
    """One member that the directory names many times, always otherwise."""
    archive = zipped([("00000.txt", b"1" * 100_000)])
    start = archive.index(b"PK\x01\x02")
    end = archive.index(b"PK\x05\x06")
    entry = archive[start:end]
    tail = bytearray(archive[end:])
    tail[8:12] = times.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * times).to_bytes(4, "little")
    entries = b"".join(entry.replace(b"00000.txt", b"%05d.txt" % i) for i in range(times))
    return archive[:start] + entries + bytes(tail)


def wrong_checksum(members):
    """The first member is not what its checksum says."""
    archive = bytearray(zipped(members))
    entry = archive.index(b"PK\x01\x02")
    archive[entry + 16] ^= 1
    archive[14] ^= 1
    return bytes(archive)


class Bits:
    """Bits as deflate packs them: numbers from their lowest bit, codes of Huffman from their highest."""

    def __init__(self):
        self.bits = []

    def number(self, value, count):
        self.bits += [value >> i & 1 for i in range(count)]

    def code(self, value, count):
        self.bits += [value >> i & 1 for i in reversed(range(count))]

    def bytes(self):
        bits = self.bits + [0] * (-len(self.bits) % 8)
        return bytes(sum(bit << i for i, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits), 8))


LENGTHS = [(3 + i, 0) for i in range(8)]
for extra in range(1, 6):
    for _ in range(4):
        LENGTHS.append((LENGTHS[-1][0] + (1 << LENGTHS[-1][1]), extra))
DISTANCES = [(1, 0), (2, 0), (3, 0), (4, 0)]
for extra in range(1, 14):
    for _ in range(2):
        DISTANCES.append((DISTANCES[-1][0] + (1 << DISTANCES[-1][1]), extra))


def again(bits, count, times=1):
    """A block that repeats the last `count` bytes, in so many pieces."""
    bits.number(0b010, 3)
    for _ in range(times):
        length, first = next((256 + i + 1, l) for i, l in reversed(list(enumerate(LENGTHS))) if l[0] <= count // times)
        bits.code(*((length - 256, 7) if length < 280 else (length - 280 + 0b11000000, 8)))
        bits.number(count // times - first[0], first[1])
        distance, far = next((i, d) for i, d in reversed(list(enumerate(DISTANCES))) if d[0] <= count)
        bits.code(distance, 5)
        bits.number(count - far[0], far[1])
    bits.code(0, 7)


def empty(bits, last):
    bits.number(last | 0b010, 3)
    bits.code(0, 7)


def literal(count):
    """The head of a block that holds the next `count` bytes as they are."""
    return b"\0" + count.to_bytes(2, "little") + (count ^ 0xFFFF).to_bytes(2, "little")


def quine(name):
    """An archive whose only member is the archive, after Russ Cox (https://research.swtch.com/zip): a head P and a tail S
    around a program of literals L and repetitions R, five bytes each, that prints itself. The name has thirty letters, so that
    the repetition of head and literal is five bytes too. The checksum, which stands in what it is of, is solved for."""
    assert len(name) == 30, len(name)

    def repetition(count):
        bits = Bits()
        again(bits, count, 2 if count == 20 else 1)
        if count != 20:
            empty(bits, 0)
        assert len(bits.bits) == 40, len(bits.bits)
        return bits.bytes()

    def whole(checksum, packed, size):
        fields = b"\x14\0\0\0\x08\0\0\0\x21\0" + checksum.to_bytes(4, "little") + packed.to_bytes(4, "little") + size.to_bytes(4, "little")
        head = b"PK\x03\x04" + fields + len(name).to_bytes(2, "little") + b"\0\0" + name
        entry = b"PK\x01\x02\x14\0" + fields + len(name).to_bytes(2, "little") + bytes(16) + name
        at = len(head) + packed
        end = b"PK\x05\x06" + bytes(4) + b"\x01\0\x01\0" + len(entry).to_bytes(4, "little") + at.to_bytes(4, "little") + b"\0\0"

        def tail(count):
            bits = Bits()
            again(bits, count)
            empty(bits, 1)
            return bits.bytes(), entry + end

        repeat, rest = tail(115)
        count = len(repeat) + len(rest)
        repeat, rest = tail(count)
        assert len(repeat) + len(rest) == count
        p, l1, l4, r4 = repetition(len(head) + 5), literal(5), literal(20), repetition(20)
        ls, l0 = literal(count), literal(0)
        first = literal(len(head) + 5)
        program = b"".join([
            first, head, first, p, l1, p, l1, l1, l4, p, l1, l1, l4, r4, l4, r4, l4, r4, l4, r4,
            l4, r4, l0, l0, ls, r4, l0, l0, ls, repeat, rest, repeat,
        ])
        return head + program + rest, len(program)

    _, packed = whole(0, 0, 0)
    size = len(whole(0, packed, 0)[0])

    def error(checksum):
        return zlib.crc32(whole(checksum, packed, size)[0]) ^ checksum

    # Checksums are linear over bits: what each bit of the wanted one changes, and from that the one that changes nothing.
    base = error(0)
    rows = [(error(1 << bit) ^ base, 1 << bit) for bit in range(32)]
    solution, wanted = 0, base
    for bit in range(32):
        pivot = next((i for i, (value, _) in enumerate(rows) if value >> bit & 1), None)
        if pivot is None:
            continue
        value, which = rows.pop(pivot)
        rows = [(v ^ value, w ^ which) if v >> bit & 1 else (v, w) for v, w in rows]
        if wanted >> bit & 1:
            wanted, solution = wanted ^ value, solution ^ which
    assert wanted == 0, "no checksum is its own"
    archive = whole(solution, packed, size)[0]
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        assert opened.read(opened.namelist()[0]) == archive, "the archive does not hold itself"
    return archive
