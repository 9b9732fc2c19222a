"""The stories of the newsroom: Markdown files, one per story, read into frozen dataclasses.

`stories/<outlet>/<name>.md` opens with `key: value` lines between two `---`, then paragraphs
parted by empty lines. A picture is a paragraph `![caption](file "credit")`; `<!--page-->` ends a page of a story that
runs over several.
`<name>.edition2.md` is how the same story reads in edition 2; `editions: 1` is a story that is taken down after it,
`editions: 2` one that appears with it. `copy_of: outlet/name` without paragraphs prints the other outlet's paragraphs,
in this outlet's own script.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from opencc import OpenCC

FOLDER = Path(__file__).parent / "stories"

# Where each outlet's clocks stand, and the OpenCC conversion that brings a foreign copy into its script.
ZONES = {
    "gangwan": "America/Vancouver",
    "hepan": "Europe/Paris",
    "nandao": "Australia/Sydney",
    "yinghua": "Asia/Tokyo",
    "fengxie": "America/Toronto",
}
CONVERSIONS = {"gangwan": "s2tw", "hepan": "t2s", "nandao": "s2tw", "yinghua": "t2s"}

# The moments at which the two editions of this little world are seen; no page shows any other "now".
EDITIONS = {1: datetime(2026, 11, 20, 6, tzinfo=UTC), 2: datetime(2026, 11, 22, 6, tzinfo=UTC)}

_PICTURE = re.compile(r'!\[(?P<caption>[^\]]*)\]\((?P<file>\S+?)(?: "(?P<credit>[^"]*)")?\)')
_PAGE_BREAK = "<!--page-->"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture printed among the paragraphs; `file` is a bare file name."""

    file: str
    caption: str
    credit: str | None = None


Part = str | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one story says in one edition. Moments carry the outlet's own zone; `pages` hold its parts in order.

    `credit_line` is the printed line that holds the byline, where it says more (記者某某／某地報道).
    `lead_in` is printed at the start of the first paragraph (【本報訊】) and is no part of it.
    """

    outlet: str
    name: str
    number: int
    headline: str
    deck: str | None = None
    section: str
    tags: tuple[str, ...] = ()
    byline: str | None = None
    authors: tuple[str, ...] = ()
    credit_line: str | None = None
    agency: str | None = None
    dateline: str | None = None
    lead_in: str | None = None
    editor: str | None = None
    published: datetime
    modified: datetime | None = None
    copy_of: str | None = None
    pages: tuple[tuple[Part, ...], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Paragraphs and pictures of all pages, in order."""
        return tuple(part for page in self.pages for part in page)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs alone."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures alone."""
        return tuple(part for part in self.parts if isinstance(part, Picture))


def stories(outlet: str, edition: int = 1) -> tuple[Story, ...]:
    """An outlet's stories as that edition of the world has them, newest first."""
    kept = (_read(path, outlet, number) for number, path in _paths(outlet, edition).items())
    return tuple(sorted(kept, key=lambda story: story.published, reverse=True))


@cache
def _paths(outlet: str, edition: int) -> dict[int, Path]:
    """Number → file. A number is the story's rank by time among all that were ever published, so it never changes."""
    every = sorted((FOLDER / outlet).glob("*.md"))
    first = sorted((p for p in every if ".edition" not in p.name), key=lambda p: (_front(p)["published"], p.name))
    found = {}
    for number, path in enumerate(first, 1):
        if str(edition) in _front(path).get("editions", "1 2").split():
            later = path.with_suffix(f".edition{edition}.md")
            found[number] = later if later in every else path
    return found


def _front(path: Path) -> dict[str, str]:
    """The `key: value` lines at a story's head."""
    head = path.read_text("utf-8").split("---\n", 2)[1]
    return {key: value.strip() for key, value in (line.split(":", 1) for line in head.splitlines())}


@cache
def _read(path: Path, outlet: str, number: int) -> Story:
    front = _front(path)
    zone = ZoneInfo(ZONES[outlet])
    modified = front.get("modified")
    return Story(
        outlet=outlet,
        name=path.name.split(".")[0],
        number=number,
        headline=front["headline"],
        section=front["section"],
        tags=_names(front.get("tags")),
        authors=_names(front.get("authors")),
        published=datetime.fromisoformat(front["published"]).replace(tzinfo=zone),
        modified=datetime.fromisoformat(modified).replace(tzinfo=zone) if modified else None,
        pages=_pages(path) or _copied(front["copy_of"], outlet),
        **{
            key: front.get(key)
            for key in ("deck", "byline", "credit_line", "agency", "dateline", "lead_in", "editor", "copy_of")
        },
    )


def _names(listed: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",")) if listed else ()


def _pages(path: Path) -> tuple[tuple[Part, ...], ...]:
    text = path.read_text("utf-8").split("---\n", 2)[2]
    pages = (tuple(_part(line) for line in page.split("\n\n") if line.strip()) for page in text.split(_PAGE_BREAK))
    return tuple(page for page in pages if page)


def _part(text: str) -> Part:
    picture = _PICTURE.fullmatch(text.strip())
    return Picture(**picture.groupdict()) if picture else text.strip()


def _copied(original: str, outlet: str) -> tuple[tuple[Part, ...], ...]:
    """The paragraphs of another outlet's story, in this outlet's script, without its pictures."""
    source, name = original.split("/")
    convert = OpenCC(CONVERSIONS[outlet]).convert
    return (
        tuple(
            convert(part) for page in _pages(FOLDER / source / f"{name}.md") for part in page if isinstance(part, str)
        ),
    )
