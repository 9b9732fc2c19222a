"""What recurs in an outlet's articles is learned and removed; what is the story's own stays, however often it comes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from archive import Archive, Article, Bar, Candidate, LearnedLine, Learning, Place, in_force, take_down
from crawler.clean.learned import digest_of, drop_learned
from crawler.commands import qiaowen
from crawler.draft import Block, Draft, Kind, Page
from crawler.pipeline import RULES, read, read_story, rules_of
from tests.conftest import story

LEAD = "停航三年的南岸渡輪昨日清晨復航，首班船於六時半離開碼頭，船上坐了九十名乘客。"
SECOND = "船公司經理說，頭一個月每天開六班，若乘客多於預期，五月起會加到每天十班。"
CLUB = "南岸讀者俱樂部 每月首個週六 碼頭書店三樓見"
FOOTER = "讀完這一則，不妨到碼頭書店三樓坐坐，店裡每個週六都為街坊留一壺熱茶和當天的南岸華報。"
TEA = "想看更多南岸的老故事，就到碼頭書店三樓來喝茶。"


def draft(*lines: str | Block, **known: object) -> Draft:
    blocks = tuple(line if isinstance(line, Block) else Block(line) for line in lines)
    return Draft(replace(Article(url=None), **known), blocks)  # type: ignore[arg-type]


def learned(*lines: str, place: Place = "tail") -> tuple[LearnedLine, ...]:
    return tuple(LearnedLine(number, place, line) for number, line in enumerate(lines, start=1))


def kept(done: Draft) -> list[str]:
    return [block.text for block in done.blocks]


def counted(done: Draft) -> list[tuple[str, str]]:
    return [(candidate.place, candidate.text) for candidate in done.candidates]


# --- what is removed -------------------------------------------------------------------------------------------------


def test_a_learned_line_goes_and_says_which_it_was() -> None:
    done = drop_learned(draft(LEAD, SECOND, CLUB, FOOTER), learned(FOOTER, CLUB))
    assert kept(done) == [LEAD, SECOND]
    assert [(removed.rule, removed.text) for removed in done.removed] == [("learned 2", CLUB), ("learned 1", FOOTER)]
    assert done.learned == (1, 2)


def test_punctuation_and_blanks_do_not_hide_a_line() -> None:
    assert kept(drop_learned(draft(LEAD, f"★ {CLUB.replace(' ', '　')} ★"), learned(CLUB))) == [LEAD]


def test_other_figures_are_another_line() -> None:
    """Where the rate of the day closes every report, it is the report."""
    assert kept(drop_learned(draft(LEAD, "今日匯率 1比5.21"), learned("今日匯率 1比5.18"))) == [
        LEAD,
        "今日匯率 1比5.21",
    ]


def test_a_line_goes_where_it_was_learned_and_nowhere_else() -> None:
    lines = [CLUB, LEAD, CLUB, SECOND, CLUB]
    assert kept(drop_learned(draft(*lines), learned(CLUB, place="tail"))) == [CLUB, LEAD, CLUB, SECOND]
    assert kept(drop_learned(draft(*lines), learned(CLUB, place="head"))) == [LEAD, CLUB, SECOND, CLUB]
    assert kept(drop_learned(draft(LEAD, TEA, SECOND), learned(TEA, place="inside"))) == [LEAD, SECOND]
    assert kept(drop_learned(draft(*lines), learned(CLUB, place="any"))) == [LEAD, CLUB, SECOND]


def test_nothing_above_the_last_words_of_a_story_is_in_reach() -> None:
    """結語 recurs below the middle of every analysis, and the analysis goes on below it."""
    lines = [LEAD, "結語", SECOND, CLUB]
    assert kept(drop_learned(draft(*lines), learned("結語", CLUB))) == lines[:3]


def test_a_counter_does_not_hide_what_stands_above_it() -> None:
    assert kept(drop_learned(draft(LEAD, CLUB, "共一百二十人喜歡"), learned(CLUB))) == [LEAD, "共一百二十人喜歡"]


def test_a_notice_below_a_footer_does_not_hide_it() -> None:
    notice = "更正：首班船應為六時半開出。"
    assert kept(drop_learned(draft(LEAD, FOOTER, notice), learned(FOOTER))) == [LEAD, notice]


def test_a_story_is_never_emptied() -> None:
    """A page with a film prints nothing but the line that says so: that is its text."""
    done = drop_learned(draft(CLUB), learned(CLUB))
    assert (kept(done), done.removed, done.learned) == ([CLUB], (), ())


NEVER = [
    "編按：本文受訪者要求不具全名。",
    "【編者按】本欄由讀者來稿，文責自負。",
    "更正：首班船應為六時半開出。",
    "本報更正",
    "本報訊",
    "記者林若海／南岸報導",
    "本报记者 林若海",
    "（吉隆坡17日讯）渡輪昨日復航。",
    "「歡迎大家回來坐船。」",
    "船長說：「歡迎大家回來坐船。」",
    "林若海專欄",
    "（待續）",
    "未完待續，明日請早",
    Block("渡輪 六時半", Kind.ROW),
    Block("歡迎大家回來坐船", Kind.QUOTE),
]


@pytest.mark.parametrize("place", ["head", "inside", "tail", "any"])
@pytest.mark.parametrize("line", NEVER, ids=str)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_what_is_never_removed_and_never_counted(line: str | Block, position: int, place: Place) -> None:
    lines: list[str | Block] = [LEAD, SECOND]
    lines.insert(position, line)
    text = line.text if isinstance(line, Block) else line
    done = drop_learned(draft(*lines, authors=("林若海",)), learned(text, place=place))
    assert text in kept(done)
    assert text not in {candidate.text for candidate in done.candidates}


def test_speech_that_runs_over_paragraphs_stays() -> None:
    lines = [LEAD, "船長說：「我等這一天等了三年。", "碼頭上每個人都是老朋友。", "大家慢慢上船。」"]
    assert kept(drop_learned(draft(*lines), learned(*lines[1:]))) == lines


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    line = "請加入「南岸街坊」一起看船，每個週六碼頭書店三樓見"
    assert kept(drop_learned(draft(LEAD, line), learned(line))) == [LEAD]


texts = st.sampled_from([LEAD, SECOND, CLUB, FOOTER, TEA, "結語", *(line for line in NEVER if isinstance(line, str))])


@given(st.lists(texts, min_size=1, max_size=12), st.sets(texts), st.sampled_from(["head", "inside", "tail", "any"]))
def test_whatever_was_learned(lines: list[str], lore: set[str], place: Place) -> None:
    """What is the story's own stays, what is left is in order, and what went is what was learned."""
    before = draft(*lines, authors=("林若海",))
    done = drop_learned(before, learned(*sorted(lore), place=place))
    assert [line for line in kept(done) if line in NEVER] == [line for line in lines if line in NEVER]
    rest = iter(lines)
    assert all(line in rest for line in kept(done))
    assert {removed.text for removed in done.removed} <= lore
    assert kept(done)
    # whoever reads by the lines that took part alone reads the same
    took_part = [line for line in learned(*sorted(lore), place=place) if line.id in done.learned]
    assert kept(drop_learned(before, took_part)) == kept(done)


# --- what is counted -------------------------------------------------------------------------------------------------


def test_few_lines_of_a_story_are_counted() -> None:
    """Inwards from its edges, the first unknown sentence included."""
    told = (
        "船回來了，碼頭上又有了聲音，連對岸的燈也亮得早些，老人說這才像從前，孩子們"
        "卻是頭一回看見這麼大的船靠岸，揮手揮了整個早上。"
    )
    lines = [LEAD, *(f"{number}街上的{number}位街坊都說，{told}" for number in "二三四五六七八")]
    assert counted(drop_learned(draft(*lines))) == [("tail", lines[-1]), ("head", LEAD)]
    assert counted(drop_learned(draft(*lines, CLUB))) == [("tail", CLUB), ("tail", lines[-1]), ("head", LEAD)]
    assert ("inside", TEA) in counted(drop_learned(draft(LEAD, SECOND, TEA, *lines)))


def test_a_removed_line_is_counted_on() -> None:
    assert ("tail", FOOTER) in counted(drop_learned(draft(LEAD, FOOTER), learned(FOOTER)))


# --- what is learned -------------------------------------------------------------------------------------------------


def days(number: int) -> Iterator[str]:
    """Days of publication, three articles a day."""
    return (f"2026-03-{1 + article // 3:02d}T08:00:00Z" for article in range(number))


def teach(archive: Archive, stories: Sequence[Sequence[str]]) -> None:
    """Store stories, reading each by what is in force when they begin."""
    learning = Learning(archive.db, "harbour")
    start = archive.db.table("articles").count
    for number, (lines, day) in enumerate(zip(stories, days(len(stories)), strict=True), start=start):
        done = drop_learned(draft(*lines), learning.lines)
        archive.store(
            story(number, body=tuple(kept(done))), outlet="harbour", seen_as="", capture=None, rules=rules_of(done)
        )
        learning.note(done.candidates, published_at=day)


def own(number: int) -> list[str]:
    """A story's own words, like no other's."""
    return [
        f"{LEAD[:-1]}，這是第{number}趟。",
        f"街坊{number}號說，他等這一天等了很久，從清晨起就坐在碼頭的長凳上。",
        f"船公司說，第{number}艘船年底前下水，到時航程會再短一刻鐘。",
    ]


def in_force_texts(archive: Archive) -> set[tuple[str, str]]:
    return {(line.place, line.text) for line in in_force(archive.db, "harbour")}


def test_a_line_below_every_story_is_learned_and_goes(archive: Archive) -> None:
    teach(archive, [[*own(number), CLUB] for number in range(6)])
    assert in_force_texts(archive) == set()  # six articles, but of two days only
    teach(archive, [[*own(number), CLUB] for number in range(6, 15)])
    assert in_force_texts(archive) == {("tail", CLUB)}
    teach(archive, [[*own(99), CLUB]])
    body, rules = archive.db.execute("SELECT body, rules FROM articles ORDER BY id DESC LIMIT 1").fetchone()
    assert body.split("\n\n") == own(99)
    [number] = (line.id for line in in_force(archive.db, "harbour"))
    assert rules == f"{RULES} learned {number}"
    row = next(archive.db.query("SELECT * FROM boilerplate WHERE text = ?", [CLUB]))
    assert (row["articles"], row["first_day"], row["last_day"]) == (16, "2026-03-01", "2026-03-03")


def test_a_footer_of_two_sentences_is_peeled_in_two_rounds(archive: Archive) -> None:
    """The upper sentence comes into reach when the lower one is known."""
    upper = f"{TEA[:-1]}，店主人會把當年的船票、老相片和碼頭上的舊鐘一件件拿出來，講到打烊也不催人，還送大家到渡口。"
    teach(archive, [[*own(number), upper, FOOTER] for number in range(24)])
    assert in_force_texts(archive) == {("tail", FOOTER)}
    teach(archive, [[*own(number), upper, FOOTER] for number in range(24, 48)])
    assert in_force_texts(archive) == {("tail", FOOTER), ("tail", upper)}


def test_a_sentence_inside_every_story_is_learned(archive: Archive) -> None:
    teach(archive, [[*own(number)[:2], TEA, *own(number)[2:]] for number in range(24)])
    assert in_force_texts(archive) == {("inside", TEA)}


ORDINARY: dict[str, tuple[int, Callable[[list[str]], list[str]]]] = {
    # how often of 10 stories, and the lines put around the story's own
    "column that comes daily": (1, lambda own: ["碼頭聽濤", *own]),
    "stock sentence": (1, lambda own: [*own, "警方仍在調查，呼籲目擊者與南岸分局聯絡。"]),
    "sub-headline": (10, lambda own: [own[0], "結語", *own[1:]]),
    "byline": (10, lambda own: ["本報訊", *own]),
    "agency": (10, lambda own: [*own, "（中央社）"]),
    "instalment": (10, lambda own: [*own, "（待續）"]),
    "notice": (10, lambda own: [*own, "編按：船期以船公司公告為準。"]),
    "motto": (10, lambda own: [*own, "「船到橋頭自然直。」"]),
    "credit line of figures": (10, lambda own: [*own, f"今日乘客 {hash(own[0]) % 9000 + 1000} 人"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDINARY)
def test_what_recurs_and_belongs_is_not_learned(archive: Archive, name: str) -> None:
    often, printed = ORDINARY[name]
    teach(archive, [printed(own(n)) if n % 10 < often else own(n) for n in range(60)])
    assert in_force_texts(archive) == set()


def test_a_story_told_in_instalments_over_two_days_teaches_nothing(archive: Archive) -> None:
    background = "渡輪於三年前停航，當時的船東把兩艘船賣給了對岸的旅行社，碼頭從此只停漁船。"
    teach(archive, [[*own(n), background] for n in range(6)] + [own(n) for n in range(6, 60)])
    assert in_force_texts(archive) == set()


def test_an_article_counts_once(archive: Archive) -> None:
    """A line printed twice in a story is one; what a later visit finds is not counted at all (see the crawl)."""
    learning = Learning(archive.db, "harbour")
    for published_at in days(4):
        learning.note(drop_learned(draft(*own(1), CLUB, CLUB)).candidates, published_at=published_at)
    assert {row[0] for row in archive.db.execute("SELECT articles FROM boilerplate WHERE place = 'tail'")} == {4}


def test_what_does_not_recur_is_forgotten(archive: Archive) -> None:
    """The table stays small however many articles come, and holds no text that was seen once."""
    learning = Learning(archive.db, "harbour")
    with archive.db.atomic():
        for number in range(2_000):
            learning.note(drop_learned(draft(*own(number), CLUB)).candidates, published_at="2026-03-01")
    [(rows,)] = archive.db.execute("SELECT count(*) FROM boilerplate").fetchall()
    assert rows < 250 + 100 + 2 * 100 + 1
    assert archive.db.execute("SELECT DISTINCT text FROM boilerplate WHERE text IS NOT NULL").fetchall() == [(CLUB,)]


# --- what people say -------------------------------------------------------------------------------------------------


def run(folder: Path, *arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(qiaowen, ["--archive", str(folder), *map(str, arguments)], catch_exceptions=False)
    return done.exit_code, done.output


@pytest.fixture
def taught(archive: Archive) -> Path:
    """The folder of an archive that has learned one line."""
    teach(archive, [[*own(number), CLUB] for number in range(15)])
    archive.close()
    return archive.folder


def forced(folder: Path) -> list[str]:
    with Archive(folder, software="Qiaowen/test") as archive:
        return [line.text for line in in_force(archive.db, "harbour")]


def test_what_was_learned_is_listed(taught: Path) -> None:
    status, said = run(taught, "boilerplate")
    assert status == 0
    assert "harbour  tail  15 articles, seen " in said
    assert CLUB in said
    assert run(taught, "boilerplate", "nobody")[0] == 2


def test_a_line_is_kept_by_number_or_text_and_dropped_again(taught: Path) -> None:
    number = run(taught, "boilerplate")[1].split()[0]
    assert run(taught, "boilerplate", "--keep", number)[0] == 0
    assert forced(taught) == []
    assert ", keep\n" in run(taught, "boilerplate", "harbour")[1]
    assert run(taught, "boilerplate", "harbour", "--drop", f"{CLUB}。")[0] == 0
    assert forced(taught) == [CLUB]


def test_a_line_nobody_learned_is_dropped_or_kept(taught: Path) -> None:
    run(taught, "boilerplate", "harbour", "--drop", FOOTER)
    run(taught, "boilerplate", "harbour", "--keep", TEA)
    assert forced(taught) == [CLUB, FOOTER]
    with Archive(taught, software="Qiaowen/test") as archive:
        [last] = [line for line in in_force(archive.db, "harbour") if line.text == FOOTER]
        assert kept(drop_learned(draft(LEAD, FOOTER), [last])) == [LEAD]
        for begin in range(0, 48, 24):
            teach(archive, [[*own(begin + number), TEA] for number in range(24)])
    assert forced(taught) == [CLUB, FOOTER]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--keep", 4711), "no line has the number 4711"),
        (("--keep", CLUB), "say whose line it is"),
        (("nobody", "--keep", CLUB), "there is nothing of 'nobody'"),
        (("harbour", "--keep", CLUB, "--drop", CLUB), "either --keep or --drop"),
    ],
)
def test_a_mistake_is_one_line(taught: Path, arguments: tuple[object, ...], says: str) -> None:
    status, said = run(taught, "boilerplate", *arguments)
    assert status == 2
    assert says in said


# --- whole pages -----------------------------------------------------------------------------------------------------


def page(lines: Sequence[str], number: int = 1) -> Page:
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = f"""<html><head><title>渡輪復航第{number}天</title></head><body><article><h1>渡輪復航第{number}天</h1>
      {body}</article></body></html>"""
    return Page(body=html.encode(), url=f"https://harbour.example/archives/{number}")


def test_a_page_is_read_by_what_was_learned() -> None:
    found = read(page([*own(1), CLUB]), None, learned(CLUB))
    assert found.article.body == tuple(own(1))
    assert rules_of(found) == f"{RULES} learned 1"
    assert rules_of(read(page(own(1)), None, learned(CLUB))) == RULES


def test_the_pages_of_a_long_story_are_read_by_it_each() -> None:
    found = read_story([page([LEAD, SECOND, CLUB]), page([*own(2), FOOTER])], None, learned(CLUB, FOOTER))
    assert found.article.body == (LEAD, SECOND, *own(2))
    assert found.learned == (1, 2)
    assert {("tail", CLUB), ("tail", FOOTER)} <= set(counted(found))


def test_clean_shows_what_was_learned_at_work(taught: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(page([LEAD, SECOND, *own(1), CLUB]).body)
    assert f"] {CLUB}" not in run(taught, "clean", file, "--outlet", "harbour", "--explain")[1]
    number = run(taught, "boilerplate")[1].split()[0]
    said = run(taught, "clean", file, "--outlet", "harbour", "--learned", "--explain")[1]
    assert f"[learned {number}] {CLUB}" in said
    assert run(taught, "clean", file, "--learned")[0] == 2


def test_a_digest_is_of_letters_and_digits() -> None:
    assert digest_of("★ 碼頭書店，三樓見！") == digest_of("碼頭書店三樓見")
    assert digest_of("碼頭書店三樓見") != digest_of("碼頭書店四樓見")


def test_lines_are_counted_on_where_articles_were_taken_down(archive: Archive) -> None:
    line = Candidate("tail", digest_of(CLUB), CLUB, Bar(articles=2, share=0.5, days=1))
    for number in (1, 2):
        archive.store(story(number), outlet="harbour", seen_as=f"/{number}", capture=None, rules="test")
    Learning(archive.db, "harbour").note([line], published_at="2026-02-01")
    take_down(archive.db, archive.folder, str(story(1).url), "asked for")
    Learning(archive.db, "harbour").note([line], published_at="2026-02-02")
    assert [learned.text for learned in in_force(archive.db, "harbour")] == [CLUB]
