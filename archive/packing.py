"""A record as a gzip member, as WARC files are made of; what was sent packed is not packed again."""

import zlib

# ID, deflate, no flags, no time, no hint, made on Unix (RFC 1952).
_OPENING = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
_LEVEL = 6


def member(record: bytes, packed: int = 0) -> bytes:
    """A gzip member that holds a record. Its last `packed` bytes are laid in as they are: to pack what is packed
    already takes twice the time of writing the whole capture, and gains nothing.
    """
    plain, as_is = record[: len(record) - packed], record[len(record) - packed :]
    pack = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    parts = [_OPENING, pack.compress(plain)]
    if packed:
        lay = zlib.compressobj(0, zlib.DEFLATED, -zlib.MAX_WBITS)
        parts += [pack.flush(zlib.Z_FULL_FLUSH), lay.compress(as_is), lay.flush()]
    else:
        parts.append(pack.flush())
    parts += [zlib.crc32(record).to_bytes(4, "little"), (len(record) % 2**32).to_bytes(4, "little")]
    return b"".join(parts)
