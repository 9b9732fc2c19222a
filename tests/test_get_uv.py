"""How set-up gets its installer on a machine that has none."""

import base64
import hashlib
import importlib.util
import io
import json
import re
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

HOUSE = Path(__file__).parent.parent


def _load_get_uv() -> ModuleType:
    spec = importlib.util.spec_from_file_location("get_uv", HOUSE / ".ci" / "get_uv.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["get_uv"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


get_uv = _load_get_uv()

GLIBC = "glibc"
NAMES = [
    "uv-9.9.9-py3-none-linux_armv6l.whl",
    "uv-9.9.9-py3-none-macosx_10_12_x86_64.whl",
    "uv-9.9.9-py3-none-macosx_11_0_arm64.whl",
    "uv-9.9.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "uv-9.9.9-py3-none-manylinux_2_28_aarch64.whl",
    "uv-9.9.9-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
    "uv-9.9.9-py3-none-musllinux_1_1_x86_64.whl",
    "uv-9.9.9-py3-none-win_amd64.whl",
]


@pytest.mark.parametrize(
    ("system", "processor", "libc", "libc_version", "chosen"),
    [
        ("linux", "x86_64", GLIBC, (2, 36), 3),  # Debian 12
        ("linux", "aarch64", GLIBC, (2, 36), 4),
        ("linux", "aarch64", GLIBC, (2, 17), 5),  # too old for the first, not for the second
        ("linux", "x86_64", "musl", (0, 0), 6),  # Alpine
        ("linux", "aarch64", "musl", (0, 0), 5),  # one wheel for both libraries
        ("darwin", "arm64", "", (0, 0), 2),
        ("darwin", "x86_64", "", (0, 0), 1),
    ],
)
def test_the_wheel_that_runs_here_is_chosen(
    system: str, processor: str, libc: str, libc_version: tuple[int, int], chosen: int
) -> None:
    wheels = [get_uv.Wheel(name, f"https://files.example/{name}", "0" * 64) for name in NAMES]
    assert get_uv.choose(wheels, get_uv.Machine(system, processor, libc, libc_version)).name == NAMES[chosen]


@pytest.mark.parametrize(
    ("system", "processor", "libc_version"),
    [("linux", "x86_64", (2, 12)), ("linux", "mips", (2, 36)), ("plan9", "x86_64", (0, 0))],
)
def test_a_machine_without_a_wheel_is_told_so(system: str, processor: str, libc_version: tuple[int, int]) -> None:
    wheels = [get_uv.Wheel(name, name, "") for name in NAMES]
    with pytest.raises(get_uv.NotFetched, match=f"no uv is built for {system} on {processor}"):
        get_uv.choose(wheels, get_uv.Machine(system, processor, GLIBC, libc_version))


def test_our_lock_names_a_uv_for_the_machines_people_have() -> None:
    version, wheels = get_uv.locked((HOUSE / "uv.lock").read_text("utf-8"))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    for machine in [
        ("linux", "x86_64", GLIBC, (2, 36)),
        ("linux", "aarch64", GLIBC, (2, 36)),
        ("darwin", "arm64", "", (0, 0)),
    ]:
        wheel = get_uv.choose(wheels, get_uv.Machine(*machine))
        assert re.fullmatch("[0-9a-f]{64}", wheel.sha256)
        assert version in wheel.name


@pytest.mark.parametrize(
    ("environ", "pip_says", "index"),
    [
        ({}, None, None),
        ({"PIP_INDEX_URL": "https://pypi.org/simple/"}, None, None),
        ({"PIP_INDEX_URL": "https://mirror.example/simple/"}, None, "https://mirror.example/simple"),
        ({"UV_DEFAULT_INDEX": "corp=https://a.example/simple"}, None, "https://a.example/simple"),
        (
            {"UV_DEFAULT_INDEX": "https://a.example/s", "PIP_INDEX_URL": "https://b.example/s"},
            None,
            "https://a.example/s",
        ),
        ({}, "https://c.example/s?token=http", "https://c.example/s?token=http"),
        ({"PIP_INDEX_URL": "https://b.example/s"}, "https://c.example/s", "https://b.example/s"),
    ],
)
def test_the_index_is_the_one_pip_and_uv_are_told_of(
    environ: dict[str, str], pip_says: str | None, index: str | None
) -> None:
    config = ConfigParser(interpolation=None)
    if pip_says:
        config.read_dict({"global": {"index-url": pip_says}})
    assert get_uv.mirror(environ, config) == index


def test_pip_config_is_read_and_a_broken_one_reported(tmp_path: Path) -> None:
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://mirror.example/100%25/simple\n")
    environ = {"HOME": str(tmp_path / "nobody"), "PIP_CONFIG_FILE": str(tmp_path / "pip.conf")}
    assert get_uv.mirror({}, get_uv.read_pip_config(environ)) == "https://mirror.example/100%25/simple"
    (tmp_path / "pip.conf").write_text("index-url = nowhere\n")
    with pytest.raises(get_uv.NotFetched, match="pip's configuration cannot be read"):
        get_uv.read_pip_config(environ)


JSON_PAGE = json.dumps(
    {"files": [{"filename": n, "url": f"https://files.example/ab/{n}", "hashes": {}} for n in NAMES]}
)
HTML_PAGE = "<!DOCTYPE html>" + "".join(f'<a href="../../f/{n}#sha256=00">{n}</a><br>' for n in NAMES)


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (JSON_PAGE, f"https://files.example/ab/{NAMES[3]}"),
        (HTML_PAGE, f"https://mirror.example/f/{NAMES[3]}#sha256=00"),
        (
            HTML_PAGE.replace("uv-9", "uv%2D9"),
            f"https://mirror.example/f/{NAMES[3].replace('uv-9', 'uv%2D9')}#sha256=00",
        ),
    ],
    ids=["json", "html", "html, escaped"],
)
def test_a_file_is_found_on_an_index_page(page: str, url: str) -> None:
    assert get_uv.find(NAMES[3], page.encode(), "https://mirror.example/simple/uv/") == url


@pytest.mark.parametrize("page", ['{"files": []}', "<html></html>", "", "\x00\xff"])
def test_a_file_that_the_index_lacks_is_reported(page: str) -> None:
    with pytest.raises(get_uv.NotFetched, match="the package index has no uv-9"):
        get_uv.find(NAMES[3], page.encode("latin-1"), "https://mirror.example/simple/uv/")


Answer = Callable[[str, dict[str, str]], tuple[int, bytes]]


@contextmanager
def _index(answer: Answer) -> Iterator[str]:
    """A package index on this machine; `answer` gives status and body for a path and its request's headers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answer(self.path, dict(self.headers))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name in the class it mends
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _wheel() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr("uv/__init__.py", "")
        zipped.writestr("uv-9.9.9.data/scripts/uvx", "not this")
        zipped.writestr("uv-9.9.9.data/scripts/uv", "#!/bin/sh\necho uv 9.9.9\n")
    return made.getvalue()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house whose lock file names a uv of ours, on a machine that has none."""
    digest = hashlib.sha256(_wheel()).hexdigest()
    (tmp_path / "uv.lock").write_text(
        f'[[package]]\nname = "uv"\nversion = "9.9.9"\n'
        f'wheels = [{{ url = "https://files.example/{NAMES[3]}", hash = "sha256:{digest}" }}]\n'
    )
    monkeypatch.setattr(get_uv, "HOUSE", tmp_path)
    monkeypatch.setattr(get_uv.Machine, "here", lambda: get_uv.Machine("linux", "x86_64", GLIBC, (2, 36)))
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path


def test_uv_is_fetched_from_a_mirror_once(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str | None]] = []

    def answer(path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        seen.append((path, headers.get("Authorization")))
        return (200, _wheel()) if path.endswith(".whl") else (200, HTML_PAGE.encode())

    with _index(answer) as host:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://me:s%40fe@{host}/corp/simple")
        path = get_uv.get_uv()
        assert path == str(house / ".uv" / "uv")
        assert get_uv.get_uv() == path  # the second time it is there
    password = "Basic " + base64.b64encode(b"me:s@fe").decode()
    assert seen == [("/corp/simple/uv/", password), (f"/corp/f/{NAMES[3]}", password)]
    assert get_uv.version(path) == (9, 9, 9)
    assert [p.name for p in (house / ".uv").iterdir()] == ["uv"]


def test_a_file_that_is_not_the_locked_one_is_refused(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _index(lambda path, _: (200, b"evil" if path.endswith(".whl") else HTML_PAGE.encode())) as host:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://{host}/corp/simple")
        with pytest.raises(get_uv.NotFetched, match="its checksum differs"):
            get_uv.get_uv()
    assert not (house / ".uv").exists()


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_index_that_refuses_is_reported(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    with _index(lambda *_: (status, b"no")) as host:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://{host}/simple")
        monkeypatch.setattr(sys, "argv", ["get_uv.py"])
        assert get_uv.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert f"cannot fetch uv from {host}" in said.err
    assert str(status) in said.err


def test_a_uv_on_the_path_is_taken_if_new_enough(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = house / "bin"
    place.mkdir()
    program = place / "uv"
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")
    program.write_text("#!/bin/sh\necho 'uv 9.10.0 (abc 2027-01-01)'\n")
    program.chmod(0o755)
    assert get_uv.get_uv() == str(program)
    program.write_text("#!/bin/sh\necho uv 9.9.8\n")
    monkeypatch.setenv("PIP_INDEX_URL", "nowhere")
    with pytest.raises(get_uv.NotFetched, match="cannot fetch uv from nowhere"):
        get_uv.get_uv()
