"""What every table and column of the archive means, in a sentence each: for Datasette's pages and docs/schema.md.

A column that is a field of a model is described once, there; the rest are described here. Columns stand in the order
of the model, then of the table. A test holds this against the real schema: nothing missing, nothing left over.
"""

from archive import index
from archive.model import (
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
    "images": "Pictures printed with an article: what is said of them, not the pictures",
    "failures": "Addresses that gave no article, and why",
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
_RULES = "Version of the program whose rules read the text"
_CAPTURE = "Capture the text was read from"
_OUTLET = "Outlet it belongs to"
_CHARS = "Its different characters, folded"
_TOKENS = {column: f"Tokens of the {column}, folded" for column in index.COLUMNS}

COLUMNS: dict[str, dict[str, str]] = {
    "outlets": _fields(OutletRecord),
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
    },
    "articles": _fields(Article, "images")
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
    "revisions": {
        "id": "Number of the row",
        "article": "Article whose text it is",
        "number": "1 for the first text that was read, then counting up",
        **{name: text for name, text in _fields(Article).items() if name in {"headline", "deck", "byline"}},
        "body": "Paragraphs with an empty line between them, without headline and captions",
        "digest": "SHA-256 of headline, deck, byline and body, white space and width aside",
        "read_at": "When this text was read, UTC",
        "capture": _CAPTURE,
        "rules": _RULES,
    },
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
