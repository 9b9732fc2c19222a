"""Dates: what is printed, in every form papers use; nothing else, ever."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Article, Mark
from crawler.draft import Block, Page
from crawler.extract.around import Near
from crawler.extract.claims import Claims
from crawler.extract.dates import dates_in, moment, relative_in
from crawler.extract.published import complete_day, read_published
from crawler.outlet import Feed, Outlet

CAPTURED = "2026-11-22T03:00:00Z"
PACIFIC = "America/Los_Angeles"


def outlet(country: str = "US", timezone: str = PACIFIC) -> Outlet:
    home = "https://ganglu.example/"
    return Outlet(
        name="港路報",
        home=home,
        country=country,
        script="Hant",
        timezone=timezone,
        article=".*",
        sources=(Feed(url=home),),
    )


def read(
    *lines: str, claims: Claims | None = None, url: str | None = None, known: Outlet | None = None, after: bool = True
) -> Article:
    around = [Near(line, "div", False, after, i) for i, line in enumerate(lines)]
    page = Page(body=b"", url=url, fetched_at=CAPTURED)
    return read_published(Article(url=url), claims or Claims(), around, page, known)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("2025-11-18", "2025-11-18"),
        ("2026-3-16 00:03", "2026-03-16T07:03:00Z"),
        ("2024年06月11日 23:07", "2024-06-12T06:07:00Z"),
        ("2025 年 10 月 3 日", "2025-10-03"),
        ("２０２５年１０月３日", "2025-10-03"),
        ("2017/03/16", "2017-03-16"),
        ("[2018.06.30] 發表", "2018-06-30"),
        ("07-21-2025", "2025-07-21"),
        ("07.08.2025", "2025-07-08"),  # an American paper: month first
        ("6/16/2021 10:23:49 PM", "2021-06-17T05:23:49Z"),
        ("March 21, 2014", "2014-03-21"),
        ("Feb. 12, 2026", "2026-02-12"),
        ("08 Dec 2016", "2016-12-08"),
        ("Tuesday, May 7, 2024", "2024-05-07"),
        ("星期四, 9月 14, 2017", "2017-09-14"),
        ("03 5 月, 2024", "2024-05-03"),
        ("週五, 20 十一月 2026", "2026-11-20"),
        ("Fri, 29 Mar 2024 10:10:30 +0800", "2024-03-29T02:10:30Z"),
        ("2025-09-25T10:04:11-07:00", "2025-09-25T17:04:11Z"),
        ("2025-09-25T17:04:11.250Z", "2025-09-25T17:04:11Z"),
        ("二○○五年三月十二日", "2005-03-12"),
        ("二零二六年十一月廿一日", "2026-11-21"),
        ("兩千零十六年二月二十一日", "2016-02-21"),
        ("民國115年5月3日", "2026-05-03"),
        ("中華民國114年9月22日 下午3時05分", "2025-09-22T22:05:00Z"),
        ("民國99年5月3日", "2010-05-03"),
        ("114年9月22日", "2025-09-22"),
        ("113.05.03", "2024-05-03"),
        ("2024/5/3（五）15:20", "2024-05-03T22:20:00Z"),
        ("2012.01.12 03:55 pm", "2012-01-12T23:55:00Z"),
        ("2012-01-12 12:05 am", "2012-01-12T08:05:00Z"),
        ("2024-05-03T00:00:00", "2024-05-03"),  # midnight to the second: an hour nobody recorded
        ("2024-06-01 10:00 EDT", "2024-06-01T14:00:00Z"),
    ],
)
def test_printed_form(printed: str, wanted: str) -> None:
    found = dates_in(printed, "US")
    assert [moment(one, PACIFIC)[0] for one in found] == [wanted]


@pytest.mark.parametrize(
    "printed",
    [
        "21年03月1期",
        "29日",
        "周六(7日)",
        "5月3日",
        "2024年",
        "10.12.10.20",
        "1008",
        "02/03/2024",
        "2024年13月40日",
        "1949年10月1日",
    ],
)
def test_what_is_no_full_date_is_none(printed: str) -> None:
    assert dates_in(printed) == []


@pytest.mark.parametrize(
    ("country", "wanted"), [("US", date(2024, 2, 3)), ("AU", date(2024, 3, 2)), ("JP", None), (None, None)]
)
def test_order_of_day_and_month_is_the_country_s(country: str | None, wanted: date | None) -> None:
    found = dates_in("02/03/2024", country)
    assert (found[0].date if found else None) == wanted
    assert dates_in("8/28/2022", country)[0].date == date(2022, 8, 28)  # no day 28th month anywhere


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("3小時前", ("2026-11-21", "day")),
        ("17小时前", ("2026-11-21", "day")),
        ("4天前", ("2026-11-17", "day")),
        ("兩週前", ("2026-11-07", "day")),
        ("半小時前", ("2026-11-21", "day")),
        ("30分鐘前", ("2026-11-22T02:30:00Z", "minute")),
        ("昨天 10:20", ("2026-11-20T15:20:00Z", "minute")),
        ("刚刚", ("2026-11-21", "day")),
        ("2 hours ago", ("2026-11-21", "day")),
    ],
)
def test_relative_dates_count_from_the_capture(printed: str, wanted: tuple[str, str]) -> None:
    found = relative_in(printed, CAPTURED, "America/New_York")
    assert found is not None
    assert moment(found, "America/New_York") == wanted
    assert relative_in(printed, None, None) is None  # without a clock there is nothing to count from


def test_machine_readable_date_stands_first_and_keeps_its_source() -> None:
    claims = Claims(
        story={"datePublished": "2025-09-25T10:04:11-07:00", "dateModified": "2025-09-26T01:30:02Z"},
        meta={"article:published_time": ("2025-09-25T17:04:11+00:00",)},
    )
    found = read("2025 年 9 月 25 日", claims=claims)
    assert found.published_at == "2025-09-25T17:04:11Z"
    assert (found.published_source, found.published_precision) == ("json-ld", "second")
    assert found.published_raw == "2025-09-25T10:04:11-07:00"
    assert found.modified_at == "2025-09-26T01:30:02Z"
    assert found.marks == ()


def test_modification_is_never_publication() -> None:
    found = read(claims=Claims(meta={"article:modified_time": ("2025-09-26T01:30:02Z",)}))
    assert found.published_at is None
    assert found.modified_at == "2025-09-26T01:30:02Z"
    assert read("發布日期：2025年9月22日", "最後更新：2025年9月23日").published_at == "2025-09-22"


def test_zone_is_the_outlet_s_or_only_the_day_is_known() -> None:
    assert read("2025-09-22 23:30").published_at == "2025-09-22"
    found = read("2025-09-22 23:30", known=outlet())
    assert (found.published_at, found.published_precision) == ("2025-09-23T06:30:00Z", "minute")


def test_sources_that_differ_by_more_than_a_day_are_marked() -> None:
    claims = Claims(meta={"pubdate": ("2025-09-25",)})
    assert Mark.DATE_CONFLICT in read("發佈：2025-09-20 08:00", claims=claims).marks
    assert Mark.DATE_CONFLICT not in read("發佈：2025-09-24 23:00", claims=claims).marks


@pytest.mark.parametrize(
    "line",
    [
        "Copyright © 2024-05-05 港路報",
        "版權所有 2024年5月5日",
        "November 22, 2024 | Vol. 53, Issue 22",
        "展覽日期2024年6月1日起，地點在中華街活動中心，凡憑本報可免費入場並獲得一份紀念品，歡迎各界人士踴躍參加，座位有限請提早登記以免向隅。",
        "下一篇：港口加班 2024-05-05",
    ],
)
def test_traps_near_the_headline(line: str) -> None:
    assert read(line).published_at is None


@pytest.mark.parametrize(
    "line", ["2026年11月22日 星期日 10:47:39", "30 °C Tuesday, November 22, 2026", "2026年11月22日 星期日"]
)
def test_clock_above_the_headline_is_no_date(line: str) -> None:
    assert read(line, after=False).published_at is None


def test_date_after_the_capture_is_that_of_an_event() -> None:
    assert read("2027-01-05 10:00").published_at is None


def test_lists_of_other_stories_are_no_source() -> None:
    assert read("相關新聞", "碼頭集市開張 2024-05-05 10:00").published_at is None
    other = Near("2024-05-05 10:00", "span date div related-post", False, True, 3)
    assert read_published(Article(url=None), Claims(), [other], Page(body=b""), None).published_at is None


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example/news/2025/0611/771.html", "2025-06-11"),
        ("https://a.example/2020/02/13/28784.html", "2020-02-13"),
        ("http://a.example/tor/htm/News/20180630/tba4_r.htm", "2018-06-30"),
        ("https://a.example/b5/13/9/23/n3970173.htm", "2013-09-23"),
        ("https://a.example/a/202311/17/WS65571297a310d5ac.html", "2023-11-17"),
        ("https://a.example/johor/2018/08/255961", "2018-08"),
        ("http://a.example/index.php?view=article&id=157%3A2010-02-10-13-55-03", None),  # Joomla's alias
        ("http://a.example/5-2017-03-16-00-26-56.html", None),
        ("https://a.example/archives/66277", None),
        ("https://a.example/p/1747323388", None),
    ],
)
def test_address(url: str, wanted: str | None) -> None:
    found = read(url=url)
    assert found.published_at == wanted
    assert found.published_source == ("url" if wanted else None)


def test_day_of_a_dateline_is_completed_by_the_address_alone() -> None:
    blocks = (Block("(吉隆坡17日讯) 首相今早出席了华团的早餐会。"),)
    month = read(url="https://a.example/news/2018/08/255961")
    found = complete_day(month, blocks, "https://a.example/news/2018/08/255961")
    assert (found.published_at, found.published_precision, found.published_source) == ("2018-08-17", "day", "visible")
    assert complete_day(Article(url=None), blocks, None).published_at is None
    known = replace(month, published_at="2018-08-18", published_precision="day")
    assert complete_day(known, blocks, "https://a.example/news/2018/08/255961") == known


def test_paper_s_own_date_in_the_opening_counts_and_an_event_s_does_not() -> None:
    assert read("【松濤社2013年09月23日訊】鎮上的圖書館今天重開。").published_at == "2013-09-23"
    assert (
        read(
            "2013年9月20日，鎮上的圖書館在大雨中重新開門，三百多人排隊進場，隊伍一直排到對街的麵店門口，老闆端出了熱湯。"
        ).published_at
        is None
    )


@given(st.text(alphabet="0123456789年月日民國二○十廿-/. :APMmay,前小時天上午下T+Z", max_size=40))
def test_any_text_is_dates_or_none(text: str) -> None:
    for found in dates_in(text, "US"):
        when, precision = moment(found, PACIFIC)
        assert precision in {"second", "minute", "day", "month"}
        assert date.fromisoformat(when[:10])


@given(st.dates(min_value=date(1991, 1, 1), max_value=date(2090, 12, 31)))
def test_every_day_is_read_back_in_every_spelling(day: date) -> None:
    spellings = (
        f"{day.year}年{day.month}月{day.day}日",
        f"民國{day.year - 1911}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        day.strftime("%B %d, %Y"),
        day.strftime("%d %b %Y"),
    )
    for text in spellings:
        assert [one.date for one in dates_in(text)] == [day], text
