"""The live check of outlets, played on this machine: one that is well, and one of each kind that is not."""

import gzip
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.commands import qiaowen
from crawler.commands.outlets import CHECKS, run_checks
from crawler.discover import addresses
from crawler.errors import QiaowenError
from crawler.outlet import Discuz, Expect, Feed, JsonList, Listing, Outlet, Sitemap, Source, WordPress
from crawler.scout.asking import Asker
from crawler.scout.checking import Check, Verdict, check_outlet
from crawler.scout.probing import look
from tests.newsroom.outlets import declared
from tests.newsroom.server import Newsroom
from tests.small_site import Pages, Site, small_site

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
    assert found.sources[0].fault == "no address in it has the form of its articles"


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


# --- one run over everybody ------------------------------------------------------------------------------------------


BARE = b"<html><body></body></html>"
WALL = b"<html><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1></body></html>"
MENU = b'<html><body><a href="/about">About</a><a href="/tag/market/">Market</a></body></html>'
PAGES = ("/1", "/2", "/3")
BROKEN = STORY.format(text=TEXT.replace("花", "\ufffd\ufffd")).encode()  # as a site serves it that lost its charset

# What has gone wrong with an outlet → what its site then says, what it declares, what the check calls it and why.
AILING: dict[str, tuple[Pages, dict[str, object], Verdict, str]] = {
    "forbids": ({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /\n")}, {}, Verdict.FORBIDDEN, "robots.txt"),
    "gone": ({"/feed": (404, {}, b"")}, {}, Verdict.NO_SOURCE, "/feed: the server answers with status 404"),
    "no_feed": ({"/feed": (200, {}, MENU)}, {}, Verdict.NO_SOURCE, "not an RSS or Atom feed"),
    "moved": ({"/feed": (301, {"Location": "/rss/"}, b"")}, {}, Verdict.MOVED, "/rss/"),
    "empty": ({"/feed": (200, {}, BARE)}, {"sources": Listing}, Verdict.NO_STORY, "no addresses"),
    "new_form": ({"/feed": (200, {}, MENU)}, {"sources": Listing}, Verdict.NO_STORY, "form of its articles"),
    "new_layout": ({}, {"body": "td.story"}, Verdict.CHANGED, "nothing at td.story"),
    "refuses": ({"/feed": (403, {}, b"")}, {}, Verdict.TURNED_AWAY, "status 403"),
    "wall": ({"/feed": (200, {}, WALL)}, {}, Verdict.TURNED_AWAY, "a check for robots"),
    "wall_within": (dict.fromkeys(PAGES, (200, {}, WALL)), {}, Verdict.TURNED_AWAY, "0 of 3 stories"),
    "charset": ({}, {"encoding": "big5hkscs"}, Verdict.CHANGED, "in utf-8, not big5hkscs"),
    "broken": (dict.fromkeys(PAGES, (200, {}, BROKEN)), {}, Verdict.CHANGED, "do not come out whole"),
    "few": ({"/feed": (200, {}, b"")}, {}, Verdict.SHORT, "1 of 3 stories"),
    "silent": ({}, {"expect": Expect(always=("headline",), articles_a_day=(3, 9))}, Verdict.SHORT, "0.3 stories a day"),
    "undated": ({}, {"expect": Expect()}, Verdict.SHORT, "no published_at"),
    "closed_port": ({}, {"home": "http://127.0.0.1:9/"}, Verdict.UNREACHABLE, "refused"),
    "no_such_host": ({}, {"home": "http://harbour.invalid/"}, Verdict.UNREACHABLE, "no answer"),
    "not_known": ({}, {"article": None, "sources": ()}, Verdict.LISTED, "its front page answers"),
    "scripts": ({"/feed": (200, {}, BARE)}, {"sources": Listing, "browser": True}, Verdict.NO_STORY, "needs a browser"),
    "half": ({"/2": (404, {}, b"")}, {}, Verdict.UNREAD, "2 of 3 stories"),
}  # fmt: skip


@pytest.fixture
def ailing() -> Iterator[list[Outlet]]:
    """One outlet of each kind that is not well, each at a site of its own."""
    with ExitStack() as sites:
        yield [_ail(name, sites.enter_context(small_site())) for name in AILING]


def _ail(name: str, site: Site) -> Outlet:
    base = fill(site)
    said, changed, _, _ = AILING[name]
    site[1]["/rss/"] = site[1]["/feed"]
    site[1]["/"] = (200, {}, MENU)
    site[1].update(said)
    if name == "few":
        site[1]["/feed"] = (200, {}, feed(base, 0))
    if changed.get("sources") is Listing:
        changed = changed | {"sources": (Listing(url=f"{base}/feed"),)}
    return small(base, **(changed | {"slug": name}))


def test_one_run_over_the_well_and_the_ailing(
    outlets: dict[str, Outlet], ailing: list[Outlet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = [each for slug, each in outlets.items() if slug != "fengxie"]
    everybody = {each.slug: each for each in (*well, *ailing)}
    monkeypatch.setattr(sys.modules[run_checks.__module__], "declared", lambda: everybody)
    monkeypatch.setenv("QIAOWEN_CONTACT", "editor@harbour.example")
    command = ["--archive", str(tmp_path), "outlets", "check"]
    printed = CliRunner().invoke(qiaowen, command)
    assert printed.exit_code == 1
    lines = printed.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(everybody), "a line each"
    said = {slug: line[25:] for slug, line in zip(everybody, lines, strict=True)}
    assert [slug for slug in said if said[slug].startswith("well")] == [each.slug for each in well]
    for name, (_, _, verdict, why) in AILING.items():
        assert said[name].startswith(verdict), said[name]
        assert why in said[name]
    again = CliRunner().invoke(qiaowen, [*command, "--json", "--again"])
    rows = [json.loads(line) for line in again.stdout.splitlines()]
    assert [row["outlet"] for row in rows] == list(said)
    assert all(said[row["outlet"]].startswith(row["verdict"]) for row in rows)


def test_a_run_that_is_broken_off_goes_on_and_forgets_nobody(
    outlets: dict[str, Outlet], ailing: list[Outlet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted before the third outlet, killed in the middle of writing the next; asked of each outlet once."""
    everybody = [ailing[1], outlets["gangwan"], outlets["hepan"], outlets["yinghua"]]
    asked: list[str] = []

    def checked(declared: Outlet, asker: Asker) -> Check:
        if len(asked) == 2:
            asked.append("interrupted")
            raise KeyboardInterrupt
        asked.append(declared.slug)
        return check_outlet(declared, asker)

    monkeypatch.setattr("crawler.scout.checking.check_outlet", checked)
    kept = tmp_path / CHECKS
    with pytest.raises(KeyboardInterrupt):
        run_checks(everybody, kept)
    with kept.open("a") as lines:
        lines.write('{"outlet": "hep')
    assert run_checks(everybody, kept) == 1, "what was found before the interruption still needs attention"
    assert asked == ["gone", "gangwan", "interrupted", "hepan", "yinghua"]
    assert run_checks(everybody, kept) == 1
    assert len(asked) == 5
    assert run_checks(everybody, kept, again=True) == 1
    assert asked[5:] == ["gone", "gangwan", "hepan", "yinghua"]


# What sites send in place of a source: nothing, half of something, something else.
ODD = (
    b"", b" ", b"\x00", b"<!-- -->", b"<", b"<?xml version='1.0'?>", b"null", b"[1]", b'["a"]', b'[{"link": 1}]',
    b'[{"link": null, "title": "x"}]', b'[{"link": "http://[/", "title": {"rendered": 5}}]', b'{"data": {"list": [1]}}',
    b"\x1f\x8b\x08", gzip.compress(b"<rss>")[:-3], b"\xff\xfe\x00", b"%PDF-1.4", b"\x89PNG\r\n", b"<html>" * 3000,
    b"<a href='http://[::1'>x</a>", b"<urlset><url><loc/></url></urlset>", b"<sitemapindex><sitemap/></sitemapindex>",
    b"<sitemapindex><sitemap><loc>ftp://a</loc></sitemap></sitemapindex>",
    b"<rss version='2.0'><channel><item><link>http://[</link></item></channel></rss>",
)  # fmt: skip


@pytest.mark.parametrize("kind", [Feed, Sitemap, WordPress, Listing, Discuz, JsonList])
def test_whatever_comes_the_check_goes_on(site: Site, kind: type[Source]) -> None:
    source = kind(url=f"{fill(site)}/")
    outlet = small(site[0], sources=(source,))
    for said in ODD:
        site[1][addresses(source)[0].removeprefix(site[0])] = (200, {}, said)
        assert check(outlet).verdict in {Verdict.NO_SOURCE, Verdict.NO_STORY}, said


def test_whatever_the_front_page_is_a_look_at_it_ends_in_words(site: Site) -> None:
    for said in ODD:
        site[1]["/"] = (200, {}, said)
        with suppress(QiaowenError):
            look(f"{site[0]}/", Asker())


def test_a_check_asks_politely(site: Site) -> None:
    base = fill(site)
    site[1]["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /3\nCrawl-delay: 3\n")
    pauses: list[float] = []
    found = check_outlet(small(base), Asker(sleep=pauses.append))
    assert site[2] == ["/robots.txt", "/feed", "/1", "/2"], "robots.txt first, nothing that it forbids"
    assert [round(pause) for pause in pauses] == [3, 3, 3]
    assert "robots.txt asks us not to" in found.message


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
