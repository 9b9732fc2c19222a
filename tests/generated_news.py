"""Articles without meaning but with the frequencies of Chinese news, for tests and benchmarks of the search.

Characters follow one another as in words; some words are in every article and most are in hardly any; each article has
a topic whose words come again; punctuation, numbers and English stand between. A third is in traditional characters.
"""

import random
from bisect import bisect
from collections.abc import Iterator
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
ARTICLES_PER_DAY = 270
FIRST_DAY = date(2015, 1, 1)


@dataclass(frozen=True)
class Words:
    """The vocabulary, the commonest first, and the running sums of its frequencies."""

    words: tuple[str, ...]
    sums: tuple[float, ...]
    particles: tuple[str, ...]
    particle_sums: tuple[float, ...]

    def word(self, chance: random.Random) -> str:
        """A word, with its probability."""
        return self.words[bisect(self.sums, chance.random() * self.sums[-1])]

    def particle(self, chance: random.Random) -> str:
        """One of the commonest characters, with its probability."""
        return self.particles[bisect(self.particle_sums, chance.random() * self.particle_sums[-1])]


@cache
def vocabulary() -> Words:
    """Words of two to four characters made from the characters of GB 2312's first level, by their frequency."""
    chance = random.Random(20151)
    level_one = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    )
    characters = list(dict.fromkeys(COMMONEST + level_one))
    sums = list(accumulate(1 / (place + 10) ** 1.2 for place in range(len(characters))))
    words: dict[str, None] = {}
    while len(words) < SIZE_OF_VOCABULARY:
        length = chance.choices((2, 3, 4), (78, 13, 9))[0]
        words["".join(characters[bisect(sums, chance.random() * sums[-1])] for _ in range(length))] = None
    return Words(
        tuple(words),
        tuple(accumulate(1 / (place + 15) ** 1.02 for place in range(len(words)))),
        tuple(COMMONEST[:60]),
        tuple(accumulate(1 / (place + 2) for place in range(60))),
    )


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
        topic = [vocabulary().word(chance) for _ in range(14)]
        body = _text(chance, topic, int(chance.gauss(length, length / 4)))
        headline = _text(chance, topic, 18).replace("\n", "").rstrip("。，") + chance.choice(topic)
        row = {"headline": headline, "body": body, "captions": _text(chance, topic, 20), "byline": topic[0] + "記者"}
        if place % 3 == 0:
            row = {name: text.translate(_traditional()) for name, text in row.items()}
        yield row | {
            "id": int(f"{day:%Y%m%d}") * 100_000 + place % ARTICLES_PER_DAY + 1,
            "url": f"https://news.example/generated/{place}",
            "outlet": ("north", "south", "east")[place % 3],
            "tags": f'["{topic[1]}", "{topic[2]}"]',
            "section": ("要聞", "社区", "财经")[place % 3],
            "published_at": f"{day.isoformat()}T{place % 24:02}:00:00Z",
        }


def _text(chance: random.Random, topic: list[str], length: int) -> str:
    words, parts, size, sentence = vocabulary(), [], 0, 0
    while size < length:
        kind = chance.random()
        if kind < 0.26:
            part = words.particle(chance)
        elif kind < 0.44:
            part = chance.choice(topic)
        elif kind < 0.985:
            part = words.word(chance)
        elif kind < 0.995:
            part = str(chance.randrange(1, 3000))
        else:
            part = f" {chance.choice(ENGLISH)} " if kind < 0.998 else chance.choice(ENGLISH)
        parts.append(part)
        size, sentence = size + len(part), sentence + len(part)
        if sentence > 4 and chance.random() < 0.16:
            parts.append(chance.choices(("，", "。", "。\n\n", "、", "」「"), (62, 20, 10, 6, 2))[0])
            sentence = 0
    return "".join(parts).strip()
