"""Scripts of texts, and the other one for display only: what is stored keeps its glyphs."""

import re
from dataclasses import replace
from functools import cache, lru_cache

from opencc import OpenCC

from archive.serve.reading import Picture, Reading

# Script to show → OpenCC's conversion of characters and their words, without swapping regional vocabulary.
_CONVERSIONS = {"Hans": "t2s", "Hant": "s2t"}


@cache
def _converter(script: str) -> OpenCC:
    return OpenCC(_CONVERSIONS[script])


def to_script(text: str, script: str) -> str:
    """A text in a script, `Hant` or `Hans`."""
    return str(_converter(script).convert(text))


def other_script(script: str | None) -> str | None:
    """The script a text can also be shown in; None for text that has none, or both."""
    return {"Hant": "Hans", "Hans": "Hant"}.get(script or "")


_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


# As much of a text as tells its script.
_ENOUGH = 240


def tag_of_text(text: str) -> str | None:
    """The `lang` of a text whose script nobody measured, such as a byline; None where it is not Chinese."""
    return _tag(text[:_ENOUGH])


@lru_cache(10_000)
def _tag(text: str) -> str | None:
    if not _HAN.search(text):
        return None
    traditional, simplified = (
        sum(one != other for one, other in zip(text, to_script(text, script), strict=False))
        for script in ("Hans", "Hant")
    )
    return "zh" if traditional == simplified else "zh-Hant" if traditional > simplified else "zh-Hans"


def in_script(reading: Reading, script: str) -> Reading:
    """The article as it reads in a script. Raises KeyError for one that is neither Hant nor Hans."""

    def turned(text: str | None) -> str | None:
        return to_script(text, script) if text else text

    return replace(
        reading,
        headline=turned(reading.headline),
        deck=turned(reading.deck),
        section=turned(reading.section),
        byline=turned(reading.byline),
        agency=turned(reading.agency),
        body=turned(reading.body) or "",
        pictures=tuple(
            Picture(url=picture.url, caption=turned(picture.caption), credit=turned(picture.credit))
            for picture in reading.pictures
        ),
        script=script,
    )
