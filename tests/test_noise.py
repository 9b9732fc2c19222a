"""What changes on a page from one visit to the next, and is not the story, makes no revision."""

import pytest

from archive.articles import digest
from crawler.draft import Page
from crawler.pipeline import read
from tests.exchanged import PARAGRAPHS

HTML = """<html lang="zh-Hant"><head><meta charset="utf-8"><title>港灣花市開鑼 - 港灣華報</title></head><body>
<nav><a href="/">首頁</a></nav><article><h1>港灣花市開鑼</h1><div class="meta"><span class="author">記者林若海</span>
<time>{time}</time> <span class="views">{views}</span></div><div class="entry-content">{above}<p>{0}</p><p>{1}</p>
{between}<p>{2}</p>{below}</div></article><aside>{beside}</aside><div class="comments">{comments}</div></body></html>"""
PLACES = {"time": "2026-01-24 18:30", "views": "閱讀 12", **dict.fromkeys(("above", "between", "below", "beside"), "")}


def text(**changed: str) -> str:
    printed = HTML.format(*PARAGRAPHS, **PLACES | {"comments": ""} | changed)
    page = Page(
        body=printed.encode(),
        url="https://harbour.example/a/1",
        fetched_at="2026-01-25T00:00:00Z",
        content_type="text/html",
    )
    article = read(page, None).article
    assert article.body == PARAGRAPHS
    assert article.byline == "記者林若海"
    return digest(article)


@pytest.mark.parametrize(
    "changed",
    [
        {"views": "閱讀 3,456"},
        {"views": "瀏覽量：9.9萬"},
        {"time": "3小時前"},
        {"time": "25 分鐘前"},
        {"time": "剛剛"},
        {"time": "昨天 10:20"},
        {"time": "2天前", "views": "閱讀 98"},
        {"time": "3 hours ago"},
        {"above": '<iframe src="https://ads.example"></iframe>'},
        {"between": '<ins class="adsbygoogle"></ins><script>adsbygoogle.push({});</script>'},
        {"between": '<div class="ad-container"><a href="https://ads.example">限時優惠，立即搶購！</a></div>'},
        {"between": "<div>廣告</div>"},
        {"beside": '<h3>相關新聞</h3><ul><li><a href="/2">渡輪改道</a></li></ul>'},
        {"below": '<div class="share">分享 <span>128</span> 讚 <span>36</span></div>'},
        {"below": "<p>點擊數：1288</p>"},
        {"comments": "<p>好看！</p>"},
    ],
    ids=str,
)
def test_noise_makes_no_revision(changed: dict[str, str]) -> None:
    assert text(**changed) == text()
