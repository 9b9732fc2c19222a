"""What many tests share: a fresh archive, and articles to put into it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive import Archive, Article, OutletRecord

SHARED = Path(__file__).parent.parent.parent / "shared"

STORY = Article(
    url="https://harbour.example/archives/7",
    headline="港灣花市開鑼 三百攤位迎新春",
    byline="記者林若海",
    authors=("林若海",),
    published_at="2026-01-24T18:30:00Z",
    published_source="json-ld",
    published_precision="second",
    script="Hant",
    language="zh",
    body=("港灣區年宵花市週六開鑼，今年攤位增至三百個。", "主辦方說，雨勢不減街坊興致，午後已售出過半水仙。"),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A fresh archive that knows one outlet, `harbour`."""
    with Archive(tmp_path / "data", software="Qiaowen/test") as fresh:
        fresh.register(OutletRecord(slug="harbour", name="港灣華報", home="https://harbour.example/", status="active"))
        yield fresh


def story(number: int = 7, **changes: object) -> Article:
    """The sample story under another number, with other words."""
    return replace(STORY, url=f"https://harbour.example/archives/{number}", **changes)  # type: ignore[arg-type]
