"""The pages to measure on: real ones beside the project, which may be absent, and the project's own."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval"
OWN = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what a person says its article is. None is what the person did not say."""

    id: str
    source: str
    script: str
    url: str | None
    body: bytes
    gold: str
    headline: str | None
    author: str | None
    day: str | None


def real_pages() -> list[Case]:
    """The pages of ../shared/eval in the manifest's order; none where it is absent."""
    manifest = SHARED / "manifest.jsonl"
    if not manifest.is_file():
        return []
    return list(_real(manifest))


def _real(manifest: Path) -> Iterator[Case]:
    for line in manifest.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Case(
            id=row["id"],
            source=row["repo"],
            script=row.get("script") or "?",
            url=row.get("url"),
            body=gzip.decompress((SHARED / row["html"]).read_bytes()),
            gold=(SHARED / row["gold"]).read_text(encoding="utf-8"),
            headline=row.get("gold_headline"),
            author=row.get("gold_author"),
            day=(row.get("gold_date") or "")[:10] or None,
        )


def own_pages() -> list[Case]:
    """The project's own pages, written for it: NAME.html and, beside it, the article a person reads there, NAME.txt."""
    return [
        Case(
            page.stem,
            "own pages",
            "own",
            None,
            page.read_bytes(),
            gold.partition("\n\n")[2],
            gold.split("\n")[0],
            None,
            None,
        )
        for page in sorted(OWN.glob("*.html"))
        for gold in (page.with_suffix(".txt").read_text(encoding="utf-8"),)
    ]


def digest(cases: list[Case]) -> str:
    """A digest of pages and gold: floors hold for this corpus and no other."""
    total = hashlib.sha256()
    for case in cases:
        for part in (
            case.id.encode(),
            case.body,
            case.gold.encode(),
            repr((case.headline, case.author, case.day)).encode(),
        ):
            total.update(hashlib.sha256(part).digest())
    return total.hexdigest()
