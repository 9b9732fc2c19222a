"""The archive's codes in words a reader understands: English phrases, translated in words.toml like all others."""

MARKS = {
    "no_headline": "No headline was found.",
    "no_date": "No date of publication was found.",
    "date_conflict": "The page gives more than one date of publication.",
    "short": "The text is very short.",
    "doubtful_body": "The text may be incomplete, or hold what is not the article.",
    "teaser": "Only the beginning was published openly.",
    "mojibake": "Some characters could not be read.",
    "no_article": "The page may hold no article.",
    "list_page": "The page may be a list of articles.",
    "bot_wall": "The page may be a check for robots.",
    "soft_404": "The page may say that the article is not there.",
}

SOURCES = {
    "json-ld": "from the page's metadata",
    "meta": "from the page's metadata",
    "visible": "as printed on the page",
    "url": "from the address",
    "feed": "from the outlet's feed",
}

SCRIPTS = {"Hant": "Traditional", "Hans": "Simplified", "mixed": "Mixed", "both": "Both scripts"}

OUTCOMES = {
    "finished": "finished",
    "interrupted": "interrupted",
    "unreachable": "could not be reached",
    "no_source": "none of its sources could be read",
}

STATUSES = {
    "active": "active",
    "frozen": "no longer updated",
    "dead": "gone from the web",
    "undeclared": "known from imports alone",
}

FACETS = {
    "outlet": "Outlet",
    "place": "Place",
    "script": "Script",
    "section": "Section",
    "byline": "Byline",
    "agency": "Agency",
    "year": "Year",
    "since": "From",
    "until": "To",
}

SORTS = {"newest": "Newest first", "oldest": "Oldest first", "relevance": "Best match first"}

FIELDS = {
    "headline": "Headline",
    "deck": "Line under the headline",
    "byline": "Byline",
    "published_at": "Date of publication",
    "agency": "Agency",
    "section": "Section",
}

TALLY = {
    "found": "Found",
    "fetched": "Fetched",
    "stored": "New",
    "revised": "Revised",
    "withdrawn": "Withdrawn",
    "unchanged": "Unchanged",
    "failed": "Failed",
    "skipped": "Skipped",
}
