"""Every outlet is a spider name: `scrapy list`, `scrapy crawl ushealthlifestyle`."""

from builtins import list as List  # noqa: N812 - the protocol's `list` method hides the type
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler.fetch.spider import spider_for
from crawler.outlets import outlet, outlets


class OutletLoader:
    """Scrapy's spider loader (a four-method protocol) over the declared outlets."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:  # noqa: ARG003 - Scrapy's signature
        """As Scrapy makes loaders."""
        return cls()

    def list(self) -> List[str]:
        """The slugs of all outlets."""
        return [*outlets()]

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of one outlet. Raises KeyError, as Scrapy expects, for a slug nobody declared."""
        if spider_name not in outlets():
            raise KeyError(f"no outlet is called {spider_name!r}; `scrapy list` names them")
        return spider_for(outlet(spider_name))

    def find_by_request(self, request: Request) -> List[str]:
        """The outlets on whose hosts a request lives."""
        return [slug for slug, declared in outlets().items() if declared.is_own(request.url)]
