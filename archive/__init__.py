"""The archive's door: everything the crawler, or anyone else, may use of it."""

from collections.abc import Callable
from pathlib import Path

from archive.articles import Stored
from archive.boilerplate import (
    Bar,
    Candidate,
    LearnedLine,
    Learning,
    Place,
    in_force,
    judge_line,
    line_numbered,
    listed,
)
from archive.care import check
from archive.catalogue import publish
from archive.clock import moment, now
from archive.clusters import rebuild as find_copies
from archive.codings import decoded
from archive.copies import Copied, copies_of
from archive.copying import backup
from archive.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveOlder,
    CaptureUnreadable,
)
from archive.exchange import FORMS, Chosen, Merged, article_of, export, merge, write_wacz
from archive.frontier import Visit
from archive.hosts import Rest
from archive.index import Filters, Hit, Order, Page, count, reindex, search
from archive.model import (
    Alternate,
    Article,
    Capture,
    Failure,
    Image,
    Mark,
    OutletRecord,
    Relation,
    Sighting,
    SourceRecord,
    Tally,
)
from archive.opening import database, open_reader, open_shelf
from archive.optouts import opted_out
from archive.rereading import Rereading, reread, rereadings, settle
from archive.shelf import Shelf, is_told
from archive.store import Archive
from archive.takedowns import Takedown, copies_of_hidden, lift_takedown, take_down, takedown_ledger
from archive.trouble import trouble_of
from archive.vitals import Vitals, take_vitals
from archive.warc_files import adopt

__all__ = [
    "FORMS",
    "Alternate",
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveFull",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveNewer",
    "ArchiveOlder",
    "Article",
    "Bar",
    "Candidate",
    "Capture",
    "CaptureUnreadable",
    "Chosen",
    "Copied",
    "Failure",
    "Filters",
    "Hit",
    "Image",
    "LearnedLine",
    "Learning",
    "Mark",
    "Merged",
    "Order",
    "OutletRecord",
    "Page",
    "Place",
    "Relation",
    "Rereading",
    "Rest",
    "Shelf",
    "Sighting",
    "SourceRecord",
    "Stored",
    "Takedown",
    "Tally",
    "Visit",
    "Vitals",
    "adopt",
    "article_of",
    "backup",
    "check",
    "copies_of",
    "copies_of_hidden",
    "count",
    "database",
    "decoded",
    "export",
    "find_copies",
    "in_force",
    "is_told",
    "judge_line",
    "lift_takedown",
    "line_numbered",
    "listed",
    "merge",
    "moment",
    "now",
    "open_reader",
    "open_shelf",
    "opted_out",
    "publish",
    "reindex",
    "reread",
    "rereadings",
    "search",
    "serve_archive",
    "settle",
    "take_down",
    "take_vitals",
    "takedown_ledger",
    "trouble_of",
    "write_wacz",
]


def serve_archive(  # noqa: PLR0913 - each is an option of the command
    folder: Path,
    *,
    host: str,
    port: int,
    announce: Callable[[str], None],
    immutable: bool = False,
    catalogue: Path | None = None,
    metadata: Path | None = None,
) -> None:
    """Serve an archive, or a published catalogue, for reading until interrupted.

    Raises ArchiveMissing where there is none, and PortBusy where the port is taken.
    """
    from archive.serve import serve  # noqa: PLC0415 - Datasette takes a second to import; a crawl does not need it

    serve(folder, host=host, port=port, announce=announce, immutable=immutable, catalogue=catalogue, metadata=metadata)
