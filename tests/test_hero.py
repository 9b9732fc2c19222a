"""The picture between headline and story, where the element of the story does not hold it."""

import pytest

from archive import Image
from crawler.draft import Page
from crawler.pipeline import read

STORY = "".join(
    f"<p>第{i}段：渡輪公司昨日宣布，港口兩條航線加班到深夜，直到節日過去；乘客說，排隊的時間少了一半，船上也有了位子。</p>"
    for i in range(4)
)
OWN = "<meta property='og:image' content='https://port.example/up/ferry.jpg'>"


def images(beside: str, head: str = "", inside: str = "") -> tuple[Image, ...]:
    page = (
        f"<html><head><title>渡輪加班到深夜</title>{head}</head><body><div><h1>渡輪加班到深夜</h1>{beside}</div>"
        f"<div class='article-body'>{inside}{STORY}</div></body></html>"
    )
    return read(Page(body=page.encode(), url="https://port.example/1.html")).article.images


def test_picture_with_a_caption() -> None:
    figure = "<figure><img src='/up/ferry.jpg'><figcaption>乘客在碼頭排隊。（方一舟攝）</figcaption></figure>"
    assert images(figure) == (Image("https://port.example/up/ferry.jpg", "乘客在碼頭排隊。", "方一舟"),)
    box = "<div><img src='/up/ferry.jpg'><p class='caption'>乘客在碼頭排隊</p></div>"
    assert images(box) == (Image("https://port.example/up/ferry.jpg", "乘客在碼頭排隊", None),)


def test_picture_that_the_page_calls_its_own_in_any_size() -> None:
    assert images("<img src='/up/ferry-800x600.jpg'>", OWN) == (Image("https://port.example/up/ferry-800x600.jpg"),)


@pytest.mark.parametrize(
    "beside",
    [
        "<img src='/up/ad.jpg'>",  # nobody says what it is
        "<img src='/share/logo.png'>",
        "<aside><figure><img src='/up/other.jpg'><figcaption>別的故事</figcaption></figure></aside>",
        "",
    ],
)
def test_any_other_picture_is_none_of_the_story_s(beside: str) -> None:
    assert images(beside) == ()


def test_picture_that_the_story_holds_is_not_kept_twice() -> None:
    own = "<img src='/up/ferry.jpg'>"
    assert images(own, OWN, inside="<p><img src='/up/ferry-300x200.jpg'></p>") == (
        Image("https://port.example/up/ferry-300x200.jpg"),
    )
