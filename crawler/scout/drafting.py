"""Writes the file of a new outlet from what a look at its site found."""

import re
from dataclasses import fields
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.errors import QiaowenError
from crawler.outlet import Outlet, Source

if TYPE_CHECKING:
    from crawler.scout.probing import Look

# Parts of a host that are not the outlet's name.
_COMMON = {"www", "m", "news", "cn", "zh", "com", "net", "org", "co", "info", "gov", "edu"}
_EXAMPLES = 2
_WIDTH = 120  # characters of a line, as pyproject.toml has it


def draft(found: "Look", slug: str, place: str | None = None) -> str:
    """The text of the file. Raises QiaowenError where the look found no stories, BadDeclaration where it cannot be."""
    if found.form is None or found.script is None or not found.sources:
        raise QiaowenError(f"{found.home}: no list of stories with Chinese text was found; nothing was written")
    outlet = Outlet(
        name=found.title or urlsplit(found.home).netloc,
        home=found.home,
        place=place,
        script=found.script,
        platform=found.platform,
        article=found.form.pattern,
        examples=found.form.urls[:_EXAMPLES],
        sources=tuple(each.source for each in found.sources),
        slug=slug,
    )
    kinds = sorted({"Outlet", *(type(source).__name__ for source in outlet.sources)})
    said = ("name", "home", "place", "script", "platform")
    lines = [f"    {name}={_literal(getattr(outlet, name))}," for name in said if getattr(outlet, name)]
    lines.append(f'    article=r"{outlet.article}",')
    lines += _several("examples", [*map(_literal, outlet.examples)])
    lines += _several("sources", [*map(_call, outlet.sources)])
    head = f'"""What is odd about it, in a line."""\n\nfrom crawler.outlet import {", ".join(kinds)}\n\n'
    return head + "OUTLET = Outlet(\n" + "\n".join(lines) + "\n)\n"


def slug_of(url: str) -> str:
    """A slug for a site: the first telling part of its host. Raises QiaowenError for a host that gives none."""
    host = urlsplit(url).hostname or ""
    telling = [part for part in host.split(".") if part not in _COMMON and re.match("[a-z]", part)]
    if not telling:
        raise QiaowenError(f"{url}: its host gives no name for a file; say one with --slug")
    return re.sub(r"[^a-z0-9]+", "_", telling[0])


def _call(source: Source) -> str:
    """A source as it is written in a file: what was said of it, and nothing that goes without saying."""
    said = {field.name: getattr(source, field.name) for field in fields(source)}
    kept = {name: value for name, value in said.items() if value != source.__dataclass_fields__[name].default}
    return f"{type(source).__name__}({', '.join(f'{name}={_literal(value)}' for name, value in kept.items())})"


def _several(name: str, written: list[str]) -> list[str]:
    """A field of several values: on a line, or where that would be too long, a line each."""
    line = f"    {name}=({', '.join(written)}{',' if len(written) == 1 else ''}),"
    return [line] if len(line) <= _WIDTH else [f"    {name}=(", *(f"        {each}," for each in written), "    ),"]


def _literal(value: object) -> str:
    if isinstance(value, tuple):
        return f"({''.join(f'{_literal(each)}, ' for each in value).rstrip(' ' if len(value) == 1 else ', ')})"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"' if isinstance(value, str) else repr(value)
