"""What a crawl is asked to do, beyond naming outlets."""

from dataclasses import dataclass
from datetime import date

# At one page in two seconds this is the better part of an hour; what is left over is first in line next time.
PAGES_PER_RUN = 1_000

# Listings and APIs are paged through so far when the past is asked for; an outlet of twenty years has fewer pages.
MOST_SOURCE_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both included, whose stories are asked for."""

    since: date
    until: date

    def holds(self, day: str | None) -> bool:
        """Whether a day or moment, `2019-05-03…`, lies in the window; one that is not known may."""
        return day is None or self.since.isoformat() <= day[:10] <= self.until.isoformat()

    def is_after(self, day: str | None) -> bool:
        """Whether the window lies wholly after a day or moment: then so it does after all that is older."""
        return day is not None and day[:10] < self.since.isoformat()

    @property
    def days(self) -> tuple[str, str]:
        """First and last day, as the archive writes them."""
        return self.since.isoformat(), self.until.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a crawl goes about it.

    `revisit` looks at every known article again, due or not. `pages` is the most articles asked for of an outlet,
    `minutes` how long before no more are asked for. `window` asks the sources for the past instead of the present.
    """

    revisit: bool = False
    pages: int = PAGES_PER_RUN
    minutes: float | None = None
    window: Window | None = None
