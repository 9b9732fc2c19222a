"""Writes crawler/lexicon/tellers.py from OpenCC's tables: `python -m tests.tellers`. A test compares the two."""

from pathlib import Path
from textwrap import wrap

from opencc import OpenCC

FILE = Path(__file__).parent.parent / "crawler" / "lexicon" / "tellers.py"


def tellers() -> tuple[str, str]:
    """The characters of traditional script alone, and those of simplified script alone.

    A character that OpenCC would change, but that the other script's own character set also holds (后, 里, 台), is
    written in both and tells nothing.
    """
    signs = [chr(c) for c in range(0x3400, 0xA000)]
    lines = "\n".join(signs)
    to_hans = OpenCC("t2s").convert(lines).split("\n")
    to_hant = OpenCC("s2t").convert(lines).split("\n")
    hant = {a for a, b in zip(signs, to_hans, strict=True) if a != b and not _in(a, "gb2312")}
    hans = {a for a, b in zip(signs, to_hant, strict=True) if a != b and not _in(a, "big5")}
    return "".join(sorted(hant - hans)), "".join(sorted(hans - hant))


def _in(sign: str, charset: str) -> bool:
    try:
        sign.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def main() -> None:
    """Write the file."""
    said = (
        '"""Characters of one script alone, written by `python -m tests.tellers`.\n\n'
        "OpenCC, whose tables say so, would take each reader a tenth of a second to load.\n"
        '"""\n'
    )
    for name, signs in zip(("HANT", "HANS"), tellers(), strict=True):
        rows = "\n".join(f'    "{row}"' for row in wrap(signs, 110))
        said += f"\n{name} = (\n{rows}\n)\n"
    FILE.write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
