"""What can go wrong in the archive.

ArchiveError
├── ArchiveMissing    there is no archive at the given place
├── ArchiveBusy       another process holds the archive for writing
├── ArchiveNewer      a later version of Qiaowen wrote the file
├── ArchiveOlder      an earlier version of Qiaowen wrote the file; this one has to write to it before it can read it
├── ArchiveFull       there is no room left on the disk
├── ArchiveLocked     a file may not be written to, or another program keeps it locked
├── ArchiveDamaged    the file cannot be read: the disk or another program broke it
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


class ArchiveOlder(ArchiveError):
    """An earlier version of Qiaowen wrote the file; this one has to write to it before it can read it."""


class ArchiveFull(ArchiveError):
    """There is no room left on the disk."""


class ArchiveLocked(ArchiveError):
    """A file may not be written to, or another program keeps it locked."""


class ArchiveDamaged(ArchiveError):
    """The file cannot be read: the disk or another program broke it."""


class CaptureUnreadable(ArchiveError):
    """A WARC record cannot be read back as it was written."""


class PortBusy(ArchiveError):
    """The address to serve the archive at is taken, or not this machine's to take."""
