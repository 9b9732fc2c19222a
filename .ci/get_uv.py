"""Finds the installer uv, or fetches it with nothing but Python's own library.

    python3 .ci/get_uv.py           print the path of a uv that can read our lock file, fetching it to .uv/ if need be
    python3 .ci/get_uv.py --index   print the package index this machine is told to use, if it is not PyPI itself

Which uv, and the checksum it must have, stand in uv.lock. So it does not matter whom the bytes came from.
"""

import base64
import hashlib
import http.client
import io
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable, Mapping
from configparser import ConfigParser, Error
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

HOUSE = Path(__file__).resolve().parent.parent
ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
SECONDS = 60


class NotFetched(Exception):
    """uv could not be had; the message says why and what to do."""


@dataclass(frozen=True)
class Wheel:
    """A built package: its file name, where it lies, and the checksum it must have."""

    name: str
    url: str
    sha256: str


@dataclass(frozen=True)
class Machine:
    """What decides which wheel runs here, in the words of wheel names: linux, x86_64, glibc (2, 36)."""

    system: str
    processor: str
    libc: str
    libc_version: tuple[int, int]

    @classmethod
    def here(cls) -> "Machine":
        """The machine this runs on. A Linux whose library is not glibc is taken for musl, as on Alpine."""
        libc, version = platform.libc_ver()
        major, _, minor = version.partition(".")
        numbers = (int(major), int(minor.partition(".")[0])) if major.isdigit() else (0, 0)
        return cls(platform.system().lower(), platform.machine().lower(), libc or "musl", numbers)

    def runs(self, tag: str) -> bool:
        """Whether a platform tag, `manylinux_2_17_x86_64`, fits this machine."""
        if self.system == "darwin":
            return tag.startswith("macosx_") and tag.endswith(f"_{self.processor}")
        found = re.fullmatch(r"(many|musl)linux_(\d+)_(\d+)_(\w+)", tag)
        if self.system != "linux" or not found or found[4] != self.processor:
            return False
        if self.libc != "glibc":
            return found[1] == "musl"
        return found[1] == "many" and (int(found[2]), int(found[3])) <= self.libc_version


def locked(lock: str) -> tuple[str, list[Wheel]]:
    """The version of uv that a lock file names, and its wheels."""
    package = next(p for p in tomllib.loads(lock)["package"] if p["name"] == "uv")
    wheels = [
        Wheel(w["url"].rpartition("/")[2], w["url"], w["hash"].removeprefix("sha256:")) for w in package["wheels"]
    ]
    return package["version"], wheels


def choose(wheels: Iterable[Wheel], machine: Machine) -> Wheel:
    """The wheel that runs on a machine. Raises NotFetched where none does."""
    for wheel in wheels:
        tags = wheel.name.removesuffix(".whl").split("-")[-1].split(".")
        if any(machine.runs(tag) for tag in tags):
            return wheel
    raise NotFetched(f"no uv is built for {machine.system} on {machine.processor}; put a uv of your own on PATH")


def mirror(environ: Mapping[str, str], pip_config: ConfigParser) -> str | None:
    """The package index that uv or pip is told to use instead of PyPI, if any."""
    told = environ.get("UV_DEFAULT_INDEX") or environ.get("UV_INDEX_URL") or environ.get("PIP_INDEX_URL")
    told = told or pip_config.get("global", "index-url", fallback=None) or ""
    index = re.sub(r"^[\w.-]+=", "", told.strip()).rstrip("/")  # uv lets an index have a name: corp=https://…
    return None if index in {"", "https://pypi.org/simple"} else index


def read_pip_config(environ: Mapping[str, str]) -> ConfigParser:
    """pip's configuration files, the more particular over the more general."""
    home = Path(environ.get("HOME", "/nonexistent"))
    files = [Path("/etc/pip.conf"), home / ".pip/pip.conf", home / ".config/pip/pip.conf"]
    config = ConfigParser(interpolation=None)
    try:
        config.read([*files, environ.get("PIP_CONFIG_FILE", "/dev/null")])
    except (Error, UnicodeDecodeError) as fault:
        raise NotFetched(f"pip's configuration cannot be read: {fault}") from fault
    return config


class _Links(HTMLParser):
    """The links of an index page in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.extend(value for name, value in attrs if name == "href" and value)


def find(name: str, page: bytes, page_url: str) -> str:
    """Where an index page, JSON or HTML, says the file of that name lies. Raises NotFetched where it has none."""
    text = page.decode("utf-8", "replace")
    if text.lstrip().startswith("{"):
        links: list[str] = [file["url"] for file in json.loads(text)["files"]]
    else:
        parser = _Links()
        parser.feed(text)
        links = parser.found
    for link in links:
        if unquote(urlsplit(link).path).rpartition("/")[2] == name:
            return urljoin(page_url, link)
    raise NotFetched(f"the package index has no {name}: {page_url}")


def fetch(url: str) -> bytes:
    """The bytes at an address.

    Where the certificate cannot be checked (a bare Debian has no authorities to check against) the answer is read all
    the same, for the caller compares checksums; but no password is sent there. Raises NotFetched.
    """
    bare, headers = _credentials(url)
    try:
        request = urllib.request.Request(bare, headers={"Accept": ACCEPT, "User-Agent": "qiaowen-setup", **headers})
        try:
            answer = urllib.request.urlopen(request, timeout=SECONDS)
        except urllib.error.URLError as fault:
            if headers or not isinstance(fault.reason, ssl.SSLCertVerificationError):
                raise
            answer = urllib.request.urlopen(request, timeout=SECONDS, context=ssl._create_unverified_context())
        with answer:
            return bytes(answer.read())
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise NotFetched(
            f"cannot fetch uv from {urlsplit(bare).netloc or bare}: {fault}. "
            "The package index must be reachable (PIP_INDEX_URL names another), or put a uv on PATH"
        ) from fault


def _credentials(url: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(url)
    if not parts.username:
        return url, {}
    secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return bare, {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}


def unpack(wheel: bytes, place: Path) -> Path:
    """Puts the program of a uv wheel at `place`/uv; whole or not at all."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as zipped:
        inside = next(name for name in zipped.namelist() if name.endswith("/scripts/uv"))
        program = zipped.read(inside)
    place.mkdir(parents=True, exist_ok=True)
    half = place / "uv.half"
    half.write_bytes(program)
    half.chmod(0o755)
    return half.replace(place / "uv")


def version(program: str) -> tuple[int, ...]:
    """The version a uv says it is; () where it does not run."""
    try:
        said = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return _numbers(said)


def _numbers(text: str) -> tuple[int, ...]:
    found = re.search(r"\d+(\.\d+)+", text)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def get_uv() -> str:
    """The path of a uv as new as the locked one: from PATH, from .uv/, or fetched to there."""
    wanted, wheels = locked((HOUSE / "uv.lock").read_text("utf-8"))
    for known in (shutil.which("uv"), str(HOUSE / ".uv" / "uv")):
        if known and version(known) >= _numbers(wanted):
            return known
    wheel = choose(wheels, Machine.here())
    index = mirror(os.environ, read_pip_config(os.environ))
    url = find(wheel.name, fetch(f"{index}/uv/"), f"{index}/uv/") if index else wheel.url
    print(f"setup: fetching uv {wanted} from {urlsplit(url).hostname or url}", file=sys.stderr)
    received = fetch(url)
    if hashlib.sha256(received).hexdigest() != wheel.sha256:
        raise NotFetched(f"{wheel.name} from {url} is not the file that uv.lock names: its checksum differs")
    return str(unpack(received, HOUSE / ".uv"))


def main() -> int:
    """Prints what was asked for; 1 and one line where it cannot be had."""
    try:
        if sys.argv[1:] == ["--index"]:
            print(mirror(os.environ, read_pip_config(os.environ)) or "")
        else:
            print(get_uv())
    except NotFetched as fault:
        print(f"setup: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
