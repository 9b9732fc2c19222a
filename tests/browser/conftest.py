"""A real Chromium before a real server over a small archive. Skipped, with one loud line, where there is none."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.browser import demo
from tests.reading_room import furnish

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(__file__).parent.parent.parent / ".screenshots"
Visit = Callable[..., Any]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """`qiaowen serve` over the archive in a folder: its address, without the last slash."""
    command = [sys.executable, "-m", "crawler.commands", "--archive", str(folder), "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip().rstrip("/")
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small archive is served, with one of everything."""
    folder = tmp_path_factory.mktemp("served")
    furnish(folder)
    with served(folder) as found:
        yield found


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo's archive is served, crawled twice from its newsroom."""
    folder = tmp_path_factory.mktemp("demo")
    demo.make(folder)
    with served(folder) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed (.ci/set_up --group browser)"
    )
    if not CHROMIUM.exists():
        pytest.skip(f"NO BROWSER TESTS: there is no {CHROMIUM} (apt-get install chromium fonts-noto-cjk)")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    """Open a page of the small archive."""
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture
def visit_demo(browser: Any, demo_address: str) -> Iterator[Visit]:
    """Open a page of the demo's archive."""
    with visiting(browser, demo_address) as visit:
        yield visit


@contextmanager
def visiting(browser: Any, address: str) -> Iterator[Visit]:
    """Open pages as readers of some language, on screens of some width. No page may complain or ask elsewhere."""
    complaints: list[str] = []
    contexts = []

    def open_page(
        path: str, *, language: str = "en-US", width: int = 1200, dark: bool = False, status: int = 200
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{path}: {message.type}: {message.text}"))
        page.on("pageerror", lambda fault: complaints.append(f"{path}: {fault}"))
        page.on("request", lambda asked: complaints.extend([asked.url] * (not asked.url.startswith(address))))
        assert page.goto(address + path).status == status
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def shoot() -> Callable[[Any, str], None]:
    """Keep a picture of a page for people to look at."""

    def save(page: Any, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=str(SCREENSHOTS / f"{name}.png"), full_page=True)

    return save
