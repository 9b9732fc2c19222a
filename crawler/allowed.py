"""What the values of a declaration may be: one small question each, with no answer but yes or no."""

import codecs
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.cssselect import CSSSelector, ExpressionError, SelectorSyntaxError

# What a value may be: in words, and as a question.
Allowed = tuple[str, Callable[[Any], bool]]

MOST_ARTICLES_A_DAY = 5_000
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def maybe(wanted: str, ok: Callable[[Any], bool]) -> Allowed:
    """What may be left out: None, or a value that is allowed."""
    return (f"{wanted}, or None", lambda value: value is None or ok(value))


def several(wanted: str, ok: Callable[[Any], bool]) -> Allowed:
    """A tuple of values, each allowed; never a lone value, nor a list, which could be changed."""
    return (f"a tuple of {wanted}", lambda value: isinstance(value, tuple) and all(map(ok, value)))


def one_of(words: tuple[str, ...]) -> Allowed:
    """One of a few words."""
    return (" or ".join(words), lambda value: value in words)


def is_text(value: object) -> bool:
    """Words, with none but blanks between them."""
    return isinstance(value, str) and bool(value) and value == " ".join(value.split())


def is_country(code: object) -> bool:
    """Two capital letters."""
    return isinstance(code, str) and re.fullmatch("[A-Z]{2}", code) is not None


def is_pair(words: object) -> bool:
    """Two different words."""
    return isinstance(words, tuple) and len(set(words)) == len(words) == 2 and all(map(is_text, words))


def is_set_of(values: object, known: frozenset[str]) -> bool:
    """A set of none but known names."""
    return isinstance(values, frozenset) and values <= known


def is_address(url: object) -> bool:
    """An http or https address with a host."""
    if not isinstance(url, str) or url != url.strip():
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_host(name: object) -> bool:
    """A host name or an IP address, in small letters."""
    return isinstance(name, str) and _HOST.fullmatch(name) is not None and ("." in name or name == "localhost")


def is_zone(name: object) -> bool:
    """A zone of the IANA database."""
    try:
        ZoneInfo(name if isinstance(name, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_pattern(pattern: object) -> bool:
    """A regular expression that says something."""
    try:
        re.compile(pattern if isinstance(pattern, str) and pattern else "(")
    except re.error:
        return False
    return True


def is_selector(selector: object) -> bool:
    """A CSS selector that can be looked for in a page."""
    try:
        CSSSelector(selector if isinstance(selector, str) else "", translator="html")
    except (SelectorSyntaxError, ExpressionError, TypeError, ValueError):
        return False
    return True


def is_encoding(name: object) -> bool:
    """A character encoding Python can read."""
    try:
        codecs.lookup(name if isinstance(name, str) else "")
    except LookupError:
        return False
    return True


def is_day(text: object) -> bool:
    """A day, month or year: 2025-03-14, 2025-03, 2025."""
    return (
        isinstance(text, str)
        and re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text) is not None
    )


def is_daily(count: object) -> bool:
    """The fewest and the most articles of a day."""
    match count:
        case (int() | float() as fewest, int() | float() as most):
            return 0 <= fewest <= most <= MOST_ARTICLES_A_DAY
    return False


ADDRESS: Allowed = ("an http or https address", is_address)
PATTERN: Allowed = ("a regular expression", is_pattern)
SELECTOR: Allowed = ("a CSS selector", is_selector)
YES_OR_NO: Allowed = ("True or False", lambda value: isinstance(value, bool))
