"""An article cited: BibTeX, RIS, CSL-JSON, plain text. What is not known is left out, never made up."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from archive.serve.language import tag_of
from archive.serve.moments import on_the_clock, shown
from archive.serve.reading import Reading


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one form: file name, media type, text."""

    name: str
    media_type: str
    text: str


def cite(form: str, reading: Reading) -> Citation:
    """The article in a form, one of FORMS. Raises KeyError for any other."""
    ending, media_type, write = FORMS[form]
    return Citation(f"qiaowen-{reading.id}.{ending}", media_type, write(reading))


def _authors(reading: Reading) -> list[str]:
    return list(reading.authors) or [name for name in (reading.byline, reading.agency) if name][:1]


def _day(reading: Reading) -> list[int]:
    """Year, month, day of publication, as far as they are known, as it was where it was published."""
    return [int(part) for part in _date(reading).split("-")] if reading.published_at else []


def _date(reading: Reading) -> str:
    return on_the_clock(reading.published_at or "", reading.timezone)[:10]


def _bibtex(reading: Reading) -> str:
    day = _day(reading)
    given = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in _authors(reading)),
        "title": f"{{{_tex(reading.headline)}}}" if reading.headline else "",
        "journal": _tex(reading.outlet_name),
        "year": str(day[0]) if day else "",
        "month": str(day[1]) if len(day) > 1 else "",
        "day": str(day[2]) if len(day) > 2 else "",
        "url": _tex_url(reading.url),
        "urldate": reading.fetched_at[:10],
        "langid": "chinese" if reading.language == "zh" else "",
    }
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in given.items() if value)
    return f"@article{{qiaowen{reading.id}{lines}\n}}\n"


_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _one_line(text))


def _tex_url(url: str) -> str:
    """An address stays itself; only braces would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _ris(reading: Reading) -> str:
    day = _day(reading)
    given = [
        ("TY", "NEWS"),
        *(("AU", name) for name in _authors(reading)),
        ("TI", reading.headline),
        ("T2", reading.outlet_name),
        ("SE", reading.section),
        ("PY", str(day[0]) if day else None),
        ("DA", "/".join(f"{part:02}" for part in day) + "/" * (4 - len(day)) if day else None),
        ("UR", reading.url),
        ("Y2", reading.fetched_at[:10].replace("-", "/")),
        ("LA", tag_of(reading.script, reading.language)),
        ("DB", "Qiaowen"),
        ("AN", str(reading.id)),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in given if value) + "ER  - \r\n"


def _csl(reading: Reading) -> str:
    day = _day(reading)
    given = {
        "id": f"qiaowen{reading.id}",
        "type": "article-newspaper",
        "title": reading.headline,
        "author": [{"literal": name} for name in _authors(reading)],
        "container-title": reading.outlet_name,
        "section": reading.section,
        "publisher-place": reading.place,
        "issued": {"date-parts": [day]} if day else None,
        "accessed": {"date-parts": [[int(part) for part in reading.fetched_at[:10].split("-")]]},
        "URL": reading.url,
        "language": tag_of(reading.script, reading.language),
        "archive": "Qiaowen",
        "archive_location": f"{reading.id}, revision {reading.revision}",
    }
    return json.dumps([{name: value for name, value in given.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _plain(reading: Reading) -> str:
    chinese = reading.language == "zh"
    published = shown("zh" if chinese else "en", _date(reading)) if reading.published_at else None
    read_on = shown("zh" if chinese else "en", reading.fetched_at[:10])
    names = _authors(reading)
    if not chinese:
        parts = [", ".join(names), reading.headline and f"“{reading.headline}”", reading.outlet_name, published]
        return ". ".join(filter(None, parts)) + f". {reading.url} (read {read_on}).\n"
    simplified = reading.script == "Hans"
    read = f"{read_on}读取" if simplified else f"{read_on}讀取"
    parts = [reading.headline and f"〈{reading.headline}〉", f"《{reading.outlet_name}》", published, reading.url]
    who = f"{'、'.join(names)}：" if names else ""
    return who + "，".join(filter(None, parts)) + f"（{read}）。\n"


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


FORMS: dict[str, tuple[str, str, Callable[[Reading], str]]] = {
    "plain": ("txt", "text/plain", _plain),
    "bibtex": ("bib", "application/x-bibtex", _bibtex),
    "ris": ("ris", "application/x-research-info-systems", _ris),
    "csl": ("json", "application/vnd.citationstyles.csl+json", _csl),
}
