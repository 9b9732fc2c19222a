"""The archive's door: everything the crawler, or anyone else, may use of it."""

from archive.errors import ArchiveBusy, ArchiveError, ArchiveMissing, ArchiveNewer, CaptureUnreadable
from archive.model import Article, Capture, Image, Mark, Sighting

__all__ = [
    "ArchiveBusy",
    "ArchiveError",
    "ArchiveMissing",
    "ArchiveNewer",
    "Article",
    "Capture",
    "CaptureUnreadable",
    "Image",
    "Mark",
    "Sighting",
]
