"""What every table and column of the archive means, in a sentence each: for Datasette's pages and docs/schema.md.

A column that is a field of a model is described once, there; the rest are described here. Columns stand in the order
of the model, then of the table. A test holds this against the real schema: nothing missing, nothing left over.
"""

from archive import index
from archive.model import (
    Alternate,
    Article,
    Capture,
    Failure,
    Image,
    OutletRecord,
    Sighting,
    SourceRecord,
    Tally,
    field_help,
)

TABLES: dict[str, str] = {
    "outlets": "The publications that are archived, as their declarations say",
    "sources": "Where an outlet shows its links: feeds, sitemaps, listings",
    "runs": "One crawl of one outlet, with what it came to",
    "sightings": "Every article address ever seen in a source, and what became of it",
    "captures": "Answers of web servers as received; the bytes lie in the folder warc/, one record each",
    "articles": "The articles, each as it reads today",
    "revisions": "Every text an article ever had; a new row only when headline, deck, byline or body changed",
    "readings": "What the view revisions is made of: each text is kept once, the current one in articles",
    "pages": "Captures of the second and further pages of stories that run over several",
    "declarations": "Every wording an outlet's declaration ever had",
    "absences": "When an article was found gone from the web, and found again",
    "copies": "Articles that repeat one another, cluster by cluster, the first published first",
    "clusters": "Groups of articles that repeat one another, across outlets and scripts",
    "members": "Which article is in which cluster",
    "fingerprints": "Checksums of a few runs of characters of each article, by which copies find one another",
    "takedowns": "What was asked to be taken down: it hides now, and whatever comes under it later",
    "hidden": "Numbers of articles that a takedown hides",
    "warc_files": "The files in the folder warc/, and how they were left",
    "boilerplate": "Lines that recur in an outlet's articles: what was learned of its boilerplate, and what people say",
    "alternates": "Other addresses of an article's own story: in the other script, as AMP, for print",
    "images": "Pictures printed with an article: what is said of them, not the pictures",
    "failures": "Addresses that gave no article, and why",
    "hosts": "Web hosts that are left alone for a while: down, or asking for quiet",
    "backfills": "What an unfinished crawl of past days has read, so that it goes on where it was",
    "articles_fts": "Full-text index of the articles; ask it with zh_match(), or as docs/search.md shows",
    "articles_chars": "Index of the single characters of each article, for queries of one character",
    "articles_tokens": "What of each article goes into the index: folded characters in overlapping pairs, and words",
    "articles_index": "How the index was made, and whether it is being made",
    "cjk_fold": "What each character is searched as, so that 臺, 台 and 台 find one another",
    "search": "The articles a query finds, in plain SQL: … FROM search WHERE query = '臺灣 關稅', all words of it",
    "cjk_query": "What the full-text index is to be asked for a query, in plain SQL",
    "cjk_asked": "A table that hands a query to the view cjk_query; of no use by itself",
    "cjk_kinds": "Which characters are indexed in pairs, and which make up words",
}


def _fields(model: type, *but: str) -> dict[str, str]:
    return {name: text for name, text in field_help(model).items() if name not in but}


_VALIDATORS = {
    "etag": "The server's mark of this version, sent back to ask for changes only",
    "last_modified": "The server's date of this version, sent back to ask for changes only",
}
_RULES = "Version of the rules that read the text: a release, and a fingerprint of their code"
_CAPTURE = "Capture the text was read from"
_OUTLET = "Outlet it belongs to"
_DECLARATION = "Version of the outlet's declaration that was used; null where nobody declared it"
_CHARS = "Its different characters, folded"
_TOKENS = {column: f"Tokens of the {column}, folded" for column in index.COLUMNS}

_MEMBER = {
    "cluster": "Cluster it is in",
    "article": "Article that repeats others, or is repeated",
    "nearest": "Article it was found to repeat; null for the one that was there first",
    "common": "Share of the shorter text of the two that stands in the longer one too, 0 to 1",
}

_REVISION = {
    "id": "Number of the row",
    "article": "Article whose text it is",
    "number": "1 for the first text that was read, then counting up",
    "cause": "first; publisher (the page changed); rules (the same page, read otherwise); unsettled (rules and text "
    "both changed: `qiaowen reextract` finds out which did it)",
    **{name: text for name, text in _fields(Article).items() if name in {"headline", "deck", "byline"}},
    "digest": "SHA-256 of headline, deck, byline and body, white space and width aside",
    "read_at": "When this text was read, UTC",
    "capture": _CAPTURE,
    "rules": _RULES,
    "declaration": _DECLARATION,
}

COLUMNS: dict[str, dict[str, str]] = {
    "outlets": _fields(OutletRecord, "declared"),
    "sources": _fields(SourceRecord)
    | _VALIDATORS
    | {
        "outlet": _OUTLET,
        "read_at": "When it was last read, UTC",
        "listed": "Articles it listed when it was last read in full",
    },
    "runs": _fields(Tally)
    | {
        "id": "Number of the run",
        "outlet": "Outlet that was crawled",
        "started_at": "When the run began, UTC",
        "ended_at": "When it ended, UTC; null while it runs, and for ever if it was killed",
        "software": "Program and version that ran",
        "declaration": _DECLARATION,
    },
    "sightings": _fields(Sighting)
    | {
        "outlet": _OUTLET,
        "first_seen_at": "When a source first showed it, UTC",
        "last_seen_at": "When a source last showed it, UTC",
        "state": "waiting to be fetched, stored, failed or gone",
        "fetched_at": "When it was last fetched, UTC",
        "due_at": "When it is to be fetched again, UTC; null for never, unless a source says it changed",
        "tries": "Times it was fetched with this outcome in a row",
        "article": "Article that was found there",
        "claimed_at": "When it was asked for, UTC, while nothing has become of it yet",
    },
    "captures": _fields(Capture, "headers", "body", "request_headers")
    | _VALIDATORS
    | {
        "id": "Number of the capture",
        "run": "Run that fetched it; null for an import",
        "content_type": "What the server says the answer is",
        "digest": "SHA-1 of the body as received, as in the WARC record: the proof that nothing was altered",
        "warc_file": "File in the folder warc/ that holds the record",
        "warc_offset": "Where the record begins in the file, in bytes",
        "warc_length": "Length of the record in the file, in bytes",
        "original": "Capture that holds the body this one repeats; null where the record has its own",
    },
    "articles": _fields(Article, "images", "alternates")
    | {
        "id": "Number of the article: day of publication, or of first sight where no day is known, then a count",
        "outlet": "Outlet that published it",
        "first_seen_at": "When the archive first read it, UTC",
        "fetched_at": "When it was last found on the web, UTC",
        "withdrawn_at": "When it was found to be gone from the web, UTC; its text is kept",
        "body": "Paragraphs with an empty line between them, without headline and captions",
        "captions": "Captions of all pictures, a line each, so that search finds them; without credits",
        "revision": "Number of its latest revision",
        "capture": _CAPTURE,
        "rules": _RULES,
    },
    "revisions": _REVISION | {"body": "Paragraphs with an empty line between them, without headline and captions"},
    "readings": _REVISION
    | {name: f"{_REVISION[name]}; null also for the latest revision" for name in ("headline", "deck", "byline")}
    | {"body": "The text; null for the latest revision, whose words are the article's own"},
    "pages": {
        "reading": "Revision that was read from it",
        "number": "Number of the page, from 2",
        "capture": _CAPTURE,
    },
    "declarations": {
        "version": "The first digits of the SHA-256 of its text",
        "outlet": _OUTLET,
        "text": field_help(OutletRecord)["declared"],
        "first_used_at": "When it was first used, UTC",
    },
    "absences": {
        "id": "Number of the row",
        "article": "Article that was gone",
        "reason": "gone (404 or 410), redirected (to the home page), emptied, or notice (another text in its place)",
        "gone_at": "When it was found gone, UTC",
        "evidence": "Capture that shows it; null where none was made",
        "back_at": "When it was found again, UTC; null while it is gone",
        "back": "Capture that shows it again",
    },
    "clusters": {"id": "Number of the cluster"},
    "members": _MEMBER,
    "copies": _MEMBER
    | {name: text for name, text in _fields(Article).items() if name in {"headline", "agency", "published_at", "url"}}
    | {"outlet": _OUTLET, "first_seen_at": "When the archive first read it, UTC"},
    "fingerprints": {"run": "Checksum of a run of nine characters, folded", "article": "Article it stands in"},
    "takedowns": {
        "id": "Number of the takedown",
        "pattern": "Address, or one with * for anything",
        "glob": "The same as SQLite's GLOB reads it",
        "reason": "Who asked, and why",
        "noted_at": "When it was entered, UTC",
        "lifted_at": "When it was lifted, UTC; null while it is in force",
    },
    "hidden": {
        "article": "Number of the article that is hidden",
        "takedown": "Takedown that hides it",
        "laid": "Number under which it lies in withheld.db",
    },
    "warc_files": {
        "name": "File name",
        "state": "open while it is written to, whole when it was closed, cut off when its writer was killed",
        "bytes": "Its size when it was closed; null while it is open, and where nobody noted it",
    },
    "boilerplate": {
        "id": "Number of the line; the rules of a reading name the lines that took part by it",
        "outlet": "Outlet in whose articles it recurs",
        "place": "Where it stands, and is removed: head, inside or tail of a story; any for what a person named",
        "digest": "Digest of its letters and digits, width and script of common words aside",
        "text": "The line as printed; null until it is seen in a second article",
        "articles": "Articles that had it when they were first read; each is counted once",
        "articles_before": "Articles of the outlet before the first of them",
        "first_seen_at": "When it was first seen, UTC; null for a line that a person named before",
        "last_seen_at": "When it was last counted, UTC",
        "first_day": "Earliest day on which an article with it was published",
        "last_day": "Latest such day",
        "since": "From when on it is removed from what is read, UTC; null while too few articles have it",
        "verdict": "What a person says: keep (never removed) or drop; null where nobody said anything",
        "judged_at": "When the person said it, UTC",
    },
    "alternates": _fields(Alternate) | {"article": "Article whose story it is"},
    "images": _fields(Image)
    | {
        "id": "Number of the row",
        "article": "Article it was printed with",
        "position": "Its place in the order on the page, from 1",
    },
    "failures": _fields(Failure)
    | {
        "id": "Number of the failure",
        "failed_at": "When it was noted, UTC",
    },
    "hosts": {
        "host": "Name of the host",
        "until": "Until when it is left alone, UTC",
        "reason": "Code of what went wrong",
        "bad_runs": "Runs in a row that it went wrong in",
    },
    "backfills": {
        "outlet": "Outlet whose past is crawled",
        "since": "First day that is asked for",
        "until": "Last day that is asked for",
        "address": "Address that was read to the end",
        "read_at": "When it was read, UTC",
    },
    "articles_fts": _TOKENS,
    "articles_chars": {"chars": _CHARS},
    "articles_tokens": {"id": "Number of the article", **_TOKENS, "chars": _CHARS},
    "search": {"query": "The query; must be given"},
    "cjk_query": {"query": "The query; must be given", "match": "What articles_fts is asked for it"},
    "cjk_asked": {
        "input": "The query, as it was given",
        "token": "A word of it, as SQLite sees words",
        "start": "Where the word begins, in bytes",
        "end": "Where it ends",
        "position": "How many words stand before it",
    },
    "articles_index": {"key": "What is noted", "value": "The note"},
    "cjk_fold": {"char": "Character as printed", "folded": "What it is searched as; empty for what is not seen"},
    "cjk_kinds": {
        "first": "Code point from which on, up to the next row, characters are of this kind",
        "kind": "pair, word, or empty for what separates",
    },
}
COLUMNS["search"] |= COLUMNS["articles"]
