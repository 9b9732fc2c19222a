"""The register of outlets: what every declaration must keep to, with no network, and what is refused when it does not.

`outlet_traps.tsv` holds addresses really seen on these sites that are no stories: lists, tags, authors, searches.
`outlet_forms.txt` holds made-up addresses of stories, for outlets of which no real one was seen.
`outlet_samples/` holds each kind of source as each platform writes it, in our own words: a story, and what is none.
"""

import csv
import html
import importlib
import re
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from statistics import median
from urllib.parse import urljoin, urlsplit

import pytest

from archive import Article
from crawler import conventions, gazetteer
from crawler import outlets as register
from crawler.discover import addresses, discover
from crawler.draft import Draft
from crawler.errors import UnknownOutlet
from crawler.outlet import Discuz, Feed, Outlet, Sitemap, Source, WordPress
from crawler.outlets import outlet, outlets
from crawler.register import COUNTRIES

OUTLETS = outlets()
SAMPLES = Path(__file__).with_name("outlet_samples")
FORMS = Path(__file__).with_name("outlet_forms.txt").read_text("utf-8").split()
FILES = sorted(path for path in Path(register.__file__).parent.glob("*.py") if path.stem != "__init__")

# Below a site's root, or the folder where a paper lives on a larger site: what no story's address looks like.
TRAPS = (
    "", "page/2/", "category/news/", "category/news/page/3/", "tag/community/", "author/admin/", "author/admin/page/2",
    "feed/", "comments/feed/", "rss.xml", "search?q=1", "?s=%E5%83%91", "?cat=3", "?cat=3&paged=2", "?paged=2",
    "?author=1", "?page_id=2", "wp-sitemap.xml", "sitemap.xml", "sitemap-posts-1.xml", "robots.txt", "wp-login.php",
    "xmlrpc.php", "wp-content/uploads/2024/05/market.jpg", "wp-json/wp/v2/posts?page=2", "images/logo.png",
    "2024/", "2024/05/",
    "2024/05/06/", "about/", "about-us/", "contact/", "privacy-policy/", "login", "subscribe/", "tags/", "index.html",
    "forum.php?mod=forumdisplay&fid=2", "portal.php?mod=list&catid=1", "home.php?mod=space&uid=7",
    "index.php?option=com_search", "list_2_3.html", "news/index.html", "news/index_2.html", "search?updated-max=2024",
    "static/content/home/list.html", "video/", "pdf/2024.pdf", "?attachment_id=12", "rss", "atom.xml",
    "wp-content/uploads/2024/05/notice.pdf", "search/harbour/", "tag/", "author/", "category/", "news/page/2/",
    "news/feed/",
)  # fmt: skip
TRAPS_OF = {
    "blogger": ("feeds/posts/default", "2024/05/?m=1", "p/about.html", "search/label/market"),
    "dedecms": ("plus/search.php?kwtype=0", "html/bendi/", "html/bendi/list_2_2.html", "uploads/allimg/260506/1-1.jpg"),
    "discuz": ("article-12-2.html", "thread-12-2-1.html", "forum-2-1.html", "forum.php?mod=attachment&aid=MTI",
               "data/attachment/portal/202605/06/ferry.jpg", "portal.php?mod=rss", "space-uid-7.html"),
    "drupal": ("taxonomy/term/11", "node/12/edit", "user/7"),
    "ghost": ("content/images/2026/05/ferry.jpg", "members/", "rss/"),
    "joomla": ("index.php/news-live?start=5", "index.php/2018-07-09-11-40-04", "index.php?format=feed&type=rss"),
    "offshoremedia": ("index/reporter_index.html", "image/2026-05-06/thumb/1301.jpg", "web/YW/index.html"),
}  # fmt: skip


def crawled() -> list[Outlet]:
    return [declared for declared in OUTLETS.values() if declared.article is not None]


def by_slug(declared: Outlet) -> str:
    return declared.slug


def seen_traps() -> list[tuple[str, str]]:
    with Path(__file__).with_name("outlet_traps.tsv").open(encoding="utf-8", newline="") as table:
        return [(row["outlet"], row["url"]) for row in csv.DictReader(table, delimiter="\t")]


# --- the register as a whole -----------------------------------------------------------------------------------------


def test_the_register_is_large_and_its_files_are_short() -> None:
    assert len(OUTLETS) >= 120
    assert len([declared for declared in crawled() if declared.sources]) >= 120
    assert {path.stem for path in FILES} == set(OUTLETS)
    assert median(len(path.read_text("utf-8").splitlines()) for path in FILES) <= 17


def test_the_outlet_the_project_began_with_is_complete() -> None:
    seed = outlet("ushealthlifestyle")
    assert (seed.name, seed.name_en, seed.tier) == ("US Health Lifestyle", "US Health Lifestyle", "community")
    assert seed.is_crawled
    assert seed.examples == ("https://www.ushealthlifestyle.com/archives/66277",)
    assert seed.serves
    assert seed.platform == "wordpress"
    assert seed.hosts == ("www.ushealthlifestyle.com", "ushealthlifestyle.com")
    assert (seed.country, seed.place, seed.timezone, seed.script) == (
        "US",
        "Los Angeles",
        "America/Los_Angeles",
        "Hant",
    )
    assert [type(source) for source in seed.sources] == [Feed, WordPress, Sitemap]
    assert {source.evidence for source in seed.sources} == {"by convention"}
    assert seed.drop


def test_no_story_belongs_to_two_outlets() -> None:
    for declared in OUTLETS.values():
        for url in declared.examples:
            assert [o.slug for o in OUTLETS.values() if o.is_own(url) and o.is_article(url)] == [declared.slug]


def test_places_lie_in_the_country_and_zone_the_table_says() -> None:
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    zones = {tuple(line.split("\t")[:3:2]) for line in lines if not line.startswith("#")}
    for place in gazetteer.places().values():
        assert (place.country, place.timezone) in zones or place.timezone is None, place
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180


def test_every_place_is_in_the_gazetteer_and_used() -> None:
    used = {declared.place for declared in OUTLETS.values() if declared.place}
    countries = {COUNTRIES[declared.country] for declared in OUTLETS.values() if declared.country}
    assert used <= set(gazetteer.places())
    assert used | countries >= set(gazetteer.places())


# --- each outlet -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("declared", list(OUTLETS.values()), ids=by_slug)
def test_hosts_and_home_agree(declared: Outlet) -> None:
    assert urlsplit(declared.home).hostname in declared.hosts
    assert len(set(declared.hosts)) == len(declared.hosts)
    if declared.timezone is None:
        where = gazetteer.place(declared.place)
        assert where is None or where.timezone is None, "a place has clocks"


@pytest.mark.parametrize("declared", crawled(), ids=by_slug)
def test_examples_are_articles_and_traps_are_not(declared: Outlet) -> None:
    assert all(declared.is_article(url) and declared.is_own(url) for url in declared.examples)
    folder = urljoin(declared.home, ".")
    roots = {f"{urlsplit(declared.home).scheme}://{host}/" for host in declared.hosts} | {folder, declared.home}
    traps = [urljoin(root, trap) for root in roots for trap in (*TRAPS, *TRAPS_OF.get(declared.platform or "", ()))]
    assert [url for url in traps if declared.is_article(url)] == []


@pytest.mark.parametrize("declared", crawled(), ids=by_slug)
def test_the_pattern_is_bound_to_the_outlets_hosts(declared: Outlet) -> None:
    for url in declared.examples or (_story(declared),):
        host = urlsplit(url).hostname or ""
        assert not declared.is_article(url.replace(host, "mirror.example"))
        assert not declared.is_article(url.replace(host, f"mirror.example/{host}"))
        assert not declared.is_article(f"https://mirror.example/?url={url}")


@pytest.mark.parametrize(("slug", "url"), seen_traps(), ids=lambda value: str(value)[-50:])
def test_addresses_seen_that_are_no_stories(slug: str, url: str) -> None:
    assert outlet(slug).is_own(url)
    assert not outlet(slug).is_article(url)


@pytest.mark.parametrize("declared", [o for o in OUTLETS.values() if o.twins], ids=by_slug)
def test_twins_are_stories_of_the_same_outlet_and_each_others(declared: Outlet) -> None:
    url = next(url for url in (*declared.examples, *_stories(declared)) if declared.twins_of(url))
    for twin in declared.twins_of(url):
        assert twin != url
        assert declared.is_article(twin)
        assert declared.is_own(twin)
        assert url in declared.twins_of(twin)


def _stories(declared: Outlet) -> list[str]:
    """Made-up addresses of the form of the outlet's stories, for outlets of which none was seen."""
    addresses = [f"https://{host}/{form}" for host in declared.hosts for form in FORMS]
    return [url for url in addresses if declared.is_article(url)]


def _story(declared: Outlet) -> str:
    found = _stories(declared)
    assert found, f"no form fits {declared.article} at {declared.hosts}"
    return found[0]


@pytest.mark.parametrize(
    ("slug", "url", "published", "precision"),
    [
        ("shangbao_id", OUTLETS["shangbao_id"].examples[1], "2025-11-28T15:27:14Z", "second"),
        ("ecjnews", OUTLETS["ecjnews"].examples[0], "2016-02-29", "day"),
    ],
)
def test_a_date_that_stands_in_the_address_alone(slug: str, url: str, published: str, precision: str) -> None:
    fix = OUTLETS[slug].fix
    assert fix is not None
    found = fix(Draft(Article(url=url), ())).article
    assert (found.published_at, found.published_source, found.published_precision) == (published, "url", precision)
    printed = Draft(Article(url=url, published_at="2020-01-01", published_source="visible"), ())
    assert fix(printed) is printed
    elsewhere = Draft(Article(url=None), ())
    assert fix(elsewhere) is elsewhere


# --- each source -----------------------------------------------------------------------------------------------------


def sources() -> list[object]:
    return [
        pytest.param(declared, source, id=f"{declared.slug}-{type(source).__name__}{number}")
        for declared in crawled()
        for number, source in enumerate(declared.sources)
    ]


@pytest.mark.parametrize(("declared", "source"), sources())
def test_a_source_as_its_platform_writes_it_shows_the_outlets_stories_alone(declared: Outlet, source: Source) -> None:
    url = declared.examples[0] if declared.examples else _story(declared)
    address = addresses(source)[0]
    assert "{" not in address
    page = _sample(sample_of(declared, source), declared, url)
    shown = discover(source, page, address, declared.encoding or "utf-8").sightings
    assert len(shown) > 1, "a sample holds what is no story, too"
    stories = [sighting for sighting in shown if declared.is_article(sighting.url) and declared.is_own(sighting.url)]
    assert [(story.url, story.title) for story in stories] == [(url, None if _is(source, Sitemap) else HEADLINE)]
    day = MOMENT[:10] if _is(source, Discuz) else None
    assert stories[0].published == (MOMENT if _is(source, Feed, WordPress) else day)
    assert stories[0].modified == (LATER if _is(source, Sitemap, WordPress) or _is_blogger(declared) else None)


HEADLINE, MOMENT, LATER = "渡輪周末恢復夜班", "2026-05-06T01:02:03Z", "2026-05-06T04:00:00Z"


def _is(source: Source, *kinds: type[Source]) -> bool:
    return isinstance(source, kinds)


def _is_blogger(declared: Outlet) -> bool:
    return declared.platform == "blogger"


def sample_of(declared: Outlet, source: Source) -> Path:
    """The sample of a source: as its platform writes it, or as anyone would where the platform is nobody's else."""
    kind = type(source).__name__
    own = [path for path in SAMPLES.iterdir() if path.stem == f"{declared.platform}-{kind}"]
    return next(iter(own or [path for path in SAMPLES.iterdir() if path.stem == kind]))


def _sample(path: Path, declared: Outlet, url: str = "") -> bytes:
    """A sample with an outlet's addresses in it, in the encoding of its pages."""
    escape = str if path.suffix == ".json" else html.escape
    filled = path.read_text("utf-8").replace("{story}", escape(url)).replace("{home}", escape(declared.home))
    host = urlsplit(declared.home).netloc
    encoding = declared.encoding if path.suffix == ".html" else None
    return filled.replace("{host}", host).encode(encoding or "utf-8")


def test_every_sample_is_of_a_source_that_an_outlet_has() -> None:
    used = {sample_of(declared, source) for declared in crawled() for source in declared.sources}
    assert {path for path in SAMPLES.iterdir() if not path.stem.endswith("-index")} == used


@pytest.mark.parametrize(
    ("platform", "first", "left"),
    [
        ("wordpress", "wp-sitemap-posts-post-1.xml", ("page-1.xml", "category-1.xml", "users-1.xml")),
        ("ghost", "sitemap-posts.xml", ("pages.xml", "authors.xml", "tags.xml")),
        ("blogger", "sitemap.xml?page=1", ()),
        ("arc", "arc/outboundfeeds/sitemap/?from=0&outputType=xml", ()),
    ],
)
def test_an_index_of_sitemaps_leads_to_stories_alone(platform: str, first: str, left: tuple[str, ...]) -> None:
    declared = next(o for o in crawled() if o.platform == platform and any(_is(s, Sitemap) for s in o.sources))
    sitemap = next(source for source in conventions.SOURCES[platform](declared.home) if _is(source, Sitemap))
    index = _sample(SAMPLES / f"{platform}-index.xml", declared)
    found = discover(sitemap, index, sitemap.url)
    assert found.follow[0] == declared.home + first
    assert index.count(b"<loc>") == len(found.follow) + len(left)
    assert not [place for place in found.follow if place.endswith(left)]


def test_every_platform_is_used_and_its_part_is() -> None:
    assert {declared.platform for declared in OUTLETS.values() if declared.platform} == conventions.PLATFORMS
    written = "".join(path.read_text("utf-8") for path in FILES)
    parts = {
        name
        for name, value in vars(conventions).items()
        if getattr(value, "__module__", "") == "crawler.conventions" or name.isupper()
    }
    by_platform = set(conventions.SOURCES)
    unused = {part for part in parts - by_platform if not re.search(rf"\b{part}\b", written) and part[0] != "_"}
    assert unused == {"PLATFORMS", "SOURCES"}


def test_sources_may_be_asked_for_wherever_they_are() -> None:
    paper = outlet("dw_zh")
    assert paper.may_ask("https://rss.dw.com/rdf/rss-chi-all")
    assert paper.may_ask("https://www.dw.com/zh/story/a-12")
    assert not paper.is_own("https://rss.dw.com/rdf/rss-chi-all")
    assert not paper.may_ask("https://mirror.example/zh/story/a-12")


def test_what_is_by_convention_is_never_called_seen() -> None:
    for platform, of in conventions.SOURCES.items():
        assert {source.evidence for source in of("https://harbour.example/")} == {"by convention"}, platform


def test_evidence_is_not_all_of_one_kind() -> None:
    found = Counter(source.evidence for declared in OUTLETS.values() for source in declared.sources)
    assert all(found[evidence] > 20 for evidence in ("seen", "by convention", "untested")), found


# --- by name ----------------------------------------------------------------------------------------------------------


def test_an_unknown_outlet_names_its_neighbours() -> None:
    with pytest.raises(UnknownOutlet, match="worldjournal"):
        outlet("worldjurnal")


def test_a_fix_that_changed_makes_another_declaration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name says nothing of what it does, and what it calls has a say, too."""
    monkeypatch.syspath_prepend(tmp_path)
    declared = replace(outlet("shangbao_id"), fix=None)

    def as_written(number: int, source: str) -> str:
        (tmp_path / f"mended{number}.py").write_text(source, "utf-8")
        return replace(declared, fix=importlib.import_module(f"mended{number}").mend).declared

    source = "def _named(draft):\n    return draft\n\n\ndef mend(draft):\n    return _named(draft)\n"
    one = as_written(1, source)
    assert one != declared.declared
    assert as_written(2, source) == one
    assert as_written(3, source.replace("return draft\n", "return None\n", 1)) != one
