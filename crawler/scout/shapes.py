"""What the addresses of stories have in common: from a handful of them to a pattern for all. Pure functions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.conventions import SLUG

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[A-Za-z_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern and the addresses it was read from."""

    pattern: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """An address in the pieces that are compared."""

    url: str
    host: str
    steps: tuple[str, ...]
    ending: str
    query: str

    @property
    def is_plain(self) -> bool:
        """Whether the steps say all of the path: none of them is empty."""
        return urlsplit(self.url).path == f"/{'/'.join(self.steps)}{self.ending}"

    @property
    def shape(self) -> tuple[object, ...]:
        """What addresses of one form share: number and kind of steps, the ending, and the words of the query."""
        kinds = [_kind(step) for step in self.steps]
        if kinds and kinds[-1] == "word":
            kinds[-1] = "slug"
        return (*kinds, self.ending, _NUMBER.sub("#", self.query))


def form_of(urls: Iterable[str]) -> Form | None:
    """The form that most of some addresses have. None where there are none with a path or a query."""
    groups: defaultdict[tuple[object, ...], list[_Parts]] = defaultdict(list)
    for parts in map(_parts, dict.fromkeys(urls)):
        if (parts.steps or parts.query) and parts.is_plain:
            groups[parts.shape].append(parts)
    if not groups:
        return None
    largest = max(groups.values(), key=lambda group: (len(group), any(map(str.isdecimal, group[0].url))))
    return Form(_pattern(largest), tuple(parts.url for parts in largest))


def _parts(url: str) -> _Parts:
    address = urlsplit(url)
    steps = [step for step in address.path.split("/") if step]
    ending = "/" if address.path.endswith("/") and steps else ""
    if steps and not ending and (dot := re.search(r"\.[a-z]{2,5}$", steps[-1])):
        steps[-1], ending = steps[-1][: dot.start()], dot[0]
    return _Parts(url, address.netloc, tuple(steps), ending, address.query)


def _kind(step: str) -> str:
    if step.isdecimal():
        return "number"
    return "word" if _WORD.fullmatch(step) else "slug"


def _pattern(group: Sequence[_Parts]) -> str:
    first = group[0]
    hosts = {parts.host for parts in group}
    host = _plain(first.host) if len(hosts) == 1 else f"(?:{'|'.join(map(_plain, sorted(hosts)))})"
    last = len(first.steps) - 1
    steps = "/".join(_step([parts.steps[n] for parts in group], last=n == last) for n in range(last + 1))
    ending = "/?" if first.ending == "/" else re.escape(first.ending)
    query = rf"\?{_numbers([parts.query for parts in group], last=True)}" if first.query else ""
    return f"https?://{host}/{steps}{ending}{query}$"


def _step(said: Sequence[str], *, last: bool) -> str:
    """One step of the path: a number, the one word that all have, a fixed word around a number, or anything."""
    if len(set(said)) == 1 and not _NUMBER.search(said[0]):
        return _plain(said[0])
    if len({_NUMBER.sub("#", step) for step in said}) == 1:
        return _numbers(said, last=last)
    return r"\w+" if all(map(_WORD.fullmatch, said)) else SLUG


def _numbers(said: Sequence[str], *, last: bool) -> str:
    """Texts that differ in their numbers alone. Numbers of dates keep their length; the last may be one that counts."""
    between = [_plain(text) for text in _NUMBER.split(said[0])]
    columns = zip(*(_NUMBER.findall(text) for text in said), strict=True)
    numbers = [_digits({len(number) for number in column}, counts=last) for column in columns]
    return "".join(text + number for text, number in zip(between, [*numbers, ""], strict=True))


def _digits(lengths: set[int], *, counts: bool) -> str:
    if len(lengths) > 1:
        return r"\d+"
    length = lengths.pop()
    if length == 2 and not counts:
        return r"\d\d"
    return rf"\d{{{length}}}" if length in {4, 8, 14} and not counts else r"\d+"


def _plain(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")
