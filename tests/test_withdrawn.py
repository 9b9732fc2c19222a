"""Stories that are gone although their page answers: emptied, replaced by a notice, led home. And their coming back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive import Article, Mark, check, open_shelf
from crawler.draft import Page
from crawler.plan import Plan
from crawler.withdrawal import is_notice, lost
from tests.newsroom.hostile import STORY, Answer, Hostile, Site, html, page, redirect
from tests.test_backfill import crawled

LAST = "\n\n".join(STORY)


def shown(inner: str) -> Page:
    return Page(body=f"<html><head><title>惡港報</title></head><body>{inner}</body></html>".encode(), url="http://a/1")


def read(*body: str, marks: tuple[Mark, ...] = ()) -> Article:
    return Article(url="http://a/1", headline="海灘清理", body=body, marks=marks)


@pytest.mark.parametrize(
    "line",
    [
        "本文已刪除",
        "本文已被作者删除",
        "該文章已下架",
        "此文章已被移除。",
        "文章已下架",
        "內容不存在",
        "抱歉，您訪問的文章不存在",
        "对不起，该内容已被管理员删除！",
        "很抱歉，此页面已失效",
        "該報道因故撤下",
        "本篇報導應當事人要求撤稿",
        "此內容暫時無法顯示",
        "该新闻暂不能浏览",
        "提示：帖子已被屏蔽",
        "已下架",
        "文章找不到了",
        "内容已失效，请返回首页",
        "This article has been removed.",
        "The story is no longer available",
    ],
)
def test_a_notice_is_known_in_both_scripts(line: str) -> None:
    assert is_notice(line)
    assert lost(LAST, shown(f"<h1>海灘清理志工增至三倍</h1><p>{line}</p>"), read(line)) is not None


@pytest.mark.parametrize(
    "line",
    [
        "抖音海外版被要求下架",
        "鎮公所刪除了三個停車位",
        "本文作者去年在碼頭清理海灘",
        "內容豐富的展覽週六開幕",
        "這篇文章獲得社區報導獎",
        "本報訊，市議會刪去預算",
        "相關報道",
        "此文原載於本報週末版",
        "失效的護照要換發",
        "新聞自由被取消的年代",
        "文章不存在偏見，他說",
        "內容農場遭移除廣告資格",
        "報導取消演出的消息後，票務公司停機",
        "頁面設計取消了首頁的按鈕",
    ],
)
def test_a_line_of_a_story_is_no_notice(line: str) -> None:
    assert not is_notice(line)


def test_a_notice_is_told_from_emptiness() -> None:
    notice = lost(LAST, shown("<h1>海灘清理</h1><p>本文已刪除</p>"), read("本文已刪除"))
    assert notice is not None
    assert (notice.reason, notice.message) == ("notice", "where the story was, the page says: 本文已刪除")
    emptied = lost(LAST, shown("<h1>海灘清理</h1><div class='body'></div><footer>版權所有</footer>"), None)
    assert emptied is not None
    assert emptied.reason == "emptied"
    blank = lost(LAST, Page(body=b"\r\n", url="http://a/1"), None)
    assert blank is not None
    assert blank.reason == "emptied"


@pytest.mark.parametrize(
    ("last", "now", "article"),
    [
        (LAST, shown("".join(f"<p>{part}</p>" for part in STORY)), read(*STORY)),
        (LAST, shown("<ul>" + "".join(f"<li><a>{part}</a></li>" for part in STORY) + "</ul>"), None),
        (LAST, shown(f"<p>{STORY[0]}</p>"), read(STORY[0])),
        (LAST, shown("<p>讀完全文請登入</p>"), read("讀完全文請登入", marks=(Mark.TEASER,))),
        (LAST, shown("<p>安全驗證</p>"), read("安全驗證", marks=(Mark.BOT_WALL,))),
        (LAST, Page(body=b"%PDF-1.4 x", url="http://a/1"), None),
        (LAST, shown(f"<p>{'另一篇完全不同的報道，說的是泳池換水。' * 8}</p>"), read("另一篇完全不同的報道，" * 8)),
        ("雨停了。", shown("<p>天晴。</p>"), read("天晴。")),
    ],
    ids=[
        "as it was",
        "our rules fail",
        "one paragraph left",
        "a paywall",
        "a wall",
        "a file",
        "another text",
        "a line",
    ],
)
def test_what_may_be_there_is_not_taken_for_gone(last: str, now: Page, article: Article | None) -> None:
    assert lost(last, now, article) is None


FRAME = "<h1>海灘清理志工增至三倍</h1><div class='body'>{}</div><footer>惡港報 版權所有</footer>"
SECOND_DAY = {
    "/story/1": html(FRAME.format("")),
    "/story/2": html(FRAME.format("<p>本文已刪除</p>")),
    "/story/3": html(FRAME.format("<p>该文章应当事人要求撤稿。</p>")),
    "/story/4": redirect("/"),
    "/story/5": Answer(status=410),
    "/story/6": html("<title>內容不存在</title><h1>內容不存在</h1>"),
    "/story/7": Answer(b"", headers={"Content-Type": "text/html"}),
    "/story/8": html(f"<article><h1>海灘清理志工增至三倍</h1><div class='body'><p>{STORY[0]}</p></div></article>"),
}
REASONS = {1: "emptied", 2: "notice", 3: "notice", 4: "redirected", 5: "gone", 6: "notice", 7: "emptied"}


def one_day_gone(path: str, before: int, site: Site) -> Answer | None:
    return SECOND_DAY.get(path) if site.day == 2 else None


def absences(folder: Path) -> dict[int, tuple[str, int | None, int | None, bool]]:
    """Story → reason, evidence, capture of the coming back, whether it is withdrawn."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        rows = db.execute(
            """SELECT a.url, b.reason, b.evidence, b.back, a.withdrawn_at IS NOT NULL
                 FROM absences b JOIN articles a ON a.id = b.article"""
        )
        return {int(url.rpartition("/")[2]): (*rest, bool(gone)) for url, *rest, gone in rows}


def test_a_story_that_goes_keeps_its_text_and_may_come_back(tmp_path: Path) -> None:
    with Hostile([Site("gone", one_day_gone, stories=9)]) as hostile:
        site = hostile.sites["gone"]
        assert crawled(site.declared(), tmp_path, Plan()).tally.stored == 9
        site.day = 2
        second = crawled(site.declared(), tmp_path, Plan(revisit=True)).tally
        assert (second.withdrawn, second.revised, second.unchanged, second.failed) == (7, 1, 1, 0)
        found = absences(tmp_path)
        assert {story: reason for story, (reason, *_) in found.items()} == REASONS
        assert all(gone and back is None for _, _, back, gone in found.values())
        with open_shelf(tmp_path) as shelf:
            for story, (_, evidence, _, _) in found.items():
                assert evidence is not None
                answer = shelf.read(evidence)
                wanted = "/" if story == 4 else f"/story/{story}"
                assert answer.url == site.base + wanted
                assert answer.body == (site.answer("/", 0) if story == 4 else SECOND_DAY[wanted]).body
        with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
            bodies = db.execute("SELECT body FROM articles WHERE withdrawn_at IS NOT NULL").fetchall()
            assert bodies == [(LAST,)] * 7
            due = db.execute("SELECT count(*) FROM sightings WHERE state = 'gone' AND due_at IS NOT NULL").fetchone()
            assert due == (7,)
        again = crawled(site.declared(), tmp_path, Plan(revisit=True)).tally
        assert (again.withdrawn, again.failed) == (0, 0)
        site.day = 3
        third = crawled(site.declared(), tmp_path, Plan(revisit=True)).tally
        assert (third.withdrawn, third.revised, third.failed) == (0, 1, 0)
        assert all(back is not None and not gone for _, _, back, gone in absences(tmp_path).values())
        assert list(check(tmp_path)) == []


def test_a_story_that_comes_back_unchanged_is_noted_with_the_304(tmp_path: Path) -> None:
    """Asked for only if it changed since its text was read, the server says that it has not."""

    def vice(path: str, before: int, site: Site) -> Answer | None:
        if path != "/story/1":
            return None
        if site.day == 2:
            return Answer(status=404)
        asked = next(one for one in reversed(site.asked) if one.path == path)
        if "if-none-match" in asked.headers:
            return Answer(status=304)
        return Answer(page(path).body, headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"a"'})

    with Hostile([Site("gone", vice, stories=1)]) as hostile:
        site = hostile.sites["gone"]
        for day, plan in ((1, Plan()), (2, Plan(revisit=True)), (3, Plan(revisit=True))):
            site.day = day
            crawled(site.declared(), tmp_path, plan)
    [(reason, _, back, gone)] = absences(tmp_path).values()
    assert (reason, gone) == ("gone", False)
    with open_shelf(tmp_path) as shelf:
        assert back is not None
        assert shelf.read(back).status == 304
