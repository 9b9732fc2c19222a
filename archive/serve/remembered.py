"""What took long to count, for the next reader: while the archive is as it was, and for a minute while a crawl writes.

The articles found are always asked for anew; only what stands around them is remembered.
"""

import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

SECONDS, MOST = 60, 500
# What takes less is counted anew each time, and so is never out of date.
LONG = 0.005

_kept: OrderedDict[Hashable, tuple[object, float, Any]] = OrderedDict()
_lock = Lock()


def remembered(conn: sqlite3.Connection, key: Hashable, count: Callable[[], T]) -> T:
    """What `count` returned for this key on this archive not long ago, or what it returns now."""
    path = conn.execute("PRAGMA database_list").fetchone()[2]
    state = _state(path)
    with _lock:
        found = _kept.get((path, key))
        if found and (found[0] == state or time.monotonic() - found[1] < SECONDS):
            _kept.move_to_end((path, key))
            kept: T = found[2]
            return kept
    begun = time.monotonic()
    counted = count()
    if time.monotonic() - begun < LONG:
        return counted
    with _lock:
        _kept[path, key] = (state, time.monotonic(), counted)
        _kept.move_to_end((path, key))
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return counted


def _state(path: str) -> object:
    """What changes when the archive does: size and time of its file, and of the log of what was written last."""
    files = [Path(path), Path(f"{path}-wal")]
    return [(file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else None for file in files]
