"""Looks at a site nobody has declared yet: its platform, its sources, the form of its stories, five as archived.

It asks for about fifteen pages. What it finds was seen at that moment: the evidence of what it proposes is "seen".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

from archive import Article, Sighting
from crawler.conventions import SOURCES
from crawler.discover import addresses, discover
from crawler.errors import Fault, NotAnswered, PageUnreadable, SourceUnreadable
from crawler.extract.decode import decode
from crawler.outlet import Feed, Listing, Outlet, Script, Sitemap, Source
from crawler.pipeline import read, refusal
from crawler.scout.asking import Answer, Asker
from crawler.scout.shapes import Form, form_of

SAMPLES = 5
SHORTEST_TITLE = 8  # characters; the words of a menu are shorter

# Words in a front page that only one platform's pages have, the surest first.
_MARKS = (
    ("wordpress", rb"/wp-content/|/wp-includes/|/wp-json/"),
    ("ghost", rb"content=[\"']Ghost |/ghost/api/|ghost-(?:portal|search)"),
    ("blogger", rb"content=[\"']blogger[\"']|www\.blogger\.com/"),
    ("discuz", rb"content=[\"']Discuz!|discuz_uid|static/image/common/"),
    ("joomla", rb"content=[\"']Joomla!|/media/jui/|/components/com_"),
    ("drupal", rb"content=[\"']Drupal |/sites/default/files/|drupal-settings-json"),
    ("arc", rb"fusion-app|arc-cdn|/pf/resources/"),
    ("offshoremedia", rb"offshoremedia\.net|/static/content/"),
    ("dedecms", rb"DedeCMS|/templets/|/plus/(?:view|list)\.php"),
)


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source that answers as one, and what it shows."""

    source: Source
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A story as it would be archived, or why it would not be."""

    url: str
    article: Article | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a site found. `not_there` is what was tried and is not a source."""

    home: str
    title: str | None
    platform: str | None
    has_robots: bool
    sources: tuple[FoundSource, ...]
    not_there: tuple[str, ...]
    form: Form | None
    samples: tuple[Sample, ...]

    @property
    def articles(self) -> list[Article]:
        """The samples that gave an article."""
        return [sample.article for sample in self.samples if sample.article and sample.fault is None]

    @property
    def script(self) -> Script | None:
        """The script of the samples; None where none has Chinese."""
        scripts = {article.script for article in self.articles} - {None}
        if not scripts:
            return None
        return "Hant" if scripts == {"Hant"} else "Hans" if scripts == {"Hans"} else "both"


def look(url: str, asker: Asker) -> Look:
    """Look at the site whose front page is at a URL. Raises NotAnswered where it cannot be had."""
    front = asker.ask(url)
    if front.status != 200:
        raise NotAnswered(f"{url}: the server answers with status {front.status}")
    _refuse_empty(front)
    platform = platform_of(front.body)
    sources, not_there = _sources(front, platform, asker)
    form = form_of(sighting.url for found in sources for sighting in found.sightings)
    outlet = proposed(front.url, platform, form)
    samples = tuple(_sample(story, outlet, asker) for story in form.urls[:SAMPLES]) if form else ()
    return Look(
        home=front.url,
        title=_title(front),
        platform=platform,
        has_robots=asker.rules(url) is not None,
        sources=tuple(found for found in sources if form and set(form.urls) & {s.url for s in found.sightings}),
        not_there=not_there,
        form=form,
        samples=samples,
    )


def _refuse_empty(front: Answer) -> None:
    """Raises NotAnswered for a page without any element."""
    try:
        lxml.html.fromstring(front.body)
    except etree.ParserError as fault:
        raise NotAnswered(f"{front.url}: its front page is empty") from fault


def platform_of(body: bytes) -> str | None:
    """The platform a front page is made by, None where no known one leaves its mark."""
    return next((name for name, marks in _MARKS if re.search(marks, body, re.IGNORECASE)), None)


def proposed(home: str, platform: str | None, form: Form | None) -> Outlet:
    """As much of an outlet as is needed to read its pages."""
    return Outlet(
        name=urlsplit(home).netloc,
        home=home,
        script="both",
        platform=platform,
        article=form.pattern if form else None,
        sources=(Listing(url=home, evidence="seen"),),
    )


def _sources(front: Answer, platform: str | None, asker: Asker) -> tuple[list[FoundSource], tuple[str, ...]]:
    """Everything that answers as a source, the best first, and what does not. The front page itself comes last."""
    found, not_there = [], []
    known: set[str] = set()
    for source in _candidates(front, platform, asker):
        address = addresses(source)[0]
        if address in known:
            continue
        known.add(address)
        shown = _shown(source, address, asker)
        if shown:
            found.append(FoundSource(replace(source, evidence="seen"), shown))
        else:
            not_there.append(address)
    listed = tuple(s for s in _headlines(front) if s.url != front.url)
    if listed:
        found.append(FoundSource(Listing(url=front.url, evidence="seen"), listed))
    return found, tuple(not_there)


def _candidates(front: Answer, platform: str | None, asker: Asker) -> Iterator[Source]:
    """What the page names, what its platform has by convention, what robots.txt names, and the usual sitemap."""
    tree = lxml.html.fromstring(front.body)
    for link in tree.cssselect("link[rel=alternate][type='application/rss+xml'], link[rel=alternate][type*=atom]"):
        if "comment" not in link.get("href", ""):
            yield Feed(url=urljoin(front.url, link.get("href", "")))
    yield from SOURCES[platform](front.url) if platform in SOURCES else ()
    rules = asker.rules(front.url)
    for place in [*(rules.sitemaps if rules else ())][:2]:
        yield Sitemap(url=place)
    yield Sitemap(url=urljoin(front.url, "/sitemap.xml"))


def _shown(source: Source, address: str, asker: Asker) -> tuple[Sighting, ...]:
    """What a source shows, an index of sitemaps by its newest-looking file; nothing where it is no such source."""
    try:
        answer = asker.ask(address)
        if answer.status != 200:
            return ()
        found = discover(source, answer.body, answer.url)
        if found.follow and not found.sightings:
            inner = asker.ask(next((u for u in found.follow if re.search("post|news", u)), found.follow[0]))
            found = discover(source, inner.body, inner.url)
    except (NotAnswered, SourceUnreadable):
        return ()
    return tuple(s for s in found.sightings if urlsplit(s.url).hostname == urlsplit(address).hostname)


def _headlines(front: Answer) -> tuple[Sighting, ...]:
    """Links of the front page to pages of the same host whose words could be a headline."""
    shown = discover(Listing(url=front.url), front.body, front.url).sightings
    host = urlsplit(front.url).netloc
    return tuple(s for s in shown if urlsplit(s.url).netloc == host and len(s.title or "") >= SHORTEST_TITLE)


def _sample(url: str, outlet: Outlet, asker: Asker) -> Sample:
    try:
        answer = asker.ask(url)
        if answer.status != 200:
            return Sample(url, fault=Fault("http_status", f"the server answers with status {answer.status}"))
        article = read(answer.page(), outlet).article
    except (NotAnswered, PageUnreadable) as fault:
        return Sample(url, fault=Fault("unreadable", str(fault)))
    return Sample(url, article, refusal(article))


def _title(front: Answer) -> str | None:
    """The site's name: what it says for sharing, or the first part of its title."""
    tree = lxml.html.fromstring(decode(front.body, front.content_type).text)
    named = tree.cssselect("meta[property='og:site_name']")
    title = named[0].get("content") if named else tree.findtext(".//title")
    return re.split(r"\s*[|｜–—_]\s*|\s+-\s+", title.strip())[0] or None if title else None
