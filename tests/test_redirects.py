"""A page is decoded only where the word refresh stands in its head, and followed where it says so."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.fetch.redirects import MetaRefresh

HEAD = '<html><head><meta http-equiv="Refresh" content="0; url=/moved"></head><body>花市</body></html>'


def answered(body: bytes, encoding: str) -> Request | Response:
    request = Request("https://harbour.example/archives/7", headers={"Referer": "https://harbour.example/"})
    page = HtmlResponse(request.url, body=body, encoding=encoding)
    return MetaRefresh.from_crawler(get_crawler()).process_response(request, page)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_refresh_is_followed_and_nobody_is_told_where_from(encoding: str) -> None:
    asked = answered(HEAD.encode(encoding), encoding)
    assert isinstance(asked, Request)
    assert asked.url == "https://harbour.example/moved"
    assert "Referer" not in asked.headers


def test_a_page_without_one_is_not_decoded() -> None:
    page = answered("<html><head><title>花市</title></head></html>".encode(), "utf-8")
    assert isinstance(page, HtmlResponse)
    assert page._cached_ubody is None
