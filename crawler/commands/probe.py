"""`qiaowen probe`: what can be known of a site before it is declared."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from crawler.identity import require_contact_to
from crawler.scout.asking import Asker

if TYPE_CHECKING:
    from crawler.scout.probing import Look, Sample

FIRST_CHARACTERS = 60


@click.command()
@click.argument("url")
def probe(url: str) -> None:
    """Look at the site whose front page is URL: platform, sources, the form of its stories, five as archived.

    Politely: robots.txt first, two seconds between requests, about fifteen of them. Nothing is stored.
    """
    from crawler.scout.probing import look  # noqa: PLC0415 - two seconds of imports that --help need not wait for

    require_contact_to([urlsplit(url).hostname or ""])
    click.echo(said(look(url, Asker())))


def said(found: "Look") -> str:
    """What was found, for a person to judge."""
    lines = [
        f"{found.home}  {found.title or ''}".rstrip(),
        f"robots.txt   {'obeyed' if found.has_robots else 'none: everything may be asked for'}",
        f"platform     {found.platform or 'none that is known'}",
        "sources",
        *(f"  {type(f.source).__name__:10} {f.source.url}  {len(f.sightings)} addresses" for f in found.sources),
        *(f"  not there  {address}" for address in found.not_there),
        f"articles     {found.form.pattern if found.form else 'no form that repeats'}",
        *(line for sample in found.samples for line in _said(sample)),
        "missing",
        *(f"  {line}" for line in missing(found) or ["nothing"]),
    ]
    return "\n".join(lines)


def missing(found: "Look") -> list[str]:
    """What a declaration would still need, or what does not come out."""
    wanted = [] if found.sources else ["sources: none answers as one; look for a list of stories yourself"]
    refused = [sample for sample in found.samples if sample.fault]
    wanted += [f"{len(refused)} of {len(found.samples)} pages give no article"] if refused else []
    for name in ("headline", "published_at", "byline"):
        without = sum(getattr(article, name) is None for article in found.articles)
        wanted += [f"{name}: not found on {without} of {len(found.articles)} pages"] if without else []
    return [*wanted, "place: where it is published, a name of crawler/gazetteer.tsv; that gives its clocks too"]


def _said(sample: "Sample") -> list[str]:
    article = sample.article
    if article is None or sample.fault is not None:
        return [f"  {sample.url}", f"    no article: {sample.fault.message if sample.fault else 'nothing was read'}"]
    characters = sum(map(len, article.body))
    opening = article.body[0][:FIRST_CHARACTERS] if article.body else ""
    return [
        f"  {sample.url}",
        f"    {article.headline or '(no headline)'}",
        f"    {article.published_at or '(no date)'}  {article.byline or '(no byline)'}  {article.script}"
        f"  {len(article.body)} paragraphs, {characters} characters",
        f"    {opening}…",
    ]
