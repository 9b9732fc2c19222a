"""What a declaration may not say: refused at load, with the file, the field, the value and what is allowed."""

import sys
from dataclasses import fields
from pathlib import Path

import pytest

from crawler import conventions
from crawler import outlets as register
from crawler.errors import BadDeclaration
from crawler.outlet import Edition, Expect, Feed, JsonList, Listing, Outlet, Sitemap, Source, WordPress
from crawler.outlets import outlets, refuse_shared_hosts

GOOD: dict[str, object] = {
    "name": "港灣華報",
    "home": "https://harbour.example/",
    "country": "CA",
    "script": "Hant",
    "timezone": "America/Vancouver",
    "article": r"https?://harbour\.example/\d+$",
    "sources": (Feed(url="https://harbour.example/feed/"),),
}


def declare(**changed: object) -> Outlet:
    return Outlet(**(GOOD | changed))  # type: ignore[arg-type]


def test_a_good_declaration_is_taken() -> None:
    assert declare().is_crawled
    assert declare().hosts == ("harbour.example",)
    assert declare(home="https://www.harbour.example/").hosts == ("www.harbour.example", "harbour.example")


def test_a_place_brings_its_country_and_clocks() -> None:
    there = declare(place="Seattle", country=None, timezone=None)
    assert (there.country, there.timezone) == ("US", "America/Los_Angeles")


def test_a_platform_brings_its_sources() -> None:
    assert declare(platform="ghost", sources=()).sources == conventions.ghost("https://harbour.example/")


def test_an_outlet_without_a_known_form_of_articles_is_listed_not_crawled() -> None:
    listed = declare(article=None, sources=())
    assert not listed.is_crawled
    assert not listed.is_article("https://harbour.example/1")


# Field → values it may not have, each with words of what is allowed instead. Every field of an outlet has a row.
BAD: dict[str, list[tuple[object, str]]] = {
    "name": [("", "a name"), (" ", "a name"), (None, "a name"), (7, "a name")],
    "name_en": [("", "a name, or None"), (("Harbour",), "a name, or None")],
    "home": [("harbour.example", "http or https"),
             ("ftp://harbour.example/", "http or https"), (None, "http or https")],
    "country": [("Canada", "ISO 3166"), (1, "ISO 3166")],
    "place": [("Vancover", "crawler/gazetteer.tsv"), (["Vancouver"], "crawler/gazetteer.tsv")],
    "serves": [("Canada", "a tuple of names"), (("",), "a tuple of names"), (["Canada"], "a tuple of names")],
    "tier": [("weekly", "national or community"), (("national",), "national or community")],
    "script": [("Traditional", "Hant or Hans or both"), (None, "Hant or Hans or both")],
    "timezone": [("America/Vancover", "IANA"), ("PST8", "IANA"), (-8, "IANA"), ("../zone", "IANA")],
    "article": [("(", "a regular expression"), ("", "a regular expression"), (("a",), "a regular expression")],
    "examples": [("https://harbour.example/12", "a tuple of http"), (("/12",), "http or https")],
    "sources": [((), "at least one source"), (("https://harbour.example/feed/",), "a tuple of sources"),
                (Feed(url="https://harbour.example/feed/"), "a tuple of sources")],
    "hosts": [(("https://harbour.example/",), "host names"), ("harbour.example", "a tuple of host names"),
              (("Harbour.example",), "host names"), (("harbour",), "host names"), (None, "a tuple of host names")],
    "encoding": [("big6", "character encoding"), (5, "character encoding")],
    "platform": [("wordpres", "wordpress"), (["wordpress"], "wordpress")],
    "twins": [(("/gb/", "/b5/"), "pairs"), ((("/gb/", "/gb/"),), "pairs"), ((("/gb/",),), "pairs"), (None, "pairs")],
    "editions": [(("https://harbour.example/east/",), "a tuple of editions"),
                 (Edition(name="East", home="https://harbour.example/east/"), "a tuple of editions")],
    "body": [("div..story", "CSS selector"), ("", "CSS selector"), (("div",), "CSS selector")],
    "drop": [(("div >", ".ad"), "CSS selectors"), (".ad", "a tuple of CSS selectors")],
    "paged": [("a[", "CSS selector"), (3, "CSS selector")],
    "browser": [("yes", "True or False"), (1, "True or False")],
    "fix": [("date_from_address", "a function")],
    "omits": [(frozenset({"date"}), "fields of an article"), (frozenset({"published_at"}), "expects always"),
              (("byline",), "a frozenset"), ("byline", "a frozenset")],
    "expect": [(None, "Expect"), ({"shortest_body": 20}, "Expect")],
    "status": [("sleeping", "active or frozen or dead or unknown"), (True, "active or frozen"),
               ("dead", "where it is dead")],
    "ended": [("2025-03", "nothing while it is active"), ("spring 2025", "2025-03"), (2025, "2025-03")],
    "alive_on": [("March 2025", "2025-03"), ("2025-13", "2025-03"), (2025, "2025-03")],
    "ownership": [("", "words"), (("An association.",), "words"), ("An association.", "who says so")],
    "ownership_source": [("", "words"), (7, "words"), ("its imprint", "who says so")],
    "note": [(" ", "words"), ("Two \n lines.", "words")],
    "slug": [(None, "text"), (7, "text")],
}  # fmt: skip

# Of the fields that are refused for want of another: what is named in their place.
NAMED = {("status", "dead"): ("ended", None), ("ownership", "An association."): ("ownership_source", None)}


def test_every_field_has_values_it_may_not_have() -> None:
    assert set(BAD) == {field.name for field in fields(Outlet)}


@pytest.mark.parametrize(
    ("field", "value", "said"), [(field, value, said) for field, rows in BAD.items() for value, said in rows]
)
def test_a_bad_value_is_refused_with_what_is_allowed(field: str, value: object, said: str) -> None:
    with pytest.raises(BadDeclaration) as refused:
        declare(**{field: value})
    name, shown = next((told for (f, v), told in NAMED.items() if (f, v) == (field, value)), (field, value))
    assert f"{name} is {shown!r}; allowed is " in str(refused.value)
    assert said in str(refused.value).partition("; allowed is ")[2]


HOME = "https://a.example/"
BAD_SOURCES: list[tuple[type[Source], str, object, str]] = [
    (Feed, "url", "/feed/", "an http or https address"),
    (Feed, "evidence", "sure", "seen or by convention or untested"),
    (Feed, "only", "[", "a regular expression, or None"),
    (Sitemap, "follow", "*", "a regular expression, or None"),
    (Listing, "links", "li >", "a CSS selector"),
    (Listing, "pages", 0, "1 to 1000 pages"),
    (Listing, "browser", "no", "True or False"),
    (WordPress, "pages", "3", "1 to 1000 pages"),
    (WordPress, "categories", 12, "a tuple of numbers of categories"),
    (WordPress, "categories", ("news",), "a tuple of numbers of categories"),
    (JsonList, "items", None, "a dotted path"),
    (JsonList, "link", "", "a dotted path"),
    (JsonList, "title", "", "a dotted path, or None"),
    (JsonList, "published", 7, "a dotted path, or None"),
]


def test_every_field_of_a_source_has_values_it_may_not_have() -> None:
    kinds = Source.__subclasses__()
    assert {field for _, field, _, _ in BAD_SOURCES} == {field.name for kind in kinds for field in fields(kind)}


@pytest.mark.parametrize(("kind", "field", "value", "said"), BAD_SOURCES)
def test_a_bad_source_is_refused(kind: type[Source], field: str, value: object, said: str) -> None:
    source = kind(**({"url": HOME} | {field: value}))  # type: ignore[arg-type]
    with pytest.raises(BadDeclaration) as refused:
        declare(sources=(source,))
    assert f"{kind.__name__}.{field} is {value!r}; allowed is {said}" in str(refused.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("articles_a_day", (9, 3)),
        ("articles_a_day", (-1, 3)),
        ("articles_a_day", 12),
        ("articles_a_day", (1, 90_000)),
        ("always", ("title",)),
        ("always", "headline"),
        ("shortest_body", 0),
        ("shortest_body", 2_001),
        ("shortest_body", "40"),
    ],
)
def test_expectations_are_sane(field: str, value: object) -> None:
    with pytest.raises(BadDeclaration) as refused:
        declare(expect=Expect(**{field: value}))  # type: ignore[arg-type]
    assert f"expect.{field} is {value!r}; allowed is" in str(refused.value)


@pytest.mark.parametrize("edition", [Edition(name="", home=HOME), Edition(name="East", home="east.example")])
def test_an_edition_has_a_name_and_a_home(edition: Edition) -> None:
    with pytest.raises(BadDeclaration, match=r"editions is Edition.* allowed is a name and an http or https address"):
        declare(editions=(edition,))


def test_a_place_lies_in_one_country() -> None:
    with pytest.raises(
        BadDeclaration, match=r"country is 'CA'; allowed is that of Seattle in crawler/gazetteer.tsv, US"
    ):
        declare(place="Seattle")


def test_two_outlets_may_not_claim_a_host() -> None:
    pair = {"east": declare(slug="east"), "west": declare(slug="west")}
    with pytest.raises(BadDeclaration, match=r"west.py: hosts has 'harbour.example'.*and east does"):
        refuse_shared_hosts(pair)


FILE = """
from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="港灣華報", home="https://harbour.example/", country="CA", script="Hant", timezone="America/Vancouver",
    article="https://harbour[.]example/[0-9]+", sources=(Feed(url="https://harbour.example/feed/"),),
)
"""


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("America/Vancouver", "Vancouver", "timezone is 'Vancouver'; allowed is a zone of the IANA database"),
        ("timezone=", "timezome=", "unexpected keyword argument 'timezome'"),
        ("OUTLET =", "OUTLETS =", "'OUTLET'"),
        ("Feed(", "Food(", "'Food'"),
        ("Outlet(", "Outlet((", "was never closed"),
        ('name="港灣華報", ', "", "'name'"),
        ("harbour.example/", "www.worldjournal.com/", "no other outlet claims"),
        ("article=", 'examples=("https://harbour.example/about",), article=', "https://harbour.example/about"),
        ("article=", 'examples=("https://other.example/12",), article=', "https://other.example/12"),
    ],
)
def test_a_bad_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, good: str, bad: str, said: str) -> None:
    tmp_path.joinpath("zz_harbour.py").write_text(FILE.replace(good, bad), encoding="utf-8")
    monkeypatch.setattr(register, "__path__", [*register.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "crawler.outlets.zz_harbour", raising=False)
    with pytest.raises(BadDeclaration) as refused:
        outlets.__wrapped__()
    assert str(refused.value).startswith("crawler/outlets/zz_harbour.py: ")
    assert said in str(refused.value)


def test_a_file_whose_name_is_no_slug_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath("Harbour.py").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(register, "__path__", [str(tmp_path)])
    with pytest.raises(BadDeclaration, match=r"Harbour.py: its name is 'Harbour'; allowed is a-z, 0-9 and _"):
        outlets.__wrapped__()
