"""Looking at a site before it is declared: what is asked, what is found, and the file and the case that come of it."""

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from archive import Article
from crawler.commands import qiaowen
from crawler.discover import addresses, discover
from crawler.errors import NotAnswered, QiaowenError
from crawler.outlet import Listing, Outlet
from crawler.scout.asking import Asker
from crawler.scout.drafting import draft, slug_of
from crawler.scout.probing import FoundSource, Look, Sample, look, platform_of
from crawler.scout.shapes import form_of
from tests.newsroom.server import Newsroom
from tests.small_site import Site, small_site

# --- the form of addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urls", "pattern"),
    [
        (
            ("https://a.example/2026/10/03/opera-night/", "https://a.example/2026/11/04/flood/"),
            r"https?://a\.example/\d{4}/\d\d/\d\d/[^/?#]+/?$",
        ),
        (
            ("https://a.example/html/shehui/2026/1003/12.html", "https://a.example/html/yule/2026/1004/133.html"),
            r"https?://a\.example/html/\w+/\d{4}/\d{4}/\d+\.html$",
        ),
        (
            ("https://a.example/news/20261003/a12.html", "https://a.example/news/20261004/a7.html"),
            r"https?://a\.example/news/\d{8}/a\d+\.html$",
        ),
        (("https://a.example/?p=12", "https://a.example/?p=1234"), r"https?://a\.example/\?p=\d+$"),
        (("https://a.example/archives/12", "https://a.example/archives/13"), r"https?://a\.example/archives/\d+$"),
        (
            ("https://a.example/qu/2026-10/03/c_12.html", "https://a.example/shi/2026-10/03/c_13.html"),
            r"https?://a\.example/\w+/\d{4}-\d\d/\d\d/c_\d+\.html$",
        ),
    ],
)
def test_the_form_of_addresses(urls: tuple[str, ...], pattern: str) -> None:
    form = form_of(urls)
    assert form is not None
    assert (form.pattern, form.urls) == (pattern, urls)


def test_the_form_is_that_of_most() -> None:
    form = form_of(["https://a.example/about", "https://a.example/n/1.html", "https://a.example/n/2.html"])
    assert form is not None
    assert form.urls == ("https://a.example/n/1.html", "https://a.example/n/2.html")


def test_front_pages_alone_have_no_form() -> None:
    assert form_of(["https://a.example/", "https://b.example"]) is None
    assert form_of([]) is None


@given(st.lists(st.from_regex(r"https://a\.example(/[\w.%-]{1,9}){0,4}/?(\?[a-z]=[\w-]{0,5})?", fullmatch=True)))
def test_a_form_matches_what_it_was_read_from(urls: list[str]) -> None:
    form = form_of(urls)
    if form is not None:
        declared = Outlet(name="a", home="https://a.example/", script="Hant", article=form.pattern, status="unknown")
        assert all(declared.is_article(url) for url in form.urls)


# --- asking ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def site() -> Iterator[Site]:
    with small_site() as served:
        yield served


ROBOTS = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n")


def test_robots_is_asked_first_and_obeyed(site: Site) -> None:
    base, pages, asked = site
    pages |= {"/robots.txt": ROBOTS, "/": (200, {}, b"x"), "/private/": (200, {}, b"x")}
    pauses: list[float] = []
    asker = Asker(sleep=pauses.append)
    assert asker.ask(f"{base}/").body == b"x"
    with pytest.raises(NotAnswered, match=r"robots\.txt asks us not to"):
        asker.ask(f"{base}/private/")
    assert asked == ["/robots.txt", "/"]
    assert [round(pause) for pause in pauses] == [7]


def test_a_redirect_into_what_robots_forbids_is_not_followed(site: Site) -> None:
    base, pages, asked = site
    pages |= {"/robots.txt": ROBOTS, "/": (302, {"Location": "/private/"}, b"")}
    with pytest.raises(NotAnswered, match=r"/private/: robots\.txt"):
        Asker(sleep=lambda _: None).ask(f"{base}/")
    assert "/private/" not in asked


def test_a_broken_robots_forbids_everything(site: Site) -> None:
    base, pages, asked = site
    pages |= {"/robots.txt": (503, {}, b""), "/": (200, {}, b"x")}
    with pytest.raises(NotAnswered, match="status 503, so nothing else"):
        Asker().ask(f"{base}/")
    assert asked == ["/robots.txt"]


def test_a_robots_txt_that_leads_into_the_file_system_is_not_read(site: Site) -> None:
    base, pages, _ = site
    pages["/robots.txt"] = (302, {"Location": "file:///robots.txt"}, b"")
    with pytest.raises(NotAnswered, match="not an http or https address"):
        Asker().ask(f"{base}/")


def test_endless_redirects_end(site: Site) -> None:
    base, pages, _ = site
    pages["/"] = (302, {"Location": "/"}, b"")
    with pytest.raises(NotAnswered, match="redirected more than"):
        Asker().ask(f"{base}/")


def test_a_host_on_the_web_is_asked_every_two_seconds_at_most() -> None:
    pauses: list[float] = []
    asker = Asker(sleep=pauses.append)
    for _ in range(2):
        asker._wait("harbour.example", None)
    assert pauses == [pytest.approx(2.0, abs=0.1)]


@pytest.mark.parametrize("url", ["harbour.example", "ftp://harbour.example/", "file:///etc/passwd", "http://"])
def test_what_is_no_address_is_not_asked_for(url: str) -> None:
    with pytest.raises(NotAnswered, match="not an http or https address"):
        Asker().ask(url)


def test_an_address_in_chinese_is_asked_for_as_browsers_do(site: Site) -> None:
    base, pages, asked = site
    pages["/category/%E5%A4%B4%E6%9D%A1"] = (200, {}, b"x")
    assert Asker().ask(f"{base}/category/头条").body == b"x"
    assert asked[-1] == "/category/%E5%A4%B4%E6%9D%A1"


def test_nobody_there() -> None:
    with pytest.raises(NotAnswered, match="no answer"):
        Asker().ask("http://127.0.0.1:9/")


# --- looking ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom.anywhere() as room:
        yield room


@pytest.mark.parametrize(
    ("slug", "platform", "kinds", "script"),
    [
        ("gangwan", "wordpress", ["Feed", "WordPress", "Sitemap", "Listing"], "Hant"),
        ("hepan", "dedecms", ["Sitemap", "Listing"], "Hans"),
        ("nandao", None, ["Listing"], "Hant"),
        ("yinghua", None, ["Listing"], "Hans"),
    ],
)
def test_the_newsroom_is_seen_through(
    newsroom: Newsroom, slug: str, platform: str | None, kinds: list[str], script: str
) -> None:
    found = look(newsroom.url(slug), Asker())
    assert (found.platform, found.script) == (platform, script)
    assert [type(each.source).__name__ for each in found.sources] == kinds
    assert {each.source.evidence for each in found.sources} == {"seen"}
    assert len(found.articles) == 5
    assert all(article.headline and article.published_at and article.body for article in found.articles)
    paths = [asked.path for asked in newsroom.asked(slug)]
    assert paths[0] == "/robots.txt"
    assert len(paths) <= 20


def test_a_page_without_marks_has_no_known_platform() -> None:
    assert platform_of(b"<html><body>hello</body></html>") is None
    assert platform_of(b'<meta name="generator" content="Ghost 5.80">') == "ghost"
    assert platform_of(b"<meta name='generator' content='Joomla! - Open Source'>") == "joomla"


# --- the commands ----------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(qiaowen, [str(argument) for argument in arguments], catch_exceptions=False)


def test_probe_shows_what_a_declaration_needs(newsroom: Newsroom) -> None:
    shown = run("probe", newsroom.url("nandao")).stdout
    assert "platform     none that is known" in shown
    assert "熟食中心開幕 阿婆腸粉由車房賣到市集" in shown
    assert "  byline: not found on" in shown
    assert "  not there  http://127.0.0.1" in shown


def test_probe_of_the_live_web_needs_a_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QIAOWEN_CONTACT", raising=False)
    refused = run("probe", "https://harbour.example/")
    assert refused.exit_code == 2
    assert "QIAOWEN_CONTACT" in refused.stderr


def test_new_writes_a_file_that_finds_every_story(newsroom: Newsroom, tmp_path: Path) -> None:
    done = run("new", newsroom.url("gangwan"), "--slug", "harbour", "--place", "Vancouver", "--into", tmp_path)
    assert done.exit_code == 0, done.stderr
    written: Outlet = runpy.run_path(str(tmp_path / "harbour.py"))["OUTLET"]
    assert (written.name, written.country, written.timezone) == ("港灣華報", "CA", "America/Vancouver")
    asker = Asker()
    seen = set()
    for source in written.sources[:2]:
        answer = asker.ask(addresses(source)[0])
        seen |= {sighting.url for sighting in discover(source, answer.body, answer.url).sightings}
    assert len(seen) == 19
    assert all(written.is_article(url) and written.is_own(url) for url in seen)
    assert "crawl harbour" in done.stdout


@pytest.mark.parametrize("word", ["a", "one-of-the-longer-words-in-an-address-that-percent-signs-make-longer-still"])
def test_what_new_writes_is_in_form(word: str, tmp_path: Path) -> None:
    form = form_of([f"https://harbour.example/html/{word}/20261110/{number}.html" for number in (1, 2)])
    assert form is not None
    found = FoundSource(Listing(url="https://harbour.example/", evidence="seen"), ())
    story = Sample(form.urls[0], Article(url=form.urls[0], headline="碼頭", body=("花市",), script="Hant"))
    look_at_it = Look("https://harbour.example/", "碼頭報", None, True, (found,), (), form, (story,))
    file = tmp_path / "harbour.py"
    file.write_text(draft(look_at_it, "harbour"), encoding="utf-8")
    rules = Path(__file__).parents[1] / "pyproject.toml"
    for verb in (["format", "--check"], ["check"]):
        ruff = [sys.executable, "-m", "ruff", *verb, "--config", str(rules), str(file)]
        assert subprocess.run(ruff, check=False).returncode == 0, file.read_text("utf-8")


def test_new_never_overwrites(newsroom: Newsroom, tmp_path: Path) -> None:
    tmp_path.joinpath("harbour.py").write_text("mine", encoding="utf-8")
    refused = run("new", newsroom.url("gangwan"), "--slug", "harbour", "--into", tmp_path)
    assert refused.exit_code == 2
    assert "is there already; nothing was written" in refused.stderr
    assert tmp_path.joinpath("harbour.py").read_text("utf-8") == "mine"


def test_new_knows_what_is_declared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QIAOWEN_CONTACT", "tests@harbour.example")
    refused = run("new", "https://www.worldjournal.com/", "--into", tmp_path)
    assert refused.exit_code == 2
    assert "declared already: crawler/outlets/worldjournal.py" in refused.stderr


def test_new_refuses_a_bad_slug(newsroom: Newsroom, tmp_path: Path) -> None:
    refused = run("new", newsroom.url("gangwan"), "--slug", "Harbour Post", "--into", tmp_path)
    assert refused.exit_code == 2
    assert "a-z, 0-9 and _" in refused.stderr


def test_new_of_a_site_without_stories_writes_nothing(site: Site, tmp_path: Path) -> None:
    base, pages, _ = site
    pages["/"] = (200, {"Content-Type": "text/html"}, b"<html><body><p>Hello.</p></body></html>")
    refused = run("new", f"{base}/", "--slug", "harbour", "--into", tmp_path)
    assert refused.exit_code == 2
    assert "no list of stories" in refused.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.harbour-post.ca/", "harbour_post"),
        ("https://news.harbour.com/", "harbour"),
        ("http://cn.harbour.org.vn/", "harbour"),
    ],
)
def test_a_slug_comes_of_the_host(url: str, slug: str) -> None:
    assert slug_of(url) == slug


def test_a_number_gives_no_slug() -> None:
    with pytest.raises(QiaowenError, match="--slug"):
        slug_of("http://127.0.0.1:8801/")


def test_record_keeps_the_bytes_and_asks_for_a_reader(newsroom: Newsroom, tmp_path: Path) -> None:
    url = newsroom.url("nandao", "/news/20261119/a017.html")
    done = run("record", url, "--case", "food-court", "--into", tmp_path)
    assert done.exit_code == 0, done.stderr
    case = tmp_path / "food-court"
    assert case.joinpath("page.html").read_bytes() == newsroom.answer("nandao", "/news/20261119/a017.html").body
    assert json.loads(case.joinpath("capture.json").read_text("utf-8"))["url"] == url
    expected = case.joinpath("expected.md").read_text("utf-8")
    assert expected.startswith("---\nreviewed: false\nurl: http")
    assert "headline: 熟食中心開幕 阿婆腸粉由車房賣到市集\n" in expected
    assert run("record", url, "--case", "food-court", "--into", tmp_path).exit_code == 2


def test_record_of_a_page_that_is_not_there_keeps_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    refused = run("record", newsroom.url("nandao", "/news/nothing"), "--into", tmp_path)
    assert refused.exit_code == 2
    assert "status 404; nothing was kept" in refused.stderr
    assert not [*tmp_path.iterdir()]
