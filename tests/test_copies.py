"""Who copied whom: told right on the labelled set, found as articles are stored, and kept right as they change."""

import random
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from archive import Archive, Stored, copies_of, likeness
from archive.clusters import rebuild
from archive.copies import Part, compared
from archive.serve.differences import differences
from tests.conftest import STORY, story
from tests.copies import COLUMN, FORMS, labelled, measured

LONG = (
    "港灣區年宵花市週六開鑼，今年攤位增至三百個，主辦方把水仙和年桔移到入口兩旁，好讓長者不必走進人叢。",
    "花農羅伯伯凌晨四點從谷地出發，車上載着一百二十盆劍蘭；他說過海的渡輪今年加了班，不像去年那樣要等到天亮。",
    "市府在街口設了臨時廁所和兩處急救站，義工穿紅背心，說粵語、國語和英語，迷路的孩子一律帶到鐘樓下面。",
)


def test_copies_are_told_from_what_only_looks_like_them(archive: Archive) -> None:
    """As stored, through the archive: fingerprints find the candidates, and every pair within a cluster is a claim."""
    names = {keep(archive, number, item.body).article: item.name for number, item in enumerate(labelled())}
    found: dict[int, list[str]] = {}
    for article, cluster in archive.db.execute("SELECT article, cluster FROM members").fetchall():
        found.setdefault(cluster, []).append(names[article])
    told = measured({frozenset((a, b)) for group in found.values() for a in group for b in group if a != b})
    assert told.precision >= 0.95, told.wrong
    assert told.recall >= 0.95, told.missed
    assert not any("column" in name or name.split()[0] in FORMS for group in found.values() for name in group)
    assert len(COLUMN) + sum(len(filled) for _, filled in FORMS.values()) == 14


def keep(archive: Archive, number: int, body: str, **changes: object) -> Stored:
    return archive.store(
        story(number, body=tuple(body.split("\n\n")), **changes),
        outlet="harbour",
        seen_as="",
        capture=None,
        rules="test",
    )


def members(archive: Archive) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive.db.execute("SELECT article, nearest, common FROM copies").fetchall()]


def test_a_copy_in_the_other_script_is_found_with_what_it_shares(archive: Archive) -> None:
    body = "\n\n".join(LONG)
    first = keep(archive, 1, body, published_at="2026-01-24")
    copy = keep(archive, 2, OpenCC("t2s").convert(body), published_at="2026-01-25", agency="港湾华报")
    keep(archive, 3, "另一件事：泳池下週一起換水，三天不開放。" * 4)
    assert members(archive) == [(first.article, None, None), (copy.article, first.article, 1.0)]
    assert archive.db.execute("SELECT agency FROM copies").fetchall() == [(None,), ("港湾华报",)]


def test_an_older_archive_finds_its_copies_by_todays_runs(archive: Archive) -> None:
    body = "\n\n".join(LONG)
    keep(archive, 1, body)
    keep(archive, 2, body)
    todays = archive.db.execute("SELECT * FROM fingerprints ORDER BY run, article").fetchall()
    archive.db.execute("UPDATE fingerprints SET run = run + 1")
    archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'other_runs'")
    archive.close()
    with Archive(archive.folder, software="later") as opened:
        assert opened.db.execute("SELECT * FROM fingerprints ORDER BY run, article").fetchall() == todays
        assert len(members(opened)) == 2
        keep(opened, 3, body)
        assert len(members(opened)) == 3


def test_a_long_text_and_a_passage_of_it_share_runs() -> None:
    """The few runs of a short text are those that a longer one with the same words would note first."""
    body = likeness.text("".join(LONG) * 3)
    passage = likeness.text(LONG[1])
    assert len(set(likeness.fingerprint(body)) & set(likeness.fingerprint(passage))) >= 1
    assert len(likeness.fingerprint(passage)) == likeness.FEWEST


def test_a_text_that_changes_leaves_its_cluster_and_may_come_back(archive: Archive) -> None:
    body = "\n\n".join(LONG)
    keep(archive, 1, body)
    keep(archive, 2, body)
    assert len(members(archive)) == 2
    keep(archive, 2, "這篇文章已經改寫成另一件事：泳池下週一起換水，三天不開放，會員可到隔鄰的體育館去。")
    assert members(archive) == []
    assert archive.db.execute("SELECT count(*) FROM clusters").fetchone() == (0,)
    keep(archive, 2, body)
    assert len(members(archive)) == 2


def test_two_clusters_that_turn_out_to_be_one_are_joined(archive: Archive) -> None:
    one, two = LONG[0] + LONG[1], LONG[2] + "主辦方說，雨勢不減街坊興致，午後已售出過半水仙，明早還有三車年桔運到。"
    for number, body in enumerate((one, one, two, two)):
        keep(archive, number, body)
    assert archive.db.execute("SELECT count(*) FROM clusters").fetchone() == (2,)
    keep(archive, 9, one + "\n\n" + two)
    assert archive.db.execute("SELECT count(*) FROM clusters").fetchone() == (1,)
    assert len(members(archive)) == 5


def test_clusters_made_anew_are_the_same(archive: Archive) -> None:
    for number, item in enumerate(labelled()[:60]):
        keep(archive, number, item.body)
    before = members(archive)
    assert before
    told: list[tuple[int, int]] = []
    rebuild(archive.db, lambda done, total: told.append((done, total)))
    assert members(archive) == before


@pytest.mark.parametrize("body", ["", "。", "花", "好", "A"])
def test_the_shortest_texts_are_no_trouble(body: str) -> None:
    text = likeness.text(body)
    assert likeness.fingerprint(text)
    assert likeness.common(text, likeness.text("\n\n".join(STORY.body))) in {0.0, 1.0}


def told(parts: Iterable[Part]) -> str:
    """Parts as one line: what is gone in 〔〕, what is new in ［］."""
    frames = {"same": "{}", "gone": "〔{}〕", "new": "［{}］"}
    return "".join(frames[part.change].format(part.text) for part in parts)


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("花市在臺灣開鑼。", "花市在台湾开锣。", "花市在台湾开锣。"),
        ("他說：「水仙便宜了。」", "他说：“水仙便宜了。”", "他说：“水仙便宜了。”"),
        (
            "攤位增至三百個。主辦方把水仙移到入口。",
            "摊位增至三百五十个。主办方把水仙移到入口。",
            "摊位增至三百［五十］个。主办方把水仙移到入口。",
        ),
        ("雨停了。花農凌晨出發。", "花農凌晨出發。", "〔雨停了。〕花農凌晨出發。"),
        ("花農凌晨出發。", "本報訊 花農凌晨出發。僑團下月開座談。", "［本報訊 ］花農凌晨出發。［僑團下月開座談。］"),
        ("第一段在此。\n\n第二段在後。", "第一段在此。第二段在後。", "第一段在此。〔\n\n〕第二段在後。"),
        ("泳池換水三天。", "花市週六開鑼。", "〔泳池換水三天。〕［花市週六開鑼。］"),
    ],
    ids=["script", "quotes", "a number", "a sentence less", "more around", "paragraphs", "nothing in common"],
)
def test_what_was_changed_is_shown_as_printed(one: str, other: str, shown: str) -> None:
    assert told(compared(one, other)) == shown


texts = st.text("花市開鑼台臺灣湾。！？「」“”\n一二三 a㎡é\u00ad", max_size=60)


@given(texts, texts)
def test_both_texts_can_be_read_off_what_was_changed(one: str, other: str) -> None:
    parts = list(compared(one, other))
    assert "".join(part.text for part in parts if part.change != "gone") == other
    same_or_gone = "".join(part.text for part in parts if part.change != "new")
    assert len(same_or_gone) == len(one)


def test_long_tables_of_figures_hold_nobody_up() -> None:
    """Sign by sign, the first two take more than half a minute. Of the last, one figure was changed."""
    dice = random.Random(20261122)
    one, other = (f"{name} {' '.join(str(dice.randrange(1000)) for _ in range(6000))}。" for name in ("春", "秋"))
    mended = f"{one[:9000]}九{one[9001:]}"
    begun = time.process_time()
    for compare in (compared, in_one_paragraph):
        assert told(compare(one, other)) == f"〔{one[:-1]}〕［{other[:-1]}］。"
        assert told(compare(one, mended)) == f"{one[:9000]}〔{one[9000]}〕［九］{one[9001:]}"
    assert time.process_time() - begun < 2


def in_one_paragraph(one: str, other: str) -> Iterable[Part]:
    [paragraph] = differences([one], [other])
    return paragraph


def test_the_copies_of_an_article_say_who_what_and_when(archive: Archive) -> None:
    body = "\n\n".join(LONG)
    first = keep(archive, 1, body, published_at="2026-01-24")
    edited = OpenCC("t2s").convert(body.replace("三百個", "兩百八十個"))
    copy = keep(archive, 2, edited, published_at="2026-01-25", agency="港湾华报")
    keep(archive, 3, "另一件事：泳池下週一起換水，三天不開放。" * 4)
    assert first.article is not None
    assert copy.article is not None
    [row] = copies_of(archive.db.conn, first.article)
    assert (row.article, row.outlet, row.outlet_name, row.agency) == (copy.article, "harbour", "港灣華報", "港湾华报")
    assert (row.published_at, len(row.first_seen_at)) == ("2026-01-25", 20)
    assert 0.9 < row.share < 1
    changes = [(part.change, part.text) for part in row.changed if part.change != "same"]
    assert changes == [("gone", "三百"), ("new", "两百八十")]
    [back] = copies_of(archive.db.conn, copy.article)
    assert (back.article, back.share) == (first.article, row.share)
    assert copies_of(archive.db.conn, 99) == ()
