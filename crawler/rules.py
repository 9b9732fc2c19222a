"""The version of the rules that read pages: a release, and a fingerprint of the very code that reads.

So that two readings are by the same rules exactly if their versions are the same, whoever forgot to count up.
"""

from functools import cache
from hashlib import sha256
from importlib.metadata import version as version_of
from pathlib import Path

RELEASE = "2026.11"

# All that has a say in what is read in a page, and the libraries that parse it.
SOURCES = ("extract", "clean", "lexicon", "pipeline.py", "draft.py")
LIBRARIES = ("lxml", "trafilatura")

_FOLDER = Path(__file__).parent
_DIGITS = 10


@cache
def version() -> str:
    """Today's version of the rules: `2026.11+0f3a…`."""
    known = sha256()
    for name in SOURCES:
        path = _FOLDER / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            known.update(f"{file.relative_to(_FOLDER).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    for library in LIBRARIES:
        known.update(f"{library}=={version_of(library)}\0".encode())
    return f"{RELEASE}+{known.hexdigest()[:_DIGITS]}"
