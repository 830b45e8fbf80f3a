"""Streams that are small as stored and enormous as read."""

import zlib


def flate_zeros(length):
    """`length` zeros (a multiple of 64 MiB), packed without packing them all: equal blocks are packed once."""
    block = 64 << 20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (length % 65521) << 16 | 1
    return b"\x78\xda" + packed * (length // block) + b"\x03\x00" + checksum.to_bytes(4, "big")


def lzw_zeros(length):
    """About `length` zeros. A table's worth of codes, each of which stands for one zero more than the last, over and over."""
    codes = [(256, 9), (0, 9)]
    zeros = 1
    for code in range(258, 4095):
        # The reader's table is one code behind, and it widens its codes one code early.
        width = 9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12
        codes.append((code, width))
        zeros += code - 256
    bits = 0
    count = 0
    for code, width in codes * 8:
        bits = bits << width | code
        count += width
    packed = bits.to_bytes(count // 8, "big")
    return packed * (length // (zeros * 8)) + (257 << 7).to_bytes(2, "big")
