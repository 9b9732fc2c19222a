"""What the values of a declaration may be: one small question each, with no answer but yes or no."""

import codecs
import re
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.cssselect import CSSSelector, ExpressionError, SelectorSyntaxError

MOST_ARTICLES_A_DAY = 5_000
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


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
    return isinstance(name, str) and _HOST.fullmatch(name) is not None


@cache
def is_zone(name: str) -> bool:
    """A zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_pattern(pattern: object) -> bool:
    """A regular expression."""
    try:
        re.compile(pattern if isinstance(pattern, str) else "(")
    except re.error:
        return False
    return True


@cache
def is_selector(selector: str) -> bool:
    """A CSS selector that can be looked for in a page."""
    try:
        CSSSelector(selector, translator="html")
    except (SelectorSyntaxError, ExpressionError, TypeError, ValueError):
        return False
    return True


def is_encoding(name: object) -> bool:
    """A character encoding Python can read."""
    try:
        codecs.lookup(str(name))
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
