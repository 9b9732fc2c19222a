"""OUT: articles in the forms that others read, one at a time, so that a million need no more memory than one."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from archive.errors import ArchiveError
from archive.exchange.atom import write_atom
from archive.exchange.rows import COLUMNS, Chosen, count, rows
from archive.opening import one_moment
from archive.trouble import told
from archive.whole import written_whole

Progress = Callable[[int, int], None]
Row = dict[str, Any]

_BATCH = 2_000


def export(
    reader: sqlite3.Connection, form: str, target: Path, chosen: Chosen | None = None, progress: Progress | None = None
) -> int:
    """Write the chosen articles to a file in one of FORMS, whole or not at all; returns how many.

    Raises ArchiveError for Parquet without pyarrow, KeyError for a form that is none.
    """
    write, wanted = FORMS[form], chosen or Chosen()
    with told(target.parent), one_moment(reader), written_whole(target) as part:
        return write(reader, part, _counted(rows(reader, wanted), count(reader, wanted), progress))


def _counted(found: Iterator[Row], total: int, progress: Progress | None) -> Iterator[Row]:
    for done, row in enumerate(found, start=1):
        yield row
        if progress and (done % 100 == 0 or done == total):
            progress(done, total)


def _jsonl(_: sqlite3.Connection, target: Path, found: Iterator[Row]) -> int:
    with target.open("w", encoding="utf-8") as out:
        return _lines(out, (json.dumps(row, ensure_ascii=False) + "\n" for row in found))


def _csv(_: sqlite3.Connection, target: Path, found: Iterator[Row]) -> int:
    """For spreadsheets: they take a CSV for UTF-8 only if it begins with a mark, and run what looks like a formula."""
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        done = 0
        for row in found:
            writer.writerow({name: _cell(name, value) for name, value in row.items()})
            done += 1
        return done


def _cell(name: str, value: Any) -> Any:
    if name == "images":
        value = "\n".join(filter(None, (image["caption"] for image in value)))
    elif name == "alternates":
        value = "\n".join(alternate["url"] for alternate in value)
    elif isinstance(value, list):
        value = ("\n\n" if name == "body" else "; ").join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _parquet(_: sqlite3.Connection, target: Path, found: Iterator[Row]) -> int:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra: forty megabytes that few need
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise ArchiveError("Parquet needs pyarrow: `pip install pyarrow`; nothing was written") from None
    image = pa.struct([(name, pa.string()) for name in ("url", "caption", "credit")])
    kinds = {name: pa.string() for name in COLUMNS} | {
        "id": pa.int64(),
        "revision": pa.int32(),
        "cluster": pa.int64(),
        "images": pa.list_(image),
        "alternates": pa.list_(pa.struct([(name, pa.string()) for name in ("url", "relation")])),
    }
    kinds |= dict.fromkeys(("tags", "authors", "marks", "body"), pa.list_(pa.string()))
    schema = pa.schema(list(kinds.items()))
    done = 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        while batch := list(islice(found, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            done += len(batch)
    return done


def _citations(form: str, opening: str = "", between: str = "", closing: str = "") -> Callable[..., int]:
    """The same citations that an article's page gives."""

    def write(reader: sqlite3.Connection, target: Path, found: Iterator[Row]) -> int:
        from archive.serve.citations import cite  # noqa: PLC0415 - of the pages, which take a second to import
        from archive.serve.reading import read  # noqa: PLC0415

        with target.open("w", encoding="utf-8", newline="") as out:
            out.write(opening)
            done = 0
            for done, row in enumerate(found, start=1):
                reading = read(reader, row["id"])
                if reading is None:
                    raise ArchiveError(f"article {row['id']} went while it was cited")
                cited = cite(form, reading).text
                out.write((between if done > 1 else "") + (cited.strip()[1:-1].strip("\n") if between else cited))
            out.write(closing)
        return done

    return write


def _lines(out: TextIO, lines: Iterator[str]) -> int:
    return sum(1 for line in lines if out.write(line))


FORMS: dict[str, Callable[[sqlite3.Connection, Path, Iterator[Row]], int]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "bibtex": _citations("bibtex"),
    "ris": _citations("ris"),
    "csl": _citations("csl", "[\n", ",\n", "\n]\n"),
    "atom": write_atom,
}
