"""The archive as it stands, replayed by the real pywb on loopback.

pywb is no dependency of ours (it brings a hundred packages of its own): PYWB names its `wayback`, or it is looked for
on the PATH. Where there is none, this is skipped, and said so.
"""

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from archive import Archive, Capture
from archive.cdxj import surt

WAYBACK = os.environ.get("PYWB") or shutil.which("wayback")

URL = "https://harbour.example/archives/7?p=1"
PAGE = Capture(
    url=URL,
    fetched_at="2026-01-24T19:00:00Z",
    status=200,
    headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", '"a"')),
    body=gzip.compress("<html><body><p>港灣花市開鑼</p></body></html>".encode(), mtime=0),
)


@dataclass(frozen=True)
class Replay:
    """A running pywb over an archive."""

    port: int

    def page(self, moment: str, url: str = URL) -> str:
        """What it shows of an address at a moment, without its own frame."""
        with urlopen(f"http://127.0.0.1:{self.port}/qiaowen/{moment}id_/{url}") as answer:
            body: bytes = answer.read()
            return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()

    def captures(self, url: str = URL) -> list[str]:
        """Its index of an address."""
        with urlopen(f"http://127.0.0.1:{self.port}/qiaowen/cdx?url={url}") as answer:
            return [*map(bytes.decode, answer)]


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    if WAYBACK is None:
        pytest.skip("NOT TESTED: replay, because there is no pywb here (PYWB names its `wayback`)")
    top = tmp_path_factory.mktemp("replay")
    with Archive(top / "data", software="test") as archive:
        archive.keep(PAGE)
        archive.keep(replace(PAGE, fetched_at="2026-01-25T19:00:00Z"))
        archive.keep(replace(PAGE, fetched_at="2026-01-26T19:00:00Z", status=304, body=b"", headers=(("ETag", '"a"'),)))
        archive.keep(replace(PAGE, fetched_at="2026-01-27T19:00:00Z", body=gzip.compress("花市順延".encode())))
        archive.keep(replace(PAGE, fetched_at="2026-01-28T19:00:00Z", url="https://harbour.example/花市/", status=404))
    (top / "config.yaml").write_text(
        "collections:\n  qiaowen:\n    index_paths: ./data/cdxj/\n    archive_paths: ./data/warc/\n", "utf-8"
    )
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (top / "log").open("wb")
    running = subprocess.Popen([WAYBACK, "-p", str(port), "-b", "127.0.0.1"], cwd=top, stdout=log, stderr=log)
    try:
        _wait(port)
        yield Replay(port)
    finally:
        running.terminate()
        running.wait(20)
        log.close()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/"):
                return
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError("pywb did not come up in half a minute")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("20260124190000", "港灣花市開鑼"),
        ("20260125190000", "港灣花市開鑼"),
        ("20260126190000", "港灣花市開鑼"),
        ("20260127190000", "花市順延"),
    ],
    ids=["as sent", "a body that came again", "not modified", "changed"],
)
def test_every_capture_is_replayed(replay: Replay, moment: str, text: str) -> None:
    assert text in replay.page(moment)


def test_the_index_names_every_capture_that_shows_something(replay: Replay) -> None:
    """All but the one that says nothing changed: a replay would answer with it, that is with nothing."""
    assert [line.split()[1][:8] for line in replay.captures()] == ["20260124", "20260125", "20260127"]


def test_an_error_is_replayed_as_one_and_found_by_its_chinese_address(replay: Replay) -> None:
    with pytest.raises(HTTPError) as answer:
        replay.page("20260128190000", "https://harbour.example/%E8%8A%B1%E5%B8%82")
    assert answer.value.code == 404
    answer.value.close()


# Read off the canonicaliser that pywb asks by (surt 0.3.1), one by one.
@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.example.com/", "com,example)/"),
        ("http://example.com", "com,example)/"),
        ("https://a.example/2026/01/花市/?b=2&a=1&A", "example,a)/2026/01/%e8%8a%b1%e5%b8%82?a&a=1&b=2"),
        ("https://a.example/%E8%8A%B1%E5%B8%82/", "example,a)/%e8%8a%b1%e5%b8%82"),
        ("http://127.0.0.1:8080/x/", "1,0,0,127:8080)/x"),
        ("https://x.example/a//b/../c/./d/?", "example,x)/a/c/d"),
        ("https://x.example/a?PHPSESSID=0123456789abcdef0123456789abcdef&z=1", "example,x)/a?z=1"),
        ("https://中文.example/路", "example,xn--fiq228c)/%e8%b7%af"),
        ("https://x.example/a.php?id=3&&b", "example,x)/a.php?&b&id=3"),
        ("http://x.example:80/A%2FB#frag", "example,x)/a/b"),
        ("https://x.example/?q=%25e4", "example,x)/?q=%e4"),
        ("https://u:p@x.example/", "example,x)/"),
        ("https://www2.x.example/a/..", "example,x)/"),
        ("https://x.example/%BB%A8", "example,x)/%bb%a8"),
    ],
)
def test_the_key_of_an_address_is_the_one_pywb_asks_by(url: str, key: str) -> None:
    assert surt(url) == key
