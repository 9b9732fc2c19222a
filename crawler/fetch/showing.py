"""The browser at work: it is given a page, and what the page's scripts ask for is asked for by the crawl.

So robots.txt, the host's lane, the guard and the captures hold for those requests too, and the browser itself never
reaches the network. Needs scrapy-playwright; loaded only for an outlet that declares that it needs a browser.
"""

import asyncio
import logging
from contextlib import suppress
from functools import partial

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route, WebSocketRoute
from playwright.async_api import Request as Wish
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.fetch.browser import HELD, SHOWN, as_shown
from crawler.fetch.faults import Refused, Unshown
from crawler.fetch.spider import spider_of

logger = logging.getLogger(__name__)

# Of what a page asks for, what may change its text. Pictures, fonts and styles do not.
NEEDED = frozenset({"script", "xhr", "fetch"})

# Each request of a page takes its turn in the host's lane, two seconds apart: a page with twenty scripts takes a while.
PATIENCE_SECONDS = 180.0

# A browser that does not start, on a machine at its limits, is not waited for longer.
START_SECONDS = 120.0

# A page that never stops asking is taken as it stands when it was quiet for half a second, or after so long.
SETTLED_AFTER_SECONDS = 60.0

# Scripts are shared by all pages of an outlet; so many are kept through a run.
MOST_SCRIPTS = 200

# Said of the bytes on their way, which are another body by now; and cookies are the crawl's.
_OF_THE_WAY = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})


class Browser(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """scrapy-playwright's download handler, whose pages ask the crawl for all they want."""

    async def download_request(self, request: Request) -> Response:
        """Fetch a page as ever, or have the browser show one that was fetched. Raises Unshown where it cannot."""
        if SHOWN not in request.meta:
            return await super().download_request(request)  # type: ignore[no-any-return]
        seconds = self._crawler.settings.getfloat("BROWSER_PATIENCE_SECONDS", PATIENCE_SECONDS)
        settling = self._crawler.settings.getfloat("BROWSER_SETTLED_AFTER_SECONDS", SETTLED_AFTER_SECONDS)
        opened: list[Page] = []
        request.meta["playwright_page_methods"] = [PageMethod(_settle, settling)]
        try:
            async with asyncio.timeout(START_SECONDS) as limit:
                request.meta["playwright_page_init_callback"] = partial(self._attend, opened, limit, seconds)
                return as_shown(await super().download_request(request))
        except TimeoutError as fault:
            raise Unshown(f"the browser was not done with the page after {seconds:.0f} seconds") from fault
        except PlaywrightError as fault:
            raise Unshown(f"the browser could not show the page: {fault.message.splitlines()[0]}") from fault
        finally:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(10):
                    await asyncio.gather(*(page.close() for page in opened if not page.is_closed()))

    async def _attend(
        self, opened: list[Page], limit: asyncio.Timeout, seconds: float, page: Page, request: Request
    ) -> None:
        """Stand between a page and everything it asks for; its time begins now."""
        opened.append(page)
        limit.reschedule(asyncio.get_running_loop().time() + seconds)
        page.on("popup", lambda popup: asyncio.ensure_future(popup.close()))
        await page.route_web_socket("**", _hang_up)
        held = [request.meta[HELD]]
        await page.route("**", partial(self._answer, held))

    async def _answer(self, held: list[Response], route: Route, wish: Wish) -> None:
        """Give a page what it asks for: first the page itself, which is here already."""
        if held and wish.is_navigation_request():
            answer: Response | None = held.pop()
        else:
            answer = await self._ask(wish) if wish.resource_type in NEEDED else None
        with suppress(PlaywrightError):  # the page was closed while it waited
            if answer is None:
                await route.abort("aborted")  # any other code would put an error in place of the page
            else:
                await route.fulfill(status=answer.status, headers=_headers(answer), body=answer.body)

    async def _ask(self, wish: Wish) -> Response | None:
        """Have the crawl ask for what a page's script wants; None where it must not, or there is no answer."""
        spider = spider_of(self._crawler)
        if wish.url in self._scripts:
            return self._scripts[wish.url]
        if wish.method != "GET":
            spider.ledger.refuse_trap("not_get")
            return None
        request = Request(wish.url, callback=NO_CALLBACK, headers={"Accept": "*/*"}, dont_filter=True)
        try:
            response: Response = await self._crawler.engine.download_async(request)
        except Refused as refused:
            spider.ledger.refuse_trap(refused.fault.reason)
            return None
        except IgnoreRequest:
            return None
        except Exception as error:
            logger.info("%s: a page's script got no answer from %s: %r", spider.name, wish.url, error)
            return None
        if wish.resource_type == "script" and len(self._scripts) < MOST_SCRIPTS:
            self._scripts[wish.url] = response
        return response

    @property
    def _scripts(self) -> dict[str, Response]:
        """Address → script, of this run."""
        kept: dict[str, Response] = self.__dict__.setdefault("_kept_scripts", {})
        return kept


async def _settle(page: Page, seconds: float) -> None:
    """Wait until a page asks for nothing more, but not for ever."""
    with suppress(PlaywrightError):
        await page.wait_for_load_state("networkidle", timeout=seconds * 1000)


async def _hang_up(socket: WebSocketRoute) -> None:
    await socket.close()


def _headers(response: Response) -> dict[str, str]:
    named = {str(name): value for name, value in response.headers.to_unicode_dict().items()}
    return {name: value for name, value in named.items() if name.lower() not in _OF_THE_WAY}
