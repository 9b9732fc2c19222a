"""The archive's door: everything the crawler, or anyone else, may use of it."""

from archive.articles import Stored
from archive.care import check
from archive.clock import moment, now
from archive.errors import ArchiveBusy, ArchiveError, ArchiveMissing, ArchiveNewer, CaptureUnreadable
from archive.frontier import Visit
from archive.model import Article, Capture, Failure, Image, Mark, OutletRecord, Sighting, SourceRecord, Tally
from archive.store import Archive, database, open_reader

__all__ = [
    "Archive",
    "ArchiveBusy",
    "ArchiveError",
    "ArchiveMissing",
    "ArchiveNewer",
    "Article",
    "Capture",
    "CaptureUnreadable",
    "Failure",
    "Image",
    "Mark",
    "OutletRecord",
    "Sighting",
    "SourceRecord",
    "Stored",
    "Tally",
    "Visit",
    "check",
    "database",
    "moment",
    "now",
    "open_reader",
]
