"""The crawl as it stands, with none of the haste of other tests: its manners, and a log that does not fill a disk."""

import logging
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.fetch import crawl


@pytest.fixture
def settings() -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def test_one_slow_lane_leads_to_a_host(settings: Settings) -> None:
    assert settings.getfloat("DOWNLOAD_DELAY") >= 2
    assert settings.getfloat("DOWNLOAD_DELAY_JITTER") == 0
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert settings.getfloat("AUTOTHROTTLE_START_DELAY") >= 2
    assert "Qiaowen" in settings["USER_AGENT"]


def test_nothing_listens(settings: Settings) -> None:
    on = {name for name, order in settings.getwithbase("EXTENSIONS").items() if order is not None}
    assert on == {"scrapy.extensions.throttle.AutoThrottle"}


def test_the_log_is_rolled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawl, "LOG_BYTES", 10_000)
    with crawl._log(tmp_path / crawl.LOG):
        for number in range(2_000):
            logging.getLogger("crawler").warning("花市 %d", number)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + crawl.LOG_FILES
    assert all(file.stat().st_size <= 10_000 for file in files)
    assert "花市 1999" in (tmp_path / crawl.LOG).read_text("utf-8")
