"""The archive on the web as docs/serving.md sets it up: behind a real nginx, and with passwords."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from archive import Archive
from tests.reading_room import furnish, opened

GUIDE = Path(__file__).parent.parent / "docs" / "serving.md"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
# The files nginx keeps are put into the test's folder; all else is the guide's.
AROUND = """daemon off; master_process off; pid {folder}/nginx.pid;
error_log {folder}/error.log; events {{}}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
include {folder}/qiaowen.conf; }}"""


def block(language: str) -> str:
    """The first block of code of a language in the guide."""
    found = re.search(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """`qiaowen serve`: its address."""
    command = [sys.executable, "-m", "crawler.commands", "--archive", str(folder), "serve", "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rstrip("/")
    finally:
        server.terminate()
        server.wait(30)
        assert server.stdout is not None
        server.stdout.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    furnish(folder)
    return folder


@pytest.fixture(scope="module")
def site(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The guide's nginx before the archive: its address."""
    if NGINX is None:
        pytest.skip("NO NGINX: the guide's set-up was not tried (apt-get install nginx-light)")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    with serving(archive) as behind:
        conf = block("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};")
        conf = conf.replace("http://127.0.0.1:8001", behind)
        assert conf.count(behind) == 2
        (folder / "qiaowen.conf").write_text(conf)
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
        nginx = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            nginx.terminate()
            nginx.communicate(timeout=30)


@pytest.fixture
def reader(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, trust_env=False, headers={"host": "archive.example.org"}, timeout=30) as client:
        yield client


def test_pages_come_through_with_what_keeps_them_safe(reader: httpx.Client) -> None:
    answer = reader.get("/search?q=渡輪")
    assert answer.status_code == 200
    assert answer.headers["server"].startswith("nginx")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Accept-Language, Cookie" in answer.headers["vary"]
    assert reader.get("/robots.txt").text.endswith("Disallow: /\n")
    assert "max-age=86400" in reader.get("/static/reading-room.css").headers["cache-control"]


def test_addresses_in_feeds_are_those_of_the_site(reader: httpx.Client) -> None:
    assert '<link href="http://archive.example.org/article/' in reader.get("/search.atom?q=渡輪").text
    assert reader.get("/language/zh-Hant?next=/search").headers["location"] == "/search"


def test_the_archive_hears_of_tls_from_the_one_before_it_alone(archive: Path) -> None:
    with serving(archive) as address:
        headers = {"host": "archive.example.org", "x-forwarded-proto": "https"}
        answer = httpx.get(f"{address}/search.atom?q=渡輪", headers=headers, trust_env=False)
        assert '<link href="https://archive.example.org/article/' in answer.text


def test_nothing_large_is_taken_in_and_haste_is_slowed(reader: httpx.Client) -> None:
    assert reader.post("/search", content=b"x" * 20_000).status_code == 413
    asked = [reader.get("/robots.txt").status_code for _ in range(80)]
    assert set(asked) == {200, 429}
    assert asked[0] == 200


def test_the_service_is_one_that_systemd_understands(tmp_path: Path) -> None:
    """Word for word the guide's, but for the program, which must be there."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("NO SYSTEMD: the guide's service was not read by systemd-analyze")
    program = "/srv/qiaowen/.venv/bin/qiaowen"
    unit = block("ini")
    assert unit.count(program) == 1
    file = tmp_path / "qiaowen.service"
    file.write_text(unit.replace(program, "/bin/true"))  # there on every system, and without a blank in its path
    said = subprocess.run([analyze, "verify", str(file)], capture_output=True, text=True, check=False, timeout=60)
    # A word it does not know is said, and no failure.
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    options = re.search(rf"ExecStart={program} (.*)", unit)
    assert options
    help_of = [sys.executable, "-m", "crawler.commands", *options[1].split(), "--help"]
    assert subprocess.run(help_of, capture_output=True, check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    "path", ["/", "/search", "/search.json", "/saved", "/outlets", "/health", "/schema", "/archive"]
)
async def test_who_may_read_is_heeded_by_every_page(
    archive: Path, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async with opened(archive, metadata={"allow": {"id": "librarian"}}) as datasette:
        answer = await datasette.client.get(path, headers={"accept-language": "en"})
        assert answer.status_code == 403
        assert "forbidden" in answer.text or "Only those who have been let in" in answer.text
        cookie = {"ds_actor": datasette.sign({"a": {"id": "librarian"}}, "actor")}
        assert (await datasette.client.get(path, cookies=cookie)).status_code == 200
    assert capfd.readouterr() == ("", "")


async def test_what_is_the_keepers_alone_is_told_to_nobody(archive: Path) -> None:
    """Datasette has pages about itself: one has the path of the file, one the passwords' hashes."""
    access = {"plugins": {"datasette-auth-passwords": {"librarian_password_hash": "the hash"}}}
    async with opened(archive, metadata=access) as datasette:
        for page in ("metadata", "databases"):
            for path in (f"/-/{page}", f"/-/{page}.json", f"/-/{page}.json?_pretty=1"):
                answer = await datasette.client.get(path)
                assert answer.status_code == 404, path
                assert "the hash" not in answer.text
                assert str(archive) not in answer.text
        for page in ("versions", "settings", "plugins", "threads", "actor", "patterns", "messages", "allow-debug"):
            answer = await datasette.client.get(f"/-/{page}")
            assert "the hash" not in answer.text
            assert str(archive) not in answer.text, page


async def test_no_answer_is_longer_than_the_guide_says(tmp_path: Path) -> None:
    with Archive(tmp_path, software="test") as writer:
        rows = ", ".join(f"('host{number}', '2026-01-01', 'timeout', 1)" for number in range(1_500))
        writer.db.execute(f"INSERT INTO hosts (host, until, reason, bad_runs) VALUES {rows}")
    async with opened(tmp_path) as datasette:
        for path in ("/archive/hosts.csv?_size=max", "/archive.csv?sql=select+host+from+hosts"):
            assert len((await datasette.client.get(path)).text.splitlines()) == 1_001, path
            assert (await datasette.client.get(f"{path}&_stream=on")).status_code == 400, path


def test_every_page_asks_for_the_password(archive: Path, tmp_path: Path) -> None:
    if find_spec("datasette_auth_passwords") is None:
        pytest.skip("NO PASSWORD PLUGIN: the guide's access.yml was not tried (.ci/set_up --group browser)")
    command = [str(Path(sys.executable).with_name("datasette")), "hash-password", "--no-confirm"]
    made = subprocess.run(command, input="open sesame", capture_output=True, text=True, check=True).stdout.strip()
    access = block("yaml")
    assert "the hash" in access
    (tmp_path / "access.yml").write_text(access.replace("the hash", made))
    with serving(archive, "--metadata", str(tmp_path / "access.yml")) as address:
        for path in ("/", "/search.json", "/archive.json", "/robots.txt"):
            assert httpx.get(address + path, trust_env=False).status_code == 401, path
            assert httpx.get(address + path, trust_env=False, auth=("librarian", "wrong")).status_code == 401, path
            known = httpx.get(address + path, trust_env=False, auth=("librarian", "open sesame"))
            assert known.status_code == 200, path


async def test_who_logs_in_is_asked_in_the_readers_language(archive: Path) -> None:
    missing = "NO PASSWORD PLUGIN: the log-in was not tried (.ci/set_up --group browser)"
    hash_password = pytest.importorskip("datasette_auth_passwords.utils", reason=missing).hash_password
    plugin = {"http_basic_auth": False, "librarian_password_hash": hash_password("open sesame")}
    access = {"plugins": {"datasette-auth-passwords": plugin}, "allow": {"id": "librarian"}}
    async with opened(archive, metadata=access) as datasette:
        page = await datasette.client.get("/-/login", headers={"accept-language": "zh-TW"})
        assert "使用者名稱" in page.text
        assert "<style" not in page.text
        token = page.cookies["ds_csrftoken"]

        async def log_in(password: str) -> Any:
            given = {"username": "librarian", "password": password, "csrftoken": token}
            chinese = {"accept-language": "zh-TW"}
            return await datasette.client.post("/-/login", data=given, cookies={"ds_csrftoken": token}, headers=chinese)

        assert "名稱或密碼不對。" in (await log_in("wrong")).text
        let_in = await log_in("open sesame")
        assert let_in.status_code == 302
        chinese = {"accept-language": "zh-TW"}
        assert '<a href="/-/login">登入</a>' in (await datasette.client.get("/", headers=chinese)).text
        home = await datasette.client.get("/", cookies={"ds_actor": let_in.cookies["ds_actor"]}, headers=chinese)
        assert home.status_code == 200
        assert re.search(r'<form [^>]*action="/-/logout" method="post">.*>登出</button>', home.text)
        assert "/-/login" not in home.text


@pytest.mark.parametrize("text", ["just words", "a: [1", "\udcff"])
def test_metadata_that_are_none_are_said_so(archive: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "access.yml").write_bytes(text.encode(errors="surrogateescape"))
    command = [sys.executable, "-m", "crawler.commands", "--archive", str(archive), "serve"]
    said: Any = subprocess.run(
        [*command, "--metadata", str(tmp_path / "access.yml")], capture_output=True, text=True, check=False, timeout=60
    )
    assert said.returncode != 0
    assert "access.yml" in said.stderr
    assert "Traceback" not in said.stderr
