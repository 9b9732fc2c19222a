"""The languages of the pages: 繁體, 简体 and English, and which one a reader gets.

Templates and plugins write English and hand it to `say`; `words.toml` holds the other two. A phrase that is missing
there is an error, not English: a test finds it first. What tables and columns mean is said by archive/describe.py, and
translated in `descriptions.toml`.
"""

import tomllib
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = {"zh-Hant": "繁體", "zh-Hans": "简体", "en": "English"}
COOKIE = "language"

# The language of the request at hand, for hooks that are not given the request.
current: ContextVar[str] = ContextVar("language", default="en")

_TRADITIONAL = {"zh-hant", "zh-tw", "zh-hk", "zh-mo"}


@cache
def words() -> dict[str, list[str]]:
    """English phrase → the same in 繁體 and in 简体."""
    return _translations("words.toml")


@cache
def descriptions() -> dict[str, list[str]]:
    """What a table or column means in English → the same in 繁體 and in 简体."""
    return _translations("descriptions.toml")


def _translations(name: str) -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def say(language: str, phrase: str, **values: object) -> str:
    """A phrase in a language, with its `{values}` put in. Raises KeyError for a phrase that is not in words.toml.

    A phrase that counts is written `{n} article|{n} articles`: singular and plural.
    """
    if language == "en":
        singular, _, plural = phrase.partition("|")
        text = plural if plural and values.get("n") != 1 else singular
    else:
        traditional, simplified = words()[phrase]
        text = traditional if language == "zh-Hant" else simplified
    return text.format(**values) if values else text


def described(language: str, sentence: str) -> str:
    """What a table or column means, in a language. One that is not translated stays English."""
    if language == "en" or sentence not in descriptions():
        return sentence
    return descriptions()[sentence][0 if language == "zh-Hant" else 1]


def choose(cookie: str | None, accept: str) -> str:
    """The language for a reader: the one chosen by hand, else the browser's first that we have, else English."""
    if cookie in LANGUAGES:
        return str(cookie)
    for tag in _by_preference(accept):
        if tag == "en" or tag.startswith("en-"):
            return "en"
        if tag == "zh" or tag.startswith("zh-"):
            return "zh-Hant" if any(tag.startswith(known) for known in _TRADITIONAL) else "zh-Hans"
    return "en"


def _by_preference(accept: str) -> list[str]:
    weighted = []
    for part in accept.lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weighted.append((-float(quality or 1), tag))
        except ValueError:
            continue
    return [tag for _, tag in sorted(weighted, key=lambda pair: pair[0])]


def tag_of(script: str | None, language: str | None) -> str | None:
    """The `lang` of an archived text, from what was measured of it; None where nothing is known."""
    if script in {"Hant", "Hans"}:
        return f"zh-{script}"
    if script in {"mixed", "both"}:
        return "zh"
    return language
