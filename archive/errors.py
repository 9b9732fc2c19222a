"""What can go wrong in the archive.

ArchiveError
├── ArchiveMissing    there is no archive at the given place
├── ArchiveBusy       another process holds the archive for writing
├── ArchiveNewer      a later version of Qiaowen wrote the file
├── CaptureUnreadable a WARC record cannot be read back as it was written
└── PortBusy          the address to serve the archive at is taken
"""


class ArchiveError(Exception):
    """Something the reader or keeper of an archive must know; the message says who, what, where, what was kept."""


class ArchiveMissing(ArchiveError):
    """There is no archive at the given place."""


class ArchiveBusy(ArchiveError):
    """Another process holds the archive for writing."""


class ArchiveNewer(ArchiveError):
    """A later version of Qiaowen wrote the file."""


class CaptureUnreadable(ArchiveError):
    """A WARC record cannot be read back as it was written."""


class PortBusy(ArchiveError):
    """The address to serve the archive at is taken, or not this machine's to take."""
