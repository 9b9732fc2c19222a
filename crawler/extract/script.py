"""Script and language, measured from the text. What a page's `lang` says is not asked."""

import re
from functools import cache

from crawler.lexicon.tellers import HANS, HANT

MIXED_FROM = (
    0.1  # share of the rarer script; a quotation in the other script stays below, a half-converted page does not
)

_TELLERS = (re.compile(f"[{HANT}]+"), re.compile(f"[{HANS}]+"))
_HAN = re.compile("[\u4e00-\u9fff]+")
_KANA = re.compile("[\u3041-\u30fa\u30fd-\u30ff]+")  # without ・ and ー, which stand in Chinese too
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_WORD = re.compile(r"[a-zà-öø-ÿœ'’]+", re.IGNORECASE)
# A few of the commonest words of each language; a text in it has one in every three or four.
_STOP_WORDS = {
    "en": "the of and to in is that for it was on with as are be by this from at have",
    "fr": "le la les de des et du en un une est que dans pour qui sur au par plus avec",
    "es": "el la los las de que y en un una es por con para del se no su al como",
    "de": "der die das und den von zu mit ist im des auf für ein eine nicht sich dem als auch",
    "it": "il di che la e un una per è in del della con non sono gli dei le al da",
    "pt": "o os as de que e do da em um uma para com não por no na dos se mais",
    "id": "yang dan di ke dari untuk dengan ini itu pada adalah dalam tidak akan oleh ada juga telah",
    "vi": "của và là các có được cho trong một không những với người này đã để khi cũng",
}


def script_of(text: str) -> str | None:
    """`Hant`, `Hans` or `mixed`; None where no character of the text tells."""
    hant, hans = (sum(map(len, runs.findall(text))) for runs in _TELLERS)
    if not hant + hans:
        return None
    if min(hant, hans) > MIXED_FROM * (hant + hans):
        return "mixed"
    return "Hant" if hant > hans else "Hans"


def language_of(text: str) -> str | None:
    """Language of most of a text: `zh`, `ja`, `ko`, or one written in Latin letters that is known here; else None.

    A Chinese character says about as much as a word of five letters.
    """
    han, kana, hangul = (sum(map(len, runs.findall(text))) for runs in (_HAN, _KANA, _HANGUL))
    words = [word.lower() for word in _WORD.findall(text)]
    latin = sum(map(len, words)) / 5
    if max(han, kana, hangul) < 2 and not words:
        return None
    if kana > 0.15 * (han + kana) and han + kana > latin:
        return "ja"
    if hangul > max(han, latin):
        return "ko"
    return "zh" if han >= latin and han > 1 else _latin(words)


def _latin(words: list[str]) -> str | None:
    shares = {
        language: sum(word in common for word in words) / len(words) for language, common in _common().items() if words
    }
    best = max(shares, key=lambda language: shares[language], default=None)
    return best if best and shares[best] > 0.12 else None


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
