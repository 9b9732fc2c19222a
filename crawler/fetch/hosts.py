"""The hosts one run has to do with: which are left alone, which answered, which are sick."""

from datetime import timedelta
from urllib.parse import urlsplit

from archive import Archive


def host_of(url: str) -> str:
    """The host of an address, with its port where one is named: what is left alone, and what has one lane."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


class Hosts:
    """What a run knows of its hosts. A host's wish for quiet is kept at once, an illness when the crawl has ended.

    For only then is it known whether the hosts were down or our own network was.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.resting = set(archive.resting())
        self.sick: dict[str, str] = {}  # host → what ails it
        self.answering: set[str] = set()

    def answered(self, host: str) -> None:
        """A host gave a sound answer."""
        if host not in self.answering:
            self.answering.add(host)
            self._archive.welcome_back(host)

    def leave_alone(self, host: str, reason: str, at_least: timedelta = timedelta(0)) -> None:
        """Ask a host for nothing more in this run, nor in the next ones until it has rested."""
        if host in self.resting:
            return
        self.resting.add(host)
        if at_least:
            self._archive.leave_alone(host, reason, at_least=at_least)
        else:
            self.sick[host] = reason

    def remember(self) -> None:
        """Let the sick rest beyond this run."""
        for host, reason in self.sick.items():
            self._archive.leave_alone(host, reason)
