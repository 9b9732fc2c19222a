"""Articles without meaning but with the frequencies of Chinese news, for tests and benchmarks of the search.

Characters follow one another as in words, and words as in phrases; some words are in every article and most are in
hardly any; each article has a topic whose words come again; punctuation, numbers and English stand between. A third is
in traditional characters. Fitted to 245 stretches of 800 characters of the articles reviewed for extraction:

    of 800 characters                   reviewed        generated
    Han; different characters among them     641, 270        632, 271
    different pairs; all pairs               427, 560        422, 548
    bytes; runs of Han; words, numbers    2,231, 79, 20   2,211, 80, 18
    pairs found in no other of the 245       37 %            36 %
    the commonest 10, 100, 1000 characters  11, 38, 92 %    14, 47, 90 %
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Any

from opencc import OpenCC

# The commonest characters of Chinese, in order of frequency.
COMMONEST = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给"
    "世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
)
ENGLISH = ("Biden", "AI", "COVID-19", "NBA", "iPhone", "Los Angeles", "Chinatown", "Hotline Beijing", "GDP", "Trump")
SIZE_OF_VOCABULARY = 60_000
NUMBER_OF_PHRASES = 100_000
# Words of an article's topic: the first come again and again, the last perhaps once.
SIZE_OF_TOPIC = 30
ARTICLES_PER_DAY = 270
FIRST_DAY = date(2015, 1, 1)


class Choice:
    """Strings to choose from, the likeliest first: that at place n has the chance 1 / (n + flat) ** steep."""

    def __init__(self, among: Sequence[str], flat: float, steep: float = 1.0) -> None:
        self.among = among
        self._sums = list(accumulate(1 / (place + flat) ** steep for place in range(len(among))))

    def __call__(self, chance: random.Random) -> str:
        """One of them."""
        return self.among[bisect(self._sums, chance.random() * self._sums[-1])]


@dataclass(frozen=True)
class Words:
    """The vocabulary, the commonest first, and how it is drawn from."""

    words: tuple[str, ...]
    word: Choice
    particle: Choice
    phrase: Choice
    english: Choice


@cache
def vocabulary() -> Words:
    """Words of two to four characters made from the characters of GB 2312's first level, and phrases of such words."""
    chance = random.Random(20151)
    level_one = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    )
    character = Choice(list(dict.fromkeys(COMMONEST + level_one)), 60, 1.35)
    words: dict[str, None] = {}
    while len(words) < SIZE_OF_VOCABULARY:
        length = chance.choices((2, 3, 4), (78, 13, 9))[0]
        words["".join(character(chance) for _ in range(length))] = None
    word, particle = Choice(tuple(words), 25, 0.95), Choice(COMMONEST[:60], 1)
    phrases = [
        "".join((particle if chance.random() < 0.2 else word)(chance) for _ in range(chance.choice((2, 2, 3))))
        for _ in range(NUMBER_OF_PHRASES)
    ]
    syllables = [a + b for a in "bcdfghlmnprst" for b in ("a", "en", "i", "or", "u")]
    made_up = ["".join(chance.choices(syllables, k=chance.choice((2, 3)))).capitalize() for _ in range(4_000)]
    return Words(tuple(words), word, particle, Choice(phrases, 20, 0.9), Choice((*ENGLISH, *made_up), 8))


@cache
def _traditional() -> dict[int, str]:
    convert = OpenCC("s2tw").convert
    characters = {char for word in vocabulary().words for char in word} | set(COMMONEST)
    return {ord(char): convert(char) for char in characters}


def generate(number: int, *, seed: int = 1, length: int = 800) -> Iterator[dict[str, Any]]:
    """Articles in order of publication, `length` characters on average, as rows of the table `articles`."""
    chance = random.Random(seed)
    for place in range(number):
        day = FIRST_DAY + timedelta(days=place // ARTICLES_PER_DAY)
        kinds = chance.choices((vocabulary().word, vocabulary().phrase), (7, 3), k=SIZE_OF_TOPIC)
        topic = Choice([kind(chance) for kind in kinds], 4)
        body = _text(chance, topic, int(chance.gauss(length, length / 4)))
        headline = _text(chance, topic, 18).replace("\n", "").rstrip("。，") + topic(chance)
        row = {
            "headline": headline,
            "body": body,
            "captions": _text(chance, topic, 20),
            "byline": topic.among[0] + "記者",
        }
        if place % 3 == 0:
            row = {name: text.translate(_traditional()) for name, text in row.items()}
        yield row | {
            "id": int(f"{day:%Y%m%d}") * 10_000 + place % ARTICLES_PER_DAY + 1,
            "url": f"https://news.example/generated/{place}",
            "outlet": ("north", "south", "east")[place % 3],
            "tags": f'["{topic.among[1]}", "{topic.among[2]}"]',
            "section": ("要聞", "社区", "财经")[place % 3],
            "published_at": f"{day.isoformat()}T{place % 24:02}:00:00Z",
        }


def _text(chance: random.Random, topic: Choice, length: int) -> str:
    words, parts, size = vocabulary(), [], 0
    while size < length:
        kind = chance.random()
        if kind < 0.15:
            part = words.particle(chance)
        elif kind < 0.475:
            part = topic(chance)
        elif kind < 0.62:
            part = words.phrase(chance)
        elif kind < 0.934:
            part = words.word(chance)
        elif kind < 0.981:
            part = str(chance.randrange(1, 3000))
        else:
            part = f" {words.english(chance)} " if kind < 0.991 else words.english(chance)
        parts.append(part)
        size += len(part)
        if chance.random() < 0.285:
            parts.append(chance.choices(("，", "。", "。\n\n", "、", "」「"), (62, 20, 10, 6, 2))[0])
    return "".join(parts).strip()
