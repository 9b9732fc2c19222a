"""A small archive to read in: two outlets, both scripts, a revision, a withdrawn article, and hostile text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive import (
    Alternate,
    Archive,
    Article,
    Capture,
    Failure,
    Image,
    Mark,
    OutletRecord,
    Relation,
    Sighting,
    SourceRecord,
    Tally,
)
from archive.serve import app

HEXI = OutletRecord(
    slug="hexi",
    name="河西時報",
    name_en="Hexi Times",
    home="https://hexi.example/",
    country="US",
    place="洛杉磯",
    script="Hant",
    timezone="America/Los_Angeles",
    platform="WordPress",
    status="active",
)
NANWAN = OutletRecord(
    slug="nanwan",
    name="南湾周报",
    home="https://nanwan.example/",
    country="AU",
    place="悉尼",
    script="Hans",
    timezone="Australia/Sydney",
    status="active",
)

FERRY = Article(
    url="https://hexi.example/ferry",
    headline="舊金山渡輪月底增開夜班 乘客盼票價不漲",
    deck="市府說，先試半年",
    section="本地新聞",
    tags=("渡輪", "交通"),
    byline="記者林渡",
    authors=("林渡",),
    dateline="舊金山",
    published_at="2025-09-26T02:30:00Z",
    published_raw="2025年9月25日 晚上7:30",
    published_source="visible",
    published_precision="minute",
    script="Hant",
    language="zh",
    body=(
        "舊金山渡輪公司說，月底起每晚增開兩班船，最後一班十一點半離岸。",
        "在碼頭等船的陳太太說，夜班早就該有了；「只要票價不漲，我天天坐。」",
        "渡輪公司說，票價年內不變，明年再議。",
    ),
    images=(
        Image(url="https://hexi.example/ferry.jpg", caption="傍晚的渡輪碼頭，乘客排隊上船。", credit="林渡攝"),
        Image(url="javascript:alert(1)", caption="新漆的渡輪", credit=None),
    ),
)
MENDED = replace(
    FERRY,
    headline="舊金山渡輪月底增開夜班 票價不變",
    body=(
        "舊金山渡輪公司說，月底起每晚增開三班船，最後一班十一點半離岸。",
        FERRY.body[1],
        "渡輪公司說，票價年內不變，明年再議。",
        "公司又說，輪椅乘客可以先上船。",
    ),
)
MARKET = Article(
    url="https://nanwan.example/market",
    headline="唐人街夜市缺水，摊主自己挑",
    section="社区",
    byline="通讯员苏禾",
    authors=("苏禾",),
    agency="南湾社",
    published_at="2024-11-02",
    published_source="url",
    published_precision="day",
    script="Hans",
    language="zh",
    body=("夜市的水管上周坏了，摊主从邻街挑水。", "市政热线说，工人周一来修。去过旧金山的老摊主说，那边也一样。"),
)
GONE = replace(
    MARKET,
    url="https://nanwan.example/gone",
    headline="图书馆周日闭馆一天",
    byline=None,
    authors=(),
    agency=None,
    published_at="2024-12-01",
    body=("图书馆说，周日闭馆一天，换地毯。",),
)
HOSTILE = Article(
    url="https://hexi.example/hostile",
    headline="<script>alert('標題')</script>怪題目",
    deck='"><img src=x onerror=alert(1)>',
    section="<b>欄目</b>",
    byline='=HYPERLINK("http://evil.example")',
    script="Hant",
    language="zh",
    body=("<iframe src='http://evil.example'></iframe>這一段裡有標記，渡輪也在。", "&lt;不是標記&gt; & 不該變"),
    marks=(Mark.NO_DATE,),
)
ENGLISH = Article(
    url="https://hexi.example/english",
    headline="Harbor Hotline Adds Cantonese Line",
    published_at="2025-03",
    published_source="meta",
    published_precision="month",
    language="en",
    body=("The harbor hotline now answers in Cantonese on weekdays.",),
)
STARS = Article(
    url="https://nanwan.example/stars",
    headline="天文馆修好老望远镜 周五起夜里开放",
    byline="通讯员贺兰",
    authors=("贺兰",),
    agency="星野社",
    published_at="2024-06-07T01:00:00Z",
    published_source="json-ld",
    published_precision="second",
    script="Hans",
    language="zh",
    alternates=(Alternate(url="https://nanwan.example/amp/stars", relation=Relation.AMP),),
    body=(
        "南湾天文馆说，停用六年的老望远镜已经修好，周五起每晚开放两个小时，入场不用买票，只须先在网上登记姓名。",
        "修镜子的师傅姓贺，今年七十一岁。他说镜面磨了整整一个冬天，零件是从三家旧货店里一件一件找齐的。",
        "馆长提醒，遇上阴雨天就改看放映，孩子们还可以自己动手拼一架小望远镜带回家去。",
        "登记从周三早上九点开始，每晚只放四十人。去年冬天先来试看的街坊，有人带了热汤，坐到半夜才走。",
    ),
)
# The same story a day later, at the other outlet and in the other script, its last paragraph left out.
STARS_COPIED = replace(
    STARS,
    alternates=(Alternate(url="https://hexi.example/gb/stars", relation=Relation.SCRIPT),),
    url="https://hexi.example/stars",
    headline="老望遠鏡重見星空 天文館週五起夜間開放",
    byline=None,
    authors=(),
    agency="星野社",
    published_at="2024-06-08T03:00:00Z",
    script="Hant",
    body=(
        "南灣天文館說，停用六年的老望遠鏡已經修好，週五起每晚開放兩個小時，入場不用買票，只須先在網上登記姓名。",
        "修鏡子的老師傅姓賀，今年七十一歲。他說鏡面磨了整整一個冬天，零件是從三家舊貨店裡一件一件找齊的。",
    ),
)
# And the outlet's own version in the other script, at an address that does not tell.
STARS_TWIN = replace(
    STARS,
    alternates=(),
    url="https://nanwan.example/in-the-other-script/77",
    headline="天文館修好老望遠鏡 週五起夜裡開放",
    published_at="2024-06-07T01:05:00Z",
    script="Hant",
    body=(
        STARS_COPIED.body[0],
        STARS_COPIED.body[1].replace("老師傅", "師傅"),
        "館長提醒，遇上陰雨天就改看放映，孩子們還可以自己動手拼一架小望遠鏡帶回家去。",
        "登記從週三早上九點開始，每晚只放四十人。去年冬天先來試看的街坊，有人帶了熱湯，坐到半夜才走。",
    ),
)


def furnish(folder: Path) -> dict[str, int]:
    """Make the archive in a folder; returns the articles' numbers by the last part of their URL."""
    with Archive(folder, software="qiaowen test") as archive:
        run = archive.begin_run(HEXI, (SourceRecord(url="https://hexi.example/feed", kind="Feed", evidence="seen"),))
        archive.register(NANWAN)
        archive.see("nanwan", [Sighting(url=str(GONE.url), source="https://nanwan.example/feed")])
        for outlet, articles in (
            (HEXI, (FERRY, HOSTILE, ENGLISH, MENDED)),
            (NANWAN, (MARKET, GONE, STARS, STARS_TWIN)),
            (HEXI, (STARS_COPIED,)),
        ):
            for article in articles:
                archive.store(
                    article,
                    outlet=outlet.slug,
                    seen_as=str(article.url),
                    capture=_keep(archive, article, run),
                    rules="1",
                )
        archive.withdraw(str(GONE.url), "redirected", evidence=2)
        archive.fail(
            Failure(
                url="https://hexi.example/broken",
                outlet="hexi",
                reason="empty",
                message="the page is empty",
                capture=1,
                run=run,
            )
        )
        archive.end_run(
            run,
            Tally(
                found=4,
                fetched=4,
                stored=3,
                revised=1,
                failed=1,
                seconds=2.5,
                outcome="finished",
                verdict="pages_failed",
            ),
        )
        return {row["url"].rpartition("/")[2]: row["id"] for row in archive.db.query("SELECT id, url FROM articles")}


def _keep(archive: Archive, article: Article, run: int) -> int:
    return archive.keep(
        Capture(
            url=str(article.url),
            fetched_at="2025-09-27T00:00:00Z",
            status=200,
            headers=(("Content-Type", "text/html"),),
            body=b"<p>page</p>",
        ),
        run,
    )


@asynccontextmanager
async def opened(folder: Path, **how: Any) -> AsyncIterator[Any]:
    """Datasette over an archive, its threads and files closed at the end."""
    datasette = app(folder, **how)
    yield datasette
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()
