"""The register of outlets as data, for people who never run the crawler: JSON, CSV, OPML, and a table to read.

What nobody has seen stays empty; what follows from a convention or is untested says so.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from crawler.discover import day_in
from crawler.gazetteer import place
from crawler.outlet import Feed, Outlet, Source

_SCRIPTS = {"Hant": ["Hant"], "Hans": ["Hans"], "both": ["Hant", "Hans"]}
_NOT_IN_A_TABLE = frozenset({"expect", "editions", "twins"})
_SOURCE_FIELDS = frozenset(field.name for field in fields(Source))


def entry(outlet: Outlet) -> dict[str, Any]:
    """An outlet as an object of JSON; coordinates in degrees, north and east, of what `located` names."""
    where = place(outlet.place) or place(COUNTRIES.get(outlet.country or ""))
    return {
        "slug": outlet.slug,
        "name": outlet.name,
        "name_en": outlet.name_en,
        "home": outlet.home,
        "tier": outlet.tier,
        "scripts": _SCRIPTS[outlet.script],
        "country": outlet.country,
        "place": outlet.place,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "located": where.name if where else None,
        "timezone": outlet.timezone,
        "serves": list(outlet.serves),
        "status": outlet.status,
        "ended": outlet.ended,
        "alive_on": max(filter(None, [outlet.alive_on, *map(day_in, outlet.examples)]), default=None),
        "ownership": outlet.ownership,
        "ownership_source": outlet.ownership_source,
        "platform": outlet.platform,
        "encoding": outlet.encoding,
        "hosts": list(outlet.hosts),
        "article": outlet.article,
        "article_evidence": article_evidence(outlet),
        "examples": list(outlet.examples),
        "sources": [_source(source) for source in outlet.sources],
        "twins": [list(pair) for pair in outlet.twins],
        "editions": [asdict(edition) for edition in outlet.editions],
        "drop": list(outlet.drop),
        "expect": asdict(outlet.expect),
        "note": outlet.note,
    }


def article_evidence(outlet: Outlet) -> str | None:
    """How the form of an outlet's articles is known: seen in real addresses, or untested. None where it is not."""
    if outlet.article is None:
        return None
    return "seen" if outlet.examples else "untested"


def as_json(outlets: Mapping[str, Outlet]) -> str:
    """All outlets as one JSON list, an outlet a line."""
    rows = (json.dumps(entry(outlet), ensure_ascii=False) for outlet in outlets.values())
    return "[\n" + ",\n".join(rows) + "\n]\n"


def as_csv(outlets: Mapping[str, Outlet]) -> str:
    """All outlets as CSV, an outlet a row; several values of a field stand apart by a blank."""
    table = io.StringIO()
    columns = [name for name in entry(next(iter(outlets.values()))) if name not in _NOT_IN_A_TABLE]
    writer = csv.DictWriter(table, [*columns, "evidence"], lineterminator="\n")
    writer.writeheader()
    for outlet in outlets.values():
        row = {name: value for name, value in entry(outlet).items() if name not in _NOT_IN_A_TABLE}
        row["evidence"] = " | ".join(source["evidence"] for source in row["sources"])
        row["sources"] = [source["url"] for source in row["sources"]]
        row["serves"] = "; ".join(row["serves"])
        row["drop"] = "; ".join(row["drop"])
        writer.writerow({name: " ".join(value) if isinstance(value, list) else value for name, value in row.items()})
    return table.getvalue()


def as_opml(outlets: Mapping[str, Outlet]) -> str:
    """The feeds of all outlets that live, as OPML 2.0, for a feed reader; a folder a country."""
    opml = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(opml, "head"), "title").text = "Qiaowen 僑聞"
    body = ElementTree.SubElement(opml, "body")
    for country, group in by_country(outlets.values()):
        feeds = [(o, s) for o in group if o.status == "active" for s in o.sources if isinstance(s, Feed)]
        folder = ElementTree.SubElement(body, "outline", text=country) if feeds else body
        for outlet, feed in feeds:
            ElementTree.SubElement(
                folder, "outline", type="rss", text=outlet.name, xmlUrl=feed.url, htmlUrl=outlet.home,
                description=f"address {feed.evidence}",
            )  # fmt: skip
    ElementTree.indent(opml)
    written: bytes = ElementTree.tostring(opml, encoding="utf-8", xml_declaration=True)
    return written.decode() + "\n"


def as_table(outlets: Mapping[str, Outlet]) -> str:
    """The outlets as Markdown, a table a country."""
    head = (
        "| outlet | place | tier | script | articles | sources | status |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    parts = [_totals(list(outlets.values()))]
    for country, group in by_country(outlets.values()):
        parts.append(f"## {country}\n\n{head}\n" + "\n".join(_row(outlet) for outlet in group))
    return "\n\n".join(parts) + "\n"


def by_country(outlets: Iterable[Outlet]) -> list[tuple[str, list[Outlet]]]:
    """Outlets by country, in order of its name; those that say none come last."""
    key = lambda outlet: (outlet.country is None, COUNTRIES.get(outlet.country or "", outlet.country or ""))  # noqa: E731
    return [(name or "No one country", list(group)) for (_, name), group in groupby(sorted(outlets, key=key), key)]


def _source(source: Source) -> dict[str, Any]:
    """A source with what its kind adds, where that was said."""
    said = asdict(source)
    plain = {field.name: field.default for field in fields(source)}
    more = {name: value for name, value in said.items() if name not in _SOURCE_FIELDS and value != plain[name]}
    return {"kind": type(source).__name__, "url": source.url, "evidence": source.evidence} | more


def _row(outlet: Outlet) -> str:
    kinds = dict.fromkeys(f"{type(source).__name__} ({source.evidence})" for source in outlet.sources)
    english = f" {outlet.name_en}" if outlet.name_en and outlet.name_en != outlet.name else ""
    status = f"{outlet.status} since {outlet.ended}" if outlet.ended else outlet.status
    cells = (
        f"[{outlet.name}]({outlet.home}){english} `{outlet.slug}`",
        outlet.place or "",
        outlet.tier or "",
        outlet.script,
        article_evidence(outlet) or "not known",
        ", ".join(kinds),
        status,
    )
    return f"| {' | '.join(cells)} |"


def _totals(outlets: list[Outlet]) -> str:
    crawled = [outlet for outlet in outlets if outlet.is_crawled]
    seen = sum(article_evidence(outlet) == "seen" for outlet in outlets)
    return (
        f"{len(outlets)} outlets in {len({o.country for o in outlets if o.country})} countries. "
        f"{len(crawled)} are crawled: they live, as far as anyone knows,\nand the form of their articles is known or "
        f"assumed. Of {seen} the address of an article was seen."
    )


COUNTRIES = {
    "AR": "Argentina", "AU": "Australia", "BR": "Brazil", "CA": "Canada", "DE": "Germany", "ES": "Spain",
    "FR": "France", "GB": "United Kingdom", "HU": "Hungary", "ID": "Indonesia", "IT": "Italy", "JP": "Japan",
    "KH": "Cambodia", "KR": "South Korea", "MM": "Myanmar", "MY": "Malaysia", "NL": "Netherlands", "NZ": "New Zealand",
    "PH": "Philippines", "QA": "Qatar", "RU": "Russia", "SE": "Sweden", "SG": "Singapore", "TH": "Thailand",
    "TW": "Taiwan", "US": "United States", "VN": "Vietnam", "ZA": "South Africa",
}  # fmt: skip
