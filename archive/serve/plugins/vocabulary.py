"""What the templates of all pages share beside the language: codes in words, dates as read, links that are safe."""

from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from datasette import hookimpl

from archive.describe import TABLES
from archive.serve import meanings
from archive.serve.catalogue import LEFT_EMPTY
from archive.serve.language import current, described, say
from archive.serve.marks import extract, marked
from archive.serve.moments import on_the_clock, shown
from archive.serve.scripts import tag_of_text

SHEET = Path(__file__).parent.parent / "static" / "reading-room.css"


@hookimpl
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    """Names for every template."""
    language = current.get()
    is_catalogue = datasette.plugin_config("qiaowen")["catalogue"]
    return {
        "is_catalogue": is_catalogue,
        "left_empty": LEFT_EMPTY if is_catalogue else (),
        "shown": partial(shown, language),
        "day": lambda moment, zone: on_the_clock(moment, zone)[:10],
        "label": partial(_label, language),
        "meaning": partial(_meaning, language),
        "web": _web,
        "marked": marked,
        "extract": extract,
        "marks": meanings.MARKS,
        "sources_of_dates": meanings.SOURCES,
        "precisions": meanings.PRECISIONS,
        "outcomes": meanings.OUTCOMES,
        "verdicts": meanings.VERDICTS,
        "causes": meanings.CAUSES,
        "absences": meanings.ABSENCES,
        "relations": meanings.RELATIONS,
        "reason": partial(_reason, language),
        "kinds": meanings.KINDS,
        "lookups": meanings.LOOKUPS,
        "statuses": meanings.STATUSES,
        "facet_names": meanings.FACETS,
        "field_names": meanings.FIELDS,
        "sorts": meanings.SORTS,
        "tally": meanings.TALLY,
        "gaps": meanings.GAPS,
        "tag_of_text": tag_of_text,
        "table_meanings": TABLES,
        "described": partial(described, language),
        # Views that cannot be looked at without a query are linked with one.
        "asked_with": dict.fromkeys(("search", "cjk_query"), meanings.EXAMPLE_QUERY),
        "style": datasette.urls.path(f"static/{SHEET.name}?{_version()}"),
        "settings_seconds": datasette.setting("sql_time_limit_ms") // 1000,
    }


@cache
def _version() -> str:
    """Of the style sheet: browsers keep it for a day, and must not keep an old one for new pages."""
    return sha256(SHEET.read_bytes()).hexdigest()[:8]


def _label(language: str, name: str, value: str, names: dict[str, str] | None = None) -> str:
    """A facet's value as a reader reads it: a script in words, an outlet by its name."""
    return _meaning(language, meanings.SCRIPTS, value) if name == "script" else (names or {}).get(value, value)


def _meaning(language: str, meant: dict[str, str], code: str) -> str:
    """A code in words; one that a later version wrote stays the code it is."""
    return say(language, meant[code]) if code in meant else code


def _reason(language: str, code: str) -> str:
    """Why an address gave no article; one that HTTP has a number for by that."""
    return code.upper().replace("_", " ") if code.startswith("http_") else _meaning(language, meanings.REASONS, code)


def _web(address: str | None) -> bool:
    """Whether an archived address may be a link: one of the web, never `javascript:` or the like."""
    try:
        return urlsplit(address or "").scheme in {"http", "https"}
    except ValueError:
        return False
