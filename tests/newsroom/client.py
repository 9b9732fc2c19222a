"""A plain HTTP client for tests: asks once, follows nothing, unpacks nothing."""

import http.client

from lxml import etree

from tests.newsroom.server import HOST, Newsroom
from tests.newsroom.truth import Truth


def ask(newsroom: Newsroom, slug: str, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One request by a client that changes nothing and follows nothing."""
    connection = http.client.HTTPConnection(HOST, newsroom.ports[slug], timeout=10)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def path_of(newsroom: Newsroom, told: Truth) -> str:
    """The path of a story on its outlet."""
    return told.url.removeprefix(newsroom.url(told.outlet, ""))


def locs(newsroom: Newsroom, slug: str, path: str) -> list[str]:
    """The addresses that a sitemap lists, in order."""
    _, _, body = ask(newsroom, slug, path)
    return [element.text or "" for element in etree.fromstring(body).iter("{*}loc")]
