"""Who the crawler is and where it keeps things: User-Agent, contact, archive folder.

All from the environment; the contact, where that says none, from `contact.txt` in the archive's folder.
"""

import os
import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from crawler.errors import NoContact
from crawler.outlet import Outlet

CONTACT_VARIABLE = "QIAOWEN_CONTACT"
ARCHIVE_VARIABLE = "QIAOWEN_ARCHIVE"
SOFTWARE = f"Qiaowen/{version('qiaowen')}"

CONTACT_FILE = "contact.txt"

_LOOPBACK = ("127.", "localhost", "::1")


def user_agent() -> str:
    """The User-Agent header: project, what it does, and the contact in QIAOWEN_CONTACT, if there is one."""
    contact = os.environ.get(CONTACT_VARIABLE, "").strip()
    return f"{SOFTWARE} (Chinese-language news archive{f'; {contact}' if contact else ''})"


def introduce(folder: Path) -> None:
    """Take up the contact that is kept with an archive, unless the environment says one."""
    if not os.environ.get(CONTACT_VARIABLE, "").strip() and (folder / CONTACT_FILE).is_file():
        os.environ[CONTACT_VARIABLE] = (folder / CONTACT_FILE).read_text("utf-8").strip()


def keep_contact(folder: Path, contact: str) -> None:
    """Keep a contact with an archive, from now on. Raises NoContact for what nobody could be reached by."""
    said = contact.strip()
    if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+|https?://[^\s/]+\.\S+", said):
        raise NoContact(f"{said!r} is neither a mail address nor the address of a page")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONTACT_FILE).write_text(f"{said}\n", "utf-8")
    os.environ[CONTACT_VARIABLE] = said


def require_contact(outlets: list[Outlet]) -> None:
    """Raises NoContact if the live web is to be crawled and nobody could be asked to stop it."""
    require_contact_to(host for outlet in outlets for host in outlet.hosts)


def require_contact_to(hosts: Iterable[str]) -> None:
    """Raises NoContact if some of the hosts are on the live web and nobody could be asked to stop."""
    live = [host for host in hosts if not is_loopback(host)]
    if live and not os.environ.get(CONTACT_VARIABLE, "").strip():
        raise NoContact(
            f"set {CONTACT_VARIABLE} to a mail address or a page, or write it into {CONTACT_FILE} in the archive's "
            f"folder, so that an outlet can reach you; nothing was fetched (it goes into every request's User-Agent)"
        )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    return host.startswith(_LOOPBACK)


def archive_folder() -> Path:
    """The archive's folder: QIAOWEN_ARCHIVE, or `data` where that is not set."""
    return Path(os.environ.get(ARCHIVE_VARIABLE) or "data")
