# ruff: noqa: PLC0415 - what is imported late is absent either here or where this file runs as a program
# mypy: ignore-errors
"""Other extractors, in an environment of their own: this file is also run there, so it needs nothing of the project.

python -m tests.quality --peers /path/to/other/bin/python
"""

import json
import subprocess
import sys
import time
from typing import Any


def read_with(python: str, cases: list[Any]) -> dict[str, list[Any]]:
    """Name of each peer found in that environment → its readings of the pages."""
    from tests.quality.metric import compare, without_headline
    from tests.quality.readers import Reading

    pages = json.dumps([case.body.decode("utf-8", "replace") for case in cases])
    done = subprocess.run([python, __file__], input=pages, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return {
        name: [
            Reading(compare(case.gold, without_headline(text, case.headline)), seconds)
            for case, (text, seconds) in zip(cases, texts, strict=True)
        ]
        for name, texts in found.items()
    }


def _readability(page: str) -> str:
    import lxml.html
    from readability import Document

    return "\n".join(lxml.html.fromstring(Document(page).summary()).itertext())


def _newspaper(page: str) -> str:
    from newspaper import Article

    article = Article(url="https://example.org/", language="zh")
    article.download(input_html=page)
    article.parse()
    return str(article.text)


def _magic(page: str) -> str:
    import lxml.html
    from magic_html import GeneralExtractor

    return "\n".join(
        lxml.html.fromstring(GeneralExtractor().extract(page, base_url="https://example.org/")["html"]).itertext()
    )


def _main() -> None:
    pages = json.load(sys.stdin)
    found: dict[str, list[tuple[str, float]]] = {}
    for name, reader in {"readability": _readability, "newspaper4k": _newspaper, "magic-html": _magic}.items():
        texts = []
        for page in pages:
            start = time.process_time()
            try:
                text = reader(page)
            except ModuleNotFoundError:
                break
            except Exception as error:  # a peer that crashes on a page has read nothing there
                print(f"{name}: {error!r}", file=sys.stderr)
                text = ""
            texts.append((text, time.process_time() - start))
        if len(texts) == len(pages):
            found[name] = texts
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    _main()
