"""The figures, printed, and those of them that have floors."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean, median

from archive import Article
from crawler.lexicon.plain import bare
from tests.quality.corpus import Case
from tests.quality.metric import norm
from tests.quality.readers import Reading

LABELS = Path(__file__).parent / "bylines.json"
FEW = 4  # pages; a source with fewer has no floor of its own: one page would decide it

# Where we are below on purpose: what we leave out stands beside the body in our record. docs/quality.md has the lines.
BELOW_BY_CHOICE = {
    "jlubawy/go-boilerpipe": "the text has the caption and credit of a picture",
    "Gerapy/GerapyAutoExtractor": "the text has captions, credits and the authors' line",
    "AndyTheFactory/newspaper4k": "the text has two editors' lines, and of one page it lost the quotation marks",
    "mozilla/readability": "the text has the editor's line, the old headline, the author's line and a list's heading",
}


def groups(cases: Sequence[Case]) -> dict[str, list[int]]:
    """Name of a group → numbers of its pages: all real ones, each script, each source."""
    found: dict[str, list[int]] = {}
    for i, case in enumerate(cases):
        names = [case.source] if case.source == "own pages" else ["all", f"script {case.script}", case.source]
        for name in names:
            found.setdefault(name, []).append(i)
    return found


def print_table(cases: Sequence[Case], readings: dict[str, list[Reading]]) -> None:
    """Ours in full, the others by their F1, per group; then what each costs."""
    others = [name for name in readings if name != "ours"]
    print(f"{'pages from':44} pages      P      R     F1   med.  <.5 >=.9 | F1: " + "  ".join(others))
    for group, numbers in groups(cases).items():
        scores = [readings["ours"][i].score for i in numbers]
        f1 = [score.f1 for score in scores]
        theirs = [mean(readings[name][i].score.f1 for i in numbers) for name in others]
        worse = "  BELOW" if theirs and max(theirs) > mean(f1) else ""
        print(
            f"{group:44} {len(numbers):5}  {_mean(s.precision for s in scores)}  {_mean(s.recall for s in scores)}"
            f"  {_mean(f1)}  {median(f1):.3f} {sum(f < 0.5 for f in f1):4} {sum(f >= 0.9 for f in f1):4} |     "
            + "  ".join(f"{value:{len(name)}.3f}" for name, value in zip(others, theirs, strict=True))
            + worse
        )
    base = readings.get("trafilatura default")
    for name, read in readings.items():
        ms = 1000 * mean(r.seconds for r in read)
        ratio = (
            f", {sum(r.seconds for r in read) / sum(r.seconds for r in base):.2f} of trafilatura default"
            if base
            else ""
        )
        print(f"CPU {name}: {ms:.1f} ms a page{ratio}")


def below(cases: Sequence[Case], readings: dict[str, list[Reading]]) -> list[str]:
    """Sources on which a mode of trafilatura or readability reads better than we do, but for those of our choice."""
    others = [name for name in readings if name.startswith("trafilatura") or name == "readability"]
    return [
        group
        for group, numbers in groups(cases).items()
        if group not in BELOW_BY_CHOICE
        and any(_f1(readings[name], numbers) > _f1(readings["ours"], numbers) for name in others)
    ]


def _f1(readings: Sequence[Reading], numbers: Sequence[int]) -> float:
    return round(mean(readings[i].score.f1 for i in numbers), 4)


def print_record(cases: Sequence[Case], readings: Sequence[Reading]) -> None:
    """Headline, day of publication and byline, against what the collections say of them."""
    for name, (hits, total) in _record(cases, readings).items():
        print(f"{name}: {hits} of {total} = {hits / total:.3f}" if total else f"{name}: no page says")
    worst = sorted(zip(cases, readings, strict=True), key=lambda pair: pair[1].score.f1)[:12]
    print("worst: " + " ".join(f"{case.id}={reading.score.f1:.2f}" for case, reading in worst))


def measured(cases: Sequence[Case], readings: Sequence[Reading]) -> dict[str, float]:
    """Name → value of everything that has a floor; of every one of them, more is better."""
    values: dict[str, float] = {}
    for group, numbers in groups(cases).items():
        if len(numbers) >= FEW or group == "own pages":
            values[f"body, {group}"] = mean(readings[i].score.f1 for i in numbers)
    real = [r for case, r in zip(cases, readings, strict=True) if case.source != "own pages"]
    if real:
        values["body, share of pages not failed"] = mean(r.score.f1 >= 0.5 for r in real)
    for name, (hits, total) in _record(cases, readings).items():
        if total:
            values[name] = hits / total
    return values


def bylines(cases: Sequence[Case], readings: Sequence[Reading]) -> dict[str, tuple[int, int]]:
    """How many pages that print who wrote them we find so, and how many we leave alone that print nobody.

    The labels were set by reading the pages; a name is kept as the beginning of its digest. An account or a pen name
    that is printed as the author is one; an agency, a paper or its desk is not.
    """
    if not LABELS.is_file():
        return {}
    labels: dict[str, list[str]] = json.loads(LABELS.read_text(encoding="utf-8"))
    told = {c.id: r.article.authors for c, r in zip(cases, readings, strict=True) if r.article and c.id in labels}
    printed = [bool(set(labels[page]) & {_digest(name) for name in told[page]}) for page in told if labels[page]]
    silent = [not told[page] for page in told if not labels[page]]
    return {
        "author found where one is printed": (sum(printed), len(printed)),
        "no author where none is printed": (sum(silent), len(silent)),
    }


def _digest(name: str) -> str:
    return hashlib.sha256(bare(name).encode()).hexdigest()[:12]


def _record(cases: Sequence[Case], readings: Sequence[Reading]) -> dict[str, tuple[int, int]]:
    pairs = [(c, r.article) for c, r in zip(cases, readings, strict=True) if c.source != "own pages" and r.article]
    headlines = [norm(a.headline) == norm(c.headline) for c, a in pairs if c.headline]
    days = [c.day in _days(a) for c, a in pairs if c.day]
    authors = [norm(c.author) in norm(f"{a.byline} {' '.join(a.authors)}") for c, a in pairs if c.author]
    return {
        "headline exact": (sum(headlines), len(headlines)),
        "day of publication": (sum(days), len(days)),
        "byline found": (sum(authors), len(authors)),
        **bylines(cases, readings),
    }


def _days(article: Article) -> set[str]:
    """The day of publication in UTC, and in the outlet's own zone where the page printed it in ISO form."""
    return {(article.published_at or "")[:10], (article.published_raw or "")[:10]}


def _mean(values: Iterable[float]) -> str:
    return f"{mean(values):.3f}"
