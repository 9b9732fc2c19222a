"""The demo's archive in a real browser: what a newcomer sees after `make demo`."""

from collections.abc import Callable
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed")
expect = sync_api.expect

Visit = Callable[..., Any]
Shoot = Callable[[Any, str], None]


@pytest.mark.parametrize("query", ["華埠", "华埠"])
def test_either_script_finds_the_same(visit_demo: Visit, shoot: Shoot, query: str) -> None:
    page = visit_demo("/", language="zh-TW")
    page.get_by_label("搜尋典藏").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.locator(".hit h3").filter(has_text="華埠單車徑八比三過關")).to_have_count(1)
    assert set(page.locator(".hit mark").all_inner_texts()) <= {"華埠", "华埠"}
    shoot(page, f"demo-search-{query}")


def test_pages_follow_one_another_to_the_last(visit_demo: Visit) -> None:
    page = visit_demo("/search")
    total = int(page.get_by_role("status").inner_text().split()[0])
    seen: list[str] = []
    while True:
        seen += [link.get_attribute("href") or "" for link in page.locator(".hit h3 a").all()]
        forward = page.get_by_role("link", name="Next page")
        if not forward.count():
            break
        forward.click()
        page.wait_for_load_state()
    assert len(seen) == len(set(seen)) == total > 40
    page.get_by_role("link", name="First page").click()
    expect(page.locator(".hit h3 a").first).to_have_attribute("href", seen[0])


def test_facets_narrow_and_add_up(visit_demo: Visit) -> None:
    page = visit_demo("/search")
    facet = page.locator(".facet").filter(has=page.get_by_role("heading", name="Outlet"))
    counts = [int(number) for number in facet.locator(".number").all_inner_texts()]
    assert sum(counts) == int(page.get_by_role("status").inner_text().split()[0])
    facet.get_by_role("link", name="港灣華報").click()
    page.wait_for_url("**outlet=gangwan*")
    assert set(page.locator(".hit .outlet").all_inner_texts()) == {"港灣華報"}
    expect(page.get_by_role("status")).to_have_text(f"{counts[0]} articles")


def test_what_an_outlet_changed_can_be_read(visit_demo: Visit, shoot: Shoot) -> None:
    page = visit_demo("/archive/edits_after_publication", language="en-US")
    page.locator("td a").first.click()
    page.get_by_role("link", name="2 revisions").click()
    assert page.locator("main del, main ins").count() > 2
    shoot(page, "demo-changes")


def test_what_was_withdrawn_is_still_here(visit_demo: Visit, shoot: Shoot) -> None:
    page = visit_demo("/archive/withdrawn_articles")
    page.locator("td a").first.click()
    expect(page.get_by_role("note")).to_contain_text("the page is gone")
    assert page.locator(".text p").count() > 0
    shoot(page, "demo-withdrawn")


def test_outlets_are_well_and_compared(visit_demo: Visit, shoot: Shoot) -> None:
    page = visit_demo("/outlets")
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".compared thead th")).to_have_count(3)
    shoot(page, "demo-compare")
    page = visit_demo("/outlet/gangwan")
    expect(page.get_by_text("All is well.").first).to_be_visible()
    page.get_by_text("How it is crawled").click()
    expect(page.locator("pre")).to_contain_text("wp-sitemap.xml")
    shoot(page, "demo-outlet")
    shoot(visit_demo("/health", language="zh-CN", width=360), "demo-health-phone")
