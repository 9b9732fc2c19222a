"""The `qiaowen` command as people type it: what it prints, and what it exits with."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import Archive, open_reader
from crawler.commands import qiaowen
from tests.conftest import STORY, story

HOUSE = Path(__file__).parent.parent
EXAMPLE = HOUSE / "docs" / "example.html"
KEYS = (  # noqa: SIM905 - easier to compare with the docs
    "url headline deck section tags byline authors agency dateline published_at published_source published_precision "
    "modified_at script language body images marks"
).split()


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(qiaowen, [str(a) for a in arguments], input=stdin, catch_exceptions=False)


@pytest.fixture
def filled(archive: Archive) -> Path:
    """The folder of an archive with two stories, one in each script."""
    archive.store(STORY, outlet="harbour", seen_as="", capture=None, rules="test")
    other = story(
        8, headline="旧金山华埠添新书店", body=("旧金山华埠一家书店开张，北京来的店主说要开到八十岁。",), script="Hans"
    )
    archive.store(other, outlet="harbour", seen_as="", capture=None, rules="test")
    archive.close()
    return archive.folder


def test_clean_prints_one_object_with_the_promised_keys() -> None:
    found = json.loads(run("clean", EXAMPLE, "--json").stdout)
    assert list(found) == KEYS
    assert found["headline"] == "社區圖書館延長週末開放"
    assert found["authors"] == ["岑若溪"]
    assert found["published_at"] == "2026-10-03T16:15:00Z"
    assert [paragraph[:6] for paragraph in found["body"]] == ["長堤東區圖書", "中文書架也從"]
    assert found["images"] == [{"url": "/photo/library.jpg", "caption": "孩子們在新書架前挑書。", "credit": "岑若溪"}]
    assert found["url"] is None


def test_clean_explains_what_it_removed() -> None:
    removed = json.loads(run("clean", EXAMPLE, "--json", "--explain").stdout)["removed"]
    assert {"rule", "text"} == set(removed[0])
    assert "記者岑若溪／長堤報導" in {block["text"] for block in removed}


def test_clean_shows_the_article_to_people() -> None:
    shown = run("clean", EXAMPLE).stdout
    assert shown.startswith("社區圖書館延長週末開放\n")
    assert "Leave a Reply" not in shown
    assert "reCAPTCHA" not in shown


def test_clean_unpacks_gzip(tmp_path: Path) -> None:
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(EXAMPLE.read_bytes()))
    assert json.loads(run("clean", packed, "--json").stdout)["headline"] == "社區圖書館延長週末開放"


def test_an_outlet_nobody_declared_is_read_by_the_general_rules() -> None:
    assert run("clean", EXAMPLE, "--outlet", "nobody", "--json").stdout == run("clean", EXAMPLE, "--json").stdout


def test_clean_of_what_is_no_page_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    shown = run("clean", tmp_path / "empty.html", "--json")
    assert shown.exit_code == 2
    assert shown.stderr.startswith("qiaowen: ")
    assert shown.stderr.count("\n") == 1


def test_clean_reads_a_manifest_in_order(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    files = [EXAMPLE, tmp_path / "empty.html", tmp_path / "not there", *[EXAMPLE] * 20]
    calls = "".join(
        json.dumps({"id": f"n{number}", "file": str(file), "url": f"https://a.example/{number}"}) + "\n"
        for number, file in enumerate(files)
    )
    done = subprocess.run(
        [sys.executable, "-m", "crawler.commands", "clean", "--jsonl"],
        input=calls,
        capture_output=True,
        text=True,
        check=True,
        cwd=HOUSE,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in found] == [f"n{number}" for number in range(len(files))]
    assert found[0]["headline"] == found[22]["headline"] == "社區圖書館延長週末開放"
    assert found[22]["url"] == "https://a.example/22"
    assert found[1]["body"] is None
    assert "error" in found[1]
    assert "No such file" in found[2]["error"]


@pytest.mark.parametrize("manifest", ["not json\n", "[]\n", '{"id": 1}\n'])
def test_clean_says_which_line_of_a_manifest_is_no_call(manifest: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crawler.commands", "clean", "--jsonl"],
        input=manifest,
        capture_output=True,
        text=True,
        check=False,
        cwd=HOUSE,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "line 1" in done.stderr


@pytest.mark.parametrize(
    ("query", "number"),
    [("北京", 1), ("舊金山", 1), ("港湾", 1), ("埠", 1), ("花市 -水仙", 0), ("headline:書店", 1), ('"', 0)],
)
def test_search_counts(filled: Path, query: str, number: int) -> None:
    assert run("--archive", filled, "search", "--count", query).stdout == f"{number}\n"


def test_search_gives_json_with_offsets_of_what_matched(filled: Path) -> None:
    [line] = run("--archive", filled, "search", "--json", "書店").stdout.splitlines()
    hit = json.loads(line)
    first, last = hit["headline_spans"][0]
    assert hit["headline"][first:last] == "书店"
    assert hit["url"] == "https://harbour.example/archives/8"


def test_search_shows_people_where_and_when(filled: Path) -> None:
    shown = run("--archive", filled, "search", "花市").stdout
    assert "港灣花市開鑼" in shown
    assert "2026-01-24" in shown


def test_search_by_variants_of_a_name(filled: Path) -> None:
    assert run("--archive", filled, "search", "--count", "三藩市").stdout == "0\n"
    assert run("--archive", filled, "search", "--count", "--variants", "三藩市").stdout == "1\n"


def test_a_minus_before_a_word_needs_no_quotes(filled: Path) -> None:
    assert run("--archive", filled, "search", "--count", "北京", "-水仙").stdout == "1\n"
    assert run("--archive", filled, "search", "北京", "-書店", "--count").stdout == "0\n"


def test_a_search_knows_an_option_that_is_none(filled: Path) -> None:
    shown = run("--archive", filled, "search", "北京", "--outlets", "harbour")
    assert shown.exit_code == 2
    assert "--outlets" in shown.stderr


def test_a_search_that_finds_nothing_says_so_beside_its_answer(filled: Path) -> None:
    shown = run("--archive", filled, "search", "水仙盆")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "nothing" in shown.stderr
    assert run("--archive", filled, "search", "--json", "水仙盆").output == ""


def test_what_a_search_shows_of_a_text_is_one_line(archive: Archive) -> None:
    told = story(body=("花市由初六開始。", "主辦人指人流較往年多。"))
    archive.store(told, outlet="harbour", seen_as="", capture=None, rules="test")
    archive.close()
    assert "花市由初六開始。 主辦人指人流較往年多。" in run("--archive", archive.folder, "search", "主辦人").stdout


@pytest.mark.parametrize(
    "command",
    [
        ["search", "花市", "--outlet"],
        ["export", "jsonl", "out.jsonl", "--outlet"],
        ["boilerplate"],
        ["reextract", "--outlet"],
    ],
    ids=lambda c: c[0],
)
def test_an_outlet_that_the_archive_has_nothing_of_is_a_mistake(
    filled: Path, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run("--archive", filled, *command, "harbuor")
    assert shown.exit_code == 2
    assert "harbuor" in shown.stderr
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_search_takes_no_day_that_is_none(filled: Path, option: str) -> None:
    shown = run("--archive", filled, "search", "花市", option, "2026-13-01")
    assert shown.exit_code == 2
    assert "2026-13-01" in shown.stderr


def test_a_search_keeps_to_the_days_asked_for(filled: Path) -> None:
    assert run("--archive", filled, "search", "--count", "花市", "--since", "2026-01-25").stdout == "0\n"
    assert run("--archive", filled, "search", "--count", "花市", "--until", "2026-01-25").stdout == "1\n"


@pytest.mark.parametrize("command", [["export", "jsonl"], ["export", "wacz"], ["publish"]], ids=" ".join)
def test_a_file_in_a_folder_that_is_not_there_is_one_clear_line(
    filled: Path, tmp_path: Path, command: list[str]
) -> None:
    shown = run("--archive", filled, *command, tmp_path / "nowhere" / "file")
    assert shown.exit_code == 2
    assert f"{tmp_path / 'nowhere'}: there is no such folder" in shown.stderr


@pytest.mark.parametrize("command", [["search", "北京"], ["check"], ["serve"]], ids=lambda c: c[0])
def test_without_an_archive_there_is_one_clear_line(tmp_path: Path, command: list[str]) -> None:
    shown = run("--archive", tmp_path / "none", *command)
    assert shown.exit_code == 2
    assert "there is no archive here" in shown.stderr
    assert shown.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_check_finds_a_sound_archive_sound(filled: Path) -> None:
    shown = run("--archive", filled, "check")
    assert (shown.exit_code, shown.stdout) == (0, f"{filled}: sound\n")


def test_check_tells_of_an_index_that_lags_behind(filled: Path) -> None:
    with Archive(filled, software="test") as archive:
        archive.db.execute("DELETE FROM articles_fts_docsize")
    shown = run("--archive", filled, "check")
    assert shown.exit_code == 1
    assert "index" in shown.stdout


def test_outlets_lists_every_declared_outlet() -> None:
    shown = run("outlets").stdout
    assert "ushealthlifestyle" in shown


def test_the_archive_may_be_named_by_the_environment(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIAOWEN_ARCHIVE", str(filled))
    assert run("search", "--count", "北京").stdout == "1\n"


def test_a_live_crawl_needs_someone_to_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QIAOWEN_CONTACT", raising=False)
    shown = run("--archive", tmp_path, "crawl", "ushealthlifestyle")
    assert shown.exit_code == 2
    assert shown.stderr.startswith("qiaowen: set QIAOWEN_CONTACT")
    assert not (tmp_path / "archive.db").exists()


def test_a_crawl_without_a_network_says_so_and_harms_nothing(tmp_path: Path) -> None:
    """No name resolves in an environment whose only proxy is a closed port: the nearest to pulling the plug."""
    plug = {
        "https_proxy": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
        "QIAOWEN_CONTACT": "test@example.org",
    }
    done = subprocess.run(
        [sys.executable, "-m", "crawler.commands", "--archive", tmp_path, "crawl", "ushealthlifestyle"],
        env=os.environ | plug,
        capture_output=True,
        text=True,
        check=False,
        cwd=HOUSE,
    )
    assert done.returncode == 2
    assert "no outlet could be reached: is the network up? The archive is unharmed." in done.stderr
    assert "Traceback" not in done.stderr
    assert run("--archive", tmp_path, "check").stdout == f"{tmp_path}: sound\n"


def test_import_text_keeps_the_dump_and_reads_the_article(tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    text = "\n\n".join(["Skip to main content", str(STORY.headline), *STORY.body, "Leave a Reply"])
    dump.write_text(json.dumps({"url": "https://harbour.example/archives/7", "text": text}) + "\n", "utf-8")
    shown = run("--archive", tmp_path / "data", "import", "text", dump)
    assert (shown.exit_code, shown.stdout) == (0, "1 articles imported, 0 revised, 0 known, 0 passed over, 0 failed\n")
    reader = open_reader(tmp_path / "data")
    [row] = reader.execute("SELECT a.*, o.status FROM articles a JOIN outlets o ON o.slug = a.outlet").fetchall()
    assert (row["outlet"], row["status"], row["headline"]) == ("harbour.example", "undeclared", STORY.headline)
    assert row["body"].split("\n\n") == list(STORY.body)
    assert row["published_at"] is None
    assert reader.execute("SELECT status, content_type FROM captures").fetchone()[:] == (None, "text/plain")
    reader.close()


@pytest.mark.parametrize("line", ["not json", "[]", '{"url": "https://a.example/1"}', '{"text": "x"}'])
def test_import_text_says_which_line_is_wrong(tmp_path: Path, line: str) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text(line + "\n", "utf-8")
    shown = run("--archive", tmp_path / "data", "import", "text", dump)
    assert shown.exit_code == 2
    assert f"{dump}, line 1" in shown.stderr


def test_import_text_needs_an_address(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text("花市開鑼", "utf-8")
    shown = run("--archive", tmp_path / "data", "import", "text", tmp_path / "dump.txt")
    assert shown.exit_code == 2
    assert "say with --url" in shown.stderr


def test_every_command_has_help() -> None:
    for name, command in qiaowen.commands.items():
        assert command.help, name
        assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"), [(["list"], "ushealthlifestyle"), (["crawl", "nobody"], "no outlet is called")]
)
def test_scrapy_knows_the_outlets_by_name(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments], capture_output=True, text=True, check=False, cwd=HOUSE
    )
    assert said in done.stdout + done.stderr
