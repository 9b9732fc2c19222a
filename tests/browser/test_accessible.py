"""Every kind of page, judged by axe-core: WCAG 2.2, levels A and AA, in light and dark, in all three languages."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import PAGES

Visit = Callable[..., Any]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
ASK = """async rules => (await axe.run({runOnly: {type: 'tag', values: rules}})).violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html).join(' | ')}`.slice(0, 800))"""


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core itself."""
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        pytest.skip("NO AXE: axe-playwright-python is not installed (.ci/set_up --group browser)")
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible(visit: Visit, axe: str, path: str, dark: bool) -> None:
    for language, width in (("en-US", 1200), ("zh-TW", 1200), ("zh-CN", 360)):
        page = visit(path, language=language, dark=dark, width=width)
        page.evaluate(axe)
        assert page.evaluate(ASK, RULES) == [], (language, width)
