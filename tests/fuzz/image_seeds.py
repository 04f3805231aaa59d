"""Small images of many kinds into the folder named: PNG of each colour type, JPEG of one, three and four components."""
import struct
import sys
import zlib


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(colour_type, depth, row, before=b"", interlace=0):
    head = struct.pack(">IIBBBBB", 2, 1, depth, colour_type, 0, 0, interlace)
    data = zlib.compress(b"\0" + row)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def segment(marker, data):
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg(components, before=b"", frame=0xC0):
    ids = range(1, components + 1)
    code = bytes([1] + [0] * 15 + [0])  # one code of one bit
    return (
        b"\xff\xd8"
        + before
        + segment(0xDB, bytes([0] + [1] * 64))
        + segment(frame, struct.pack(">BHHB", 8, 8, 8, components) + b"".join(bytes([i, 0x11, 0]) for i in ids))
        + segment(0xC4, b"\x00" + code + b"\x10" + code)
        + segment(0xDA, bytes([components]) + b"".join(bytes([i, 0]) for i in ids) + b"\x00\x3f\x00")
        + b"\x00\xff\xd9"
    )


JFIF = segment(0xE0, b"JFIF\0\1\1\1\x01\x2c\x01\x2c\0\0")
EXIF = segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0")
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x02")
PHYS = chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1))
PALETTE = chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\xff\0")

seeds = [
    png(0, 1, b"\x40"),
    png(0, 16, bytes(4), PHYS),
    png(2, 8, bytes(6)),
    png(2, 8, bytes(6), chunk(b"gAMA", struct.pack(">I", 45455))),
    png(3, 1, b"\x40", PALETTE),
    png(4, 8, bytes(4)),
    png(6, 16, bytes(16)),
    png(0, 8, b"\0\0\1", interlace=1),
    jpeg(1, JFIF),
    jpeg(3, JFIF + EXIF),
    jpeg(3, ADOBE),
    jpeg(4, ADOBE),
    jpeg(4, frame=0xC1),
]
for n, seed in enumerate(seeds):
    with open(f"{sys.argv[1]}/seed-{n}", "wb") as file:
        file.write(seed)
