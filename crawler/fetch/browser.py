"""Pages that their own scripts build: fetched as any page is, then shown by a browser that fetches nothing itself.

An outlet declares that it needs this. The answer as it was received is a `response` in the WARC, as ever; what the
browser made of it, the document after its scripts have run, is a `resource` of the same address, and that is what is
read. Everything that the page's scripts ask for goes through the crawl as well: see crawler.fetch.showing.
"""

import importlib.util
import os
import shutil
from http import HTTPStatus
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from crawler.errors import NoBrowser
from crawler.identity import user_agent
from crawler.outlet import Outlet

IN_BROWSER = "in_browser"  # request.meta: this page is to be shown by a browser
HELD = "held"  # request.meta: the answer that the browser is given as the page
SHOWN = "playwright"  # request.meta and response.flags, by scrapy-playwright's own name: shown by a browser

CHROMIUM_VARIABLE = "QIAOWEN_CHROMIUM"
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# A lane of its own, that of no host: the page waits in it while what its scripts ask for goes down the host's lane.
SLOT = "browser"


def settings_for(outlet: Outlet) -> dict[str, Any]:
    """What Scrapy is told besides, for an outlet that needs a browser; nothing for any other.

    Raises NoBrowser where there is none.
    """
    if not outlet.needs_browser:
        return {}
    handler = "crawler.fetch.showing.Browser"
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "DOWNLOADER_MIDDLEWARES": {ShowInBrowser: 15},  # hears of the answer when the host's rules were seen to
        "DOWNLOAD_SLOTS": {SLOT: {"concurrency": 1, "delay": 0, "jitter": 0}},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": chromium(),
            "chromium_sandbox": os.geteuid() != 0,  # Chromium refuses to have one as root
            # A way out that leads nowhere: what is not handed to the page by us, it does not get.
            "proxy": {"server": "http://127.0.0.1:9"},
            "args": ["--force-webrtc-ip-handling-policy=disable_non_proxied_udp"],
        },
        "PLAYWRIGHT_CONTEXTS": {"default": {"user_agent": user_agent(), "service_workers": "block"}},
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
    }


def chromium() -> str:
    """The path of a Chromium: QIAOWEN_CHROMIUM, or the system's. Raises NoBrowser."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        raise NoBrowser("its pages need a browser: install the extra, `pip install 'qiaowen[browser]'`, and a Chromium")
    named = os.environ.get(CHROMIUM_VARIABLE)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if found is None:
        looked = named or ", ".join(_CHROMIUMS)
        raise NoBrowser(f"its pages need a browser, and there is none ({looked}): apt install chromium, or name one in "
                        f"{CHROMIUM_VARIABLE}")  # fmt: skip
    return found


class ShowInBrowser:
    """Downloader middleware: a whole page that is to be shown is asked for once more, of the browser."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes middlewares."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Hand a page to the browser; anything else, and what it has shown, goes on as it is."""
        is_page = response.status == HTTPStatus.OK and isinstance(response, HtmlResponse)
        if not request.meta.get(IN_BROWSER) or SHOWN in request.meta or not is_page:
            return response
        more = {SHOWN: True, HELD: response, "download_slot": SLOT, "autothrottle_dont_adjust_delay": True}
        meta = {**request.meta, **more, "dont_retry": True, "dont_redirect": True}
        return request.replace(url=response.url, meta=meta, priority=request.priority + 1, dont_filter=True)


def as_shown(response: Response) -> Response:
    """What a browser showed, in UTF-8 and saying so, whatever the page it was made of was written in.

    It has no validators of its own, and those of the page are none of it: the page may stay what it was while its
    scripts show another list, or another text. So what needs a browser is always asked for anew.
    """
    if not isinstance(response, HtmlResponse):
        return response
    body = response.text.encode("utf-8", "replace")
    return response.replace(body=body, headers={"Content-Type": "text/html; charset=utf-8"}, encoding="utf-8")
