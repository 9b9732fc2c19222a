"""The live check of outlets, played on this machine: one that is well, and one of each kind that is not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.commands import qiaowen
from crawler.commands.outlets import CHECKS, run_checks
from crawler.outlet import Expect, Feed, Outlet
from crawler.scout.asking import Asker
from crawler.scout.checking import Check, Verdict, check_outlet
from tests.newsroom.outlets import declared
from tests.newsroom.server import Newsroom
from tests.small_site import Site, small_site

STORY = "<html><body><article><h1>碼頭花市周末開鑼</h1><p>{text}</p></article></body></html>"
TEXT = "碼頭花市本周六清晨開鑼，七十多個檔口擺出年花與盆橘，市集經理說今年多請了兩隊義工，幫長者把花搬上巴士。" * 2


@pytest.fixture(scope="module")
def outlets() -> Iterator[dict[str, Outlet]]:
    with Newsroom.anywhere("gangwan", "hepan", "nandao", "yinghua", "fengxie") as newsroom:
        yield declared(newsroom)


@pytest.fixture
def site() -> Iterator[Site]:
    with small_site() as served:
        yield served


def small(base: str, **changed: object) -> Outlet:
    plain = Outlet(
        name="碼頭報",
        slug="harbour",
        home=f"{base}/",
        script="Hant",
        timezone="America/Vancouver",
        article=rf"{base}/\d+$",
        sources=(Feed(url=f"{base}/feed"),),
        expect=Expect(always=("headline",)),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def feed(base: str, *days_ago: int) -> bytes:
    """A feed of a story for each day given."""
    items = ""
    for number, days in enumerate(days_ago, start=1):
        when = format_datetime(datetime.now(UTC) - timedelta(days=days, hours=1))
        items += f"<item><title>碼頭花市</title><link>{base}/{number}</link><pubDate>{when}</pubDate></item>"
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def fill(site: Site, text: str = TEXT) -> str:
    base, pages, _ = site
    pages["/feed"] = (200, {}, feed(base, 0, 1, 9))
    for number in (1, 2, 3):
        pages[f"/{number}"] = (200, {"Content-Type": "text/html; charset=utf-8"}, STORY.format(text=text).encode())
    return base


def check(outlet: Outlet) -> Check:
    return check_outlet(outlet, Asker())


@pytest.mark.parametrize("slug", ["gangwan", "hepan", "nandao", "yinghua"])
def test_the_newsroom_is_well(outlets: dict[str, Outlet], slug: str) -> None:
    found = check(outlets[slug])
    assert (found.verdict, len(found.stories)) == (Verdict.WELL, 3), found.message
    assert all(source.stories for source in found.sources)


def test_a_paper_where_all_goes_wrong_is_not_well(outlets: dict[str, Outlet]) -> None:
    found = check(outlets["fengxie"])
    assert found.verdict is Verdict.UNREAD
    assert any(story.fault for story in found.stories)


def test_nobody_there() -> None:
    assert check(small("http://127.0.0.1:9")).verdict is Verdict.UNREACHABLE


def test_robots_says_no(site: Site) -> None:
    base = fill(site)
    site[1]["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n")
    assert check(small(base)).verdict is Verdict.FORBIDDEN
    assert site[2] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, b""), "status 404"),
        ((200, {}, b"<html><body>moved</body></html>"), "not an RSS or Atom feed"),
    ],
)
def test_no_source_answers(site: Site, answer: tuple[int, dict[str, str], bytes], said: str) -> None:
    base = fill(site)
    site[1]["/feed"] = answer
    found = check(small(base))
    assert found.verdict is Verdict.NO_SOURCE
    assert said in found.message


def test_the_form_of_articles_has_changed(site: Site) -> None:
    base = fill(site)
    found = check(small(base, article=rf"{base}/archives/\d+$"))
    assert found.verdict is Verdict.NO_STORY
    assert found.sources[0].fault == "no address has the form of its articles"


def test_stories_that_are_not_there(site: Site) -> None:
    base = fill(site)
    del site[1]["/2"]
    found = check(small(base))
    assert found.verdict is Verdict.UNREAD
    assert f"{base}/2: the server answers with status 404" in found.message


def test_less_than_it_expects(site: Site) -> None:
    base = fill(site)
    found = check(small(base, expect=Expect(always=("headline", "byline"), shortest_body=500)))
    assert found.verdict is Verdict.SHORT
    assert found.stories[0].short == ("no byline", f"{len(TEXT)} characters of 500")


def test_fewer_a_day_than_it_expects(site: Site) -> None:
    base = fill(site)
    found = check(small(base, expect=Expect(always=("headline",), articles_a_day=(3, 60))))
    assert found.a_day == pytest.approx(2 / 7)
    assert found.verdict is Verdict.SHORT
    assert "0.3 stories a day, not 3 to 60" in found.message


def test_a_feed_of_this_week_alone_says_nothing_of_the_week(site: Site) -> None:
    base = fill(site)
    site[1]["/feed"] = (200, {}, feed(base, 0, 1))
    assert check(small(base)).a_day is None


def test_some_sources_only(site: Site) -> None:
    base = fill(site)
    found = check(small(base, sources=(Feed(url=f"{base}/feed"), Feed(url=f"{base}/gone"))))
    assert found.verdict is Verdict.SOME_SOURCES
    assert found.message == f"1 of 2 sources, 3 of 3 stories; {base}/gone: the server answers with status 404"


def test_a_check_that_was_broken_off_goes_on(
    outlets: dict[str, Outlet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "new" / CHECKS
    pair = [outlets["gangwan"], outlets["hepan"]]
    assert run_checks(pair[:1], kept) == 0
    assert run_checks(pair, kept) == 0
    assert run_checks(pair, kept) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["gangwan", "well"], ["hepan", "well"]]
    rows = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    assert [(row["outlet"], row["verdict"]) for row in rows] == [("gangwan", "well"), ("hepan", "well")]
    kept.write_text('{"outlet": "gangw', encoding="utf-8")
    assert run_checks(pair[:1], kept, as_objects=True) == 0
    assert json.loads(capsys.readouterr().out)["sources"][0]["evidence"] == "seen"


def test_the_exit_status_says_who_needs_attention(outlets: dict[str, Outlet], tmp_path: Path) -> None:
    nobody = small("http://127.0.0.1:9")
    assert run_checks([outlets["gangwan"], nobody], tmp_path / "one") == 1
    assert run_checks([nobody], tmp_path / "two") == 2


def test_the_command_needs_a_contact(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QIAOWEN_CONTACT", raising=False)
    refused = CliRunner().invoke(qiaowen, ["--archive", str(tmp_path), "outlets", "check", "worldjournal"])
    assert refused.exit_code == 2
    assert "QIAOWEN_CONTACT" in refused.stderr


def test_the_command_knows_who_is_declared(tmp_path: Path) -> None:
    refused = CliRunner().invoke(qiaowen, ["--archive", str(tmp_path), "outlets", "check", "worldjurnal"])
    assert refused.exit_code == 2
    assert "no outlet is called 'worldjurnal'" in refused.stderr
