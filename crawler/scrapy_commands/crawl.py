"""`scrapy crawl OUTLET` is `qiaowen crawl OUTLET`, with Scrapy's `-s NAME=VALUE` besides."""

import sys
from argparse import Namespace

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from archive import ArchiveError
from crawler.errors import QiaowenError
from crawler.fetch.crawl import crawl
from crawler.fetch.report import COULD_NOT_RUN, exit_status, summary
from crawler.identity import archive_folder, introduce, user_agent
from crawler.outlets import outlet


class Command(ScrapyCommand):
    """As Scrapy makes commands: by their module's name."""

    requires_project = True
    requires_crawler_process = False  # the crawl makes its own

    def syntax(self) -> str:
        """What comes after the command's name."""
        return "[options] <outlet>"

    def short_desc(self) -> str:
        """A line of help."""
        return "Fetch what is new of one outlet, as `qiaowen crawl` does"

    def run(self, args: list[str], opts: Namespace) -> None:  # noqa: ARG002 - Scrapy's signature
        """Crawl; what is wrong is one line, and the exit status that of `qiaowen crawl`."""
        if len(args) != 1:
            raise UsageError("one outlet, by its slug")
        folder = archive_folder()
        introduce(folder)
        try:
            reports = crawl([outlet(args[0])], folder, settings={"USER_AGENT": user_agent(), **self._asked()})
        except (QiaowenError, ArchiveError) as fault:
            print(f"qiaowen: {fault}", file=sys.stderr)
            self.exitcode = COULD_NOT_RUN
            return
        print(summary(reports))
        self.exitcode = exit_status(reports)

    def _asked(self) -> dict[str, object]:
        """The settings that were asked for on the command line."""
        settings = self.settings
        if settings is None:
            return {}
        return {
            name: settings[name] for name in settings if settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]
        }
