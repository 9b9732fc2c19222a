"""A small web on 127.0.0.1 with pretend Chinese-language outlets: what `make demo` and the crawl tests crawl.

Everything in it is made up: outlets, people, places of meeting and events.
"""

from tests.newsroom.outlets import declared
from tests.newsroom.server import DEMO, PORTS, Newsroom
from tests.newsroom.story import Story, stories
from tests.newsroom.truth import Truth, truth

__all__ = ["DEMO", "PORTS", "Newsroom", "Story", "Truth", "declared", "stories", "truth"]
