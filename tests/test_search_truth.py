"""Every class of query against a scan of all folded text: nothing missed, nothing found that is not there.

    QIAOWEN_TRUTH=20000 python -m pytest tests/test_search_truth.py

The scan knows nothing of tokens, pairs or FTS5: it looks for the words in the text.
"""

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from opencc import OpenCC
from sqlite_utils import Database

from archive import index
from archive.index.fold import fold
from tests.generated_news import COMMONEST, ENGLISH, generate, vocabulary
from tests.searchable import searchable

ARTICLES = int(os.environ.get("QIAOWEN_TRUTH", "2000"))
QUERIES = 12
ALL = index.Page(limit=10**9)

Texts = dict[int, list[str]]
Truth = Callable[[list[str]], bool]
Case = tuple[str, Truth]


@dataclass(frozen=True)
class Corpus:
    """The articles in their database, and the folded texts of each."""

    db: Database
    texts: Texts


@pytest.fixture(scope="module")
def corpus() -> Iterator[Corpus]:
    """Generated articles, indexed."""
    db = searchable(generate(ARTICLES, seed=5, length=600))
    columns = ", ".join(index.COLUMNS)
    rows = db.execute(f"SELECT id, {columns} FROM articles")
    yield Corpus(db, {row[0]: [fold(text or "") for text in row[1:]] for row in rows})
    db.close()


def _has(words: str) -> Truth:
    """Whether a column has words: Han anywhere, other words whole, whatever separators between the two kinds."""
    pattern = re.compile(
        re.sub(r"(?<![a-z0-9])(?=[a-z0-9])|(?<=[a-z0-9])(?![a-z0-9])", r"\\b", re.escape(fold(words)), flags=re.ASCII),
        re.ASCII,
    )
    return lambda columns: any(pattern.search(column) for column in columns)


def _pieces(texts: Texts, chance: random.Random, length: int, number: int = QUERIES) -> list[str]:
    """Stretches of Han that stand in some article."""
    found: list[str] = []
    while len(found) < number:
        body = texts[chance.choice(list(texts)[:500])][0]
        start = chance.randrange(len(body))
        piece = body[start : start + length]
        if len(piece) == length and all("一" <= char <= "龥" for char in piece):
            found.append(piece)
    return found


def _cases(texts: Texts) -> Iterator[tuple[str, list[Case]]]:
    chance = random.Random(3)
    traditional = OpenCC("s2tw").convert
    words = list(map(fold, vocabulary().words))
    common, rare = words[:60], words[8000:30000]

    def every(asked: list[str]) -> list[Case]:
        return [(query, _has(query)) for query in asked]

    yield "one character", every([*COMMONEST[:6], *COMMONEST[150:156], *"鑫魇镍黢"])
    yield "two", every(_pieces(texts, chance, 2) + chance.sample(common, 4) + chance.sample(rare, 6))
    yield "three", every(_pieces(texts, chance, 3) + [word for word in common if len(word) == 3])
    yield "idiom", every(_pieces(texts, chance, 4) + [word for word in words[:300] if len(word) == 4][:6])
    yield "phrase of eight", every(_pieces(texts, chance, 8))
    yield "sentence", every(_pieces(texts, chance, 12, 4))
    yield (
        "other script",
        [(traditional(word), _has(word)) for word in _pieces(texts, chance, 3) + chance.sample(common, 6)],
    )
    yield "number", every([str(chance.randrange(1, 3000)) for _ in range(QUERIES)])
    yield "English", every([*ENGLISH[:3], *ENGLISH[4:6], *ENGLISH[8:]])
    yield "mixed phrase", [(f'"{query}"', _loose(query)) for query in _mixed(texts, chance)]
    yield (
        "prefix",
        [("Hotline Bei*", _prefixes("hotline", "bei")), ("chin*", _prefixes("chin")), ("20*", _prefixes("20"))],
    )
    three = [_pieces(texts, chance, 2, 3) if number % 2 else chance.sample(common, 3) for number in range(QUERIES)]
    yield "three ANDed", [(" ".join(asked), _all_of(*asked)) for asked in three]
    pairs = [(chance.choice(common), chance.choice(common + list(COMMONEST[:30]))) for _ in range(QUERIES)]
    yield "OR", [(f"{a} OR {b}", _any_of(a, b)) for a, b in pairs]
    yield "NOT", [(f"{a} -{b}", _but_not(a, b)) for a, b in pairs]
    yield (
        "word and character",
        [(f"{a} {b}", _all_of(a, b)) for a, b in zip(common, COMMONEST[5:], strict=False)][:QUERIES],
    )
    yield (
        "characters",
        [("的 -是", _but_not("的", "是")), ("北 OR 電", _any_of("北", "电")), ("不 了 北", _all_of("不", "了", "北"))]
        + [(f"北 -{word}", _but_not("北", word)) for word in common[:4]],
    )
    yield "brackets", [(f"({a} OR {b}) -{c} 的", _both(_any_of(a, b), _but_not("的", c))) for a, b, c in three]
    yield (
        "choices of characters",
        [(f"(北 OR {a}) -{b}", _but(_any_of("北", a), b)) for a, b, _ in three]
        + [(f"({a} OR 電) {b} 的 -北", _but(_both(_any_of(a, "电"), _all_of(b, "的")), "北")) for a, b, _ in three],
    )
    yield "headline", [(f"headline:{word}", _in_column(1, word)) for word in chance.sample(common, 8)]
    yield "tags", [(f"tags:{word}", _in_column(6, word)) for word in chance.sample(common, 8)]


def _both(one: Truth, other: Truth) -> Truth:
    return lambda columns: one(columns) and other(columns)


def _but(one: Truth, other: str) -> Truth:
    return lambda columns: one(columns) and not _has(other)(columns)


def _in_column(place: int, word: str) -> Truth:
    return lambda columns: _has(word)([columns[place]])


def _mixed(texts: Texts, chance: random.Random) -> list[str]:
    """Stretches with Han before and after an English word or a number."""
    bodies = " ".join(columns[0] for columns in list(texts.values())[:200])
    return chance.sample(re.findall(r"[一-龥]{1,3} ?[a-z0-9]+ ?[一-龥]{1,3}", bodies), QUERIES)


def _loose(words: str) -> Truth:
    parts = re.findall(r"[a-z0-9]+|[一-龥]+", words)
    pattern = re.compile(r"[^\w]*".join(rf"\b{part}\b" if part.isascii() else part for part in parts), re.ASCII)
    return lambda columns: any(pattern.search(re.sub(r"[^\w一-龥]", " ", column)) for column in columns)


def _prefixes(*words: str) -> Truth:
    patterns = [re.compile(rf"\b{word}", re.ASCII) for word in words]
    patterns[:-1] = [re.compile(rf"\b{word}\b", re.ASCII) for word in words[:-1]]
    return lambda columns: all(any(pattern.search(column) for column in columns) for pattern in patterns)


def _all_of(*words: str) -> Truth:
    return lambda columns: all(_has(word)(columns) for word in words)


def _any_of(*words: str) -> Truth:
    return lambda columns: any(_has(word)(columns) for word in words)


def _but_not(word: str, other: str) -> Truth:
    return lambda columns: _has(word)(columns) and not _has(other)(columns)


def test_every_class_of_query_finds_all_and_only_what_is_there(corpus: Corpus) -> None:
    conn = corpus.db.conn
    wrong: Counter[str] = Counter()
    for name, cases in _cases(corpus.texts):
        found_something = 0
        for query, is_there in cases:
            truth = {article for article, columns in corpus.texts.items() if is_there(columns)}
            found = index.plan(conn, query)
            matched = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
            answers = (
                set(index.in_turn(conn, found, -1)),
                set(index.in_turn(conn, found, -1, oldest=True)),
                {row[0] for row in conn.execute(matched, [index.match(query)])},
            )
            wrong[f"{name}: {query}"] += sum(answer != truth for answer in answers)
            wrong[f"{name}: {query} (count)"] += index.count(conn, query, cap=None) != (len(truth), True)
            wrong[f"{name}: {query} (over time)"] += sum(index.over_time(conn, found).values()) != len(truth)
            found_something += bool(truth)
        assert found_something > len(cases) / 3, f"the queries of {name} test nothing"
    assert +wrong == Counter()


def test_pages_follow_one_another_in_the_order_asked_for(corpus: Corpus) -> None:
    conn, query = corpus.db.conn, COMMONEST[80]
    every = [hit.id for hit in index.search(conn, query, page=ALL)]
    assert every == sorted(every, reverse=True)
    assert [hit.id for hit in index.search(conn, query, order="oldest", page=ALL)] == every[::-1]
    first = index.search(conn, query, page=index.Page(limit=7))
    second = index.search(conn, query, page=index.Page(limit=7, after=first[-1].id))
    assert [hit.id for hit in first + second] == every[:14]
    assert [hit.id for hit in index.search(conn, query, page=index.Page(limit=7, offset=7))] == every[7:14]


def test_every_hit_shows_where_it_stands(corpus: Corpus) -> None:
    for query in ("的", "AI", vocabulary().words[3], vocabulary().words[5]):
        for hit in index.search(corpus.db.conn, query):
            assert hit.extract.spans or hit.headline_spans, query


def test_filters_narrow_what_is_found(corpus: Corpus) -> None:
    filters = index.Filters(outlets=("south",), since="2015-01-02", until="2015-01-03")
    hits = index.search(corpus.db.conn, "的", page=ALL, filters=filters)
    assert {hit.outlet for hit in hits} == {"south"}
    assert {str(hit.id)[:8] for hit in hits} == {"20150102", "20150103"}
    assert index.count(corpus.db.conn, "的", filters=filters) == (len(hits), True)


def test_relevance_puts_the_headline_first_and_the_newer_before_the_older() -> None:
    rows = [
        {"id": 2025_01_01_0001, "url": "a", "outlet": "x", "headline": "關稅上調", "body": "今天宣布的消息。" * 20},
        {"id": 2025_01_02_0001, "url": "b", "outlet": "x", "headline": "股市", "body": "關稅。" + "今天的消息。" * 20},
        {"id": 2025_01_03_0001, "url": "c", "outlet": "x", "headline": "股市", "body": "關稅。" + "今天的消息。" * 20},
    ]
    rows += [
        {"id": 2025_01_04_0001 + n, "url": f"d{n}", "outlet": "x", "headline": "天氣", "body": "晴"} for n in range(9)
    ]
    db = searchable(rows)
    for query in ("关税", "稅"):
        assert [hit.url for hit in index.search(db.conn, query, order="relevance")] == ["a", "c", "b"]


def test_counting_stops_at_the_cap(corpus: Corpus) -> None:
    assert index.count(corpus.db.conn, "的", cap=100) == (100, False)
