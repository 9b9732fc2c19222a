"""Redirects as Scrapy follows them, without a Referer, and without decoding every page to look for a refresh in it."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Response

# Scrapy looks into the first 4,096 characters; they are no more bytes than this, in any encoding.
_LOOKED_INTO = 4 * 4096


class Redirect(RedirectMiddleware):
    """Follows a 3xx answer."""

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 - Scrapy's signature
        """We say to nobody where we come from."""
        request.headers.pop("Referer", None)


class MetaRefresh(MetaRefreshMiddleware):
    """Follows `<meta http-equiv="refresh">` where a page begins with one."""

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 - Scrapy's signature
        """We say to nobody where we come from."""
        request.headers.pop("Referer", None)

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature
    ) -> Request | Response:
        """Look for one only where the word stands, be it in UTF-16."""
        head = response.body[:_LOOKED_INTO].replace(b"\0", b"").lower()
        return super().process_response(request, response) if b"refresh" in head else response
