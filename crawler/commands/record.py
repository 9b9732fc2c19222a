"""`qiaowen record`: a page as a test case, with what was read on it for a person to judge."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import click

from archive import Article, Image
from crawler.errors import QiaowenError
from crawler.identity import require_contact_to
from crawler.outlet import Outlet
from crawler.outlets import claimed_by
from crawler.outlets import outlet as declared
from crawler.scout.asking import Answer, Asker

CASES = Path("tests/pages")
# Fields of an article in the order of a test case; those that hold several values are JSON.
_FIELDS = (
    "url", "headline", "deck", "section", "tags", "byline", "authors", "agency", "dateline", "published_at",
    "published_source", "published_precision", "modified_at", "script", "language", "images", "marks",
)  # fmt: skip


@click.command()
@click.argument("url")
@click.option("--case", help="Name of the case; taken from the address, if not said.")
@click.option("--outlet", help="Slug of the outlet; found by the host, if not said.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=CASES, show_default=True)
def record(url: str, case: str | None, outlet: str | None, into: Path) -> None:
    """Fetch the page at URL once and keep it as a test case: the bytes, how they came, and what was read on them.

    What was read is not yet what is right: read the page, mend expected.md, and say reviewed: true there. Cut the page
    down to what the test is about before you give it to others: the story belongs to the outlet.
    """
    from crawler.pipeline import read  # noqa: PLC0415 - two seconds of imports that --help need not wait for

    host = urlsplit(url).hostname or ""
    require_contact_to([host])
    folder = into / (case or _case_of(url))
    if folder.exists():
        raise QiaowenError(f"{folder} is there already; nothing was fetched")
    slug = outlet or claimed_by(host)
    known = declared(slug) if slug else None
    answer = Asker().ask(url)
    if answer.status != 200:
        raise QiaowenError(f"{url}: the server answers with status {answer.status}; nothing was kept")
    article = read(answer.page(), known).article
    folder.mkdir(parents=True)
    folder.joinpath("page.html").write_bytes(answer.body)
    folder.joinpath("capture.json").write_text(_capture(answer, known), encoding="utf-8")
    folder.joinpath("expected.md").write_text(_expected(article), encoding="utf-8")
    click.echo(f"{folder}: {article.headline or '(no headline)'}")
    click.echo(
        f"Read the page, mend {folder / 'expected.md'}, and say reviewed: true there; until then its test fails."
    )


def _case_of(url: str) -> str:
    parts = urlsplit(url)
    name = re.sub(r"[^a-z0-9]+", "-", f"{parts.hostname} {parts.path} {parts.query}".lower())
    return name.strip("-")[:60].strip("-")


def _capture(answer: Answer, known: Outlet | None) -> str:
    """How the page came, and what is known of its outlet, as the test cases have it."""
    said: dict[str, object] = {
        "url": answer.url,
        "fetched_at": answer.fetched_at,
        "headers": {"content-type": answer.content_type} if answer.content_type else {},
    }
    if known is not None:
        names = ("country", "script", "timezone", "platform")
        said["outlet"] = {name: getattr(known, name) for name in names if getattr(known, name)}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _expected(article: Article) -> str:
    """What was read, in the form a person reads and mends: front matter, then the paragraphs."""
    front = [f"{name}: {_written(getattr(article, name))}".rstrip() for name in _FIELDS]
    return "\n".join(["---", "reviewed: false", *front, "---", ""]) + "\n" + "\n\n".join(article.body) + "\n"


def _written(value: object) -> str:
    """A value of the front matter: nothing for what is unknown, JSON for a list."""
    if not isinstance(value, tuple):
        return str(value or "")
    rows = [[each.url, each.caption, each.credit] if isinstance(each, Image) else each for each in value]
    return json.dumps(rows, ensure_ascii=False)
