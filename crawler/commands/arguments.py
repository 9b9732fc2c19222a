"""What arguments of several commands have in common: a day, a file to write, an outlet of this archive."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from crawler.errors import QiaowenError

DAY = click.DateTime(["%Y-%m-%d"])


class FileToWrite(click.Path):
    """A file that is to be written, in a folder that is there."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; fails where its folder is missing, before anything is read or written."""
        target = Path(str(super().convert(value, param, ctx)))
        if not target.parent.is_dir():
            raise QiaowenError(f"{target.parent}: there is no such folder; nothing was written")
        return target


def require_outlets(reader: sqlite3.Connection, slugs: Iterable[str]) -> None:
    """Raise QiaowenError for the first outlet that the archive knows nothing of: a slip of the pen finds nothing."""
    for slug in slugs:
        if reader.execute("SELECT 1 FROM outlets WHERE slug = ?", [slug]).fetchone() is None:
            raise QiaowenError(f"there is nothing of {slug!r} in this archive; `qiaowen status` lists its outlets")
