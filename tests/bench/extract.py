"""What reading a page costs beside trafilatura's default, on the same pages, in the same run, turn by turn.

Twice: where nothing is known of a site, and where its platform or its story's element is declared.
"""

import logging
import sys
import time
from collections.abc import Iterable

import lxml.html
import trafilatura

from crawler.draft import Page
from crawler.errors import PageUnreadable
from crawler.outlet import Outlet, Source
from crawler.pipeline import read
from tests.quality.corpus import Case, own_pages, real_pages

ROUNDS = 1


def main() -> int:
    """Print both ratios; the exit status is 1 where one is above what it may be."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    cases = real_pages()
    if not cases:
        print("SKIPPED the real pages: there is no ../shared here. The project's own few are timed.", file=sys.stderr)
        cases = own_pages()
    unknown = _ratio((case, None) for case in cases)
    declared = [(case, outlet) for case in cases if (outlet := _declared(case)) is not None]
    known = _ratio(declared)
    print(f"nothing known of the site: {unknown:.2f} of trafilatura's default, {len(cases)} pages; may be 1.00")
    print(f"the story's element known: {known:.2f} of trafilatura's default, {len(declared)} pages; may be 0.50")
    return 0 if unknown <= 1.0 and known <= 0.5 else 1


def _ratio(pairs: Iterable[tuple[Case, Outlet | None]]) -> float:
    ours = theirs = 0.0
    pairs = list(pairs)
    for _ in range(ROUNDS):
        for case, outlet in pairs:
            page = Page(body=case.body, url=case.url)
            start = time.process_time()
            try:
                read(page, outlet)
            except PageUnreadable as error:
                print(f"{case.id}: {error}", file=sys.stderr)
            middle = time.process_time()
            trafilatura.bare_extraction(case.body.decode("utf-8", "replace"), url=case.url, with_metadata=True)
            ours += middle - start
            theirs += time.process_time() - middle
    return ours / theirs if theirs else 0.0


def _declared(case: Case) -> Outlet | None:
    """An outlet that declares the smallest named element that holds the story, as a person would on seeing the page."""
    start = "".join(case.gold.split())[:12]
    end = "".join(case.gold.split())[-12:]
    tree = lxml.html.document_fromstring(case.body, parser=lxml.html.HTMLParser(encoding="utf-8"))
    found = None
    for element in tree.iter("div"):
        text = "".join("".join(map(str, element.itertext())).split())
        if start in text and end in text and (element.get("id") or (element.get("class") or "").strip()):
            found = element
    if found is None:
        return None
    names = (found.get("class") or "").split()
    selector = f'div[id="{found.get("id")}"]' if found.get("id") else f'div[class~="{names[0]}"]' if names else None
    if selector is None:
        return None
    return Outlet(
        name="known", home="https://known.example/", country="TW", script="both", timezone="Asia/Taipei",
        article=".*", sources=(Source(url="https://known.example/"),), body=selector,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
