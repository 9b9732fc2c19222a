"""`python -m tests.newsroom.crawling FOLDER OUTLETS SETTINGS`: one crawl in a process of its own, to be killed."""

import json
import pickle
import sys
from base64 import b64decode
from pathlib import Path

from crawler.fetch.crawl import crawl
from crawler.fetch.report import exit_status, summary


def main() -> None:
    folder, outlets, settings = sys.argv[1:]
    reports = crawl(pickle.loads(b64decode(outlets)), Path(folder), settings=json.loads(settings))
    print(summary(reports))
    sys.exit(exit_status(reports))


if __name__ == "__main__":
    main()
