"""The archive's codes in words a reader understands: English phrases, translated in words.toml like all others."""

# For views that must be given a query.
EXAMPLE_QUERY = "?query=Vancouver"

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

PRECISIONS = {
    "second": "to the second",
    "minute": "to the minute",
    "day": "the day is all that is known",
    "month": "the month is all that is known",
    "year": "the year is all that is known",
}

SCRIPTS = {"Hant": "Traditional", "Hans": "Simplified", "mixed": "Mixed", "both": "Both scripts"}

OUTCOMES = {
    "finished": "finished",
    "interrupted": "interrupted",
    "unreachable": "could not be reached",
    "no_source": "none of its sources could be read",
    "opted_out": "not asked for",
    "at_rest": "left alone",
}

STATUSES = {
    "active": "active",
    "frozen": "no longer updated",
    "dead": "gone from the web",
    "unknown": "last seen years ago",
    "undeclared": "known from imports alone",
}

VERDICTS = {
    "well": "All is well.",
    "quiet": "Nothing new, as happens.",
    "pages_failed": "Some pages gave no article.",
    "bot_wall": "The server checks for robots.",
    "layout_change": "No article is found in the pages any more.",
    "moved_feed": "A source is not where it was.",
    "expired_domain": "The address leads nowhere, or elsewhere.",
    "server_down": "The server does not answer.",
    "no_browser": "Its pages need a browser, and there was none.",
    "slow_down": "The server asks to slow down.",
    "forbidden": "The site forbids it to robots.",
    "network": "There was no network.",
    "interrupted": "Interrupted; the next run goes on.",
    "at_rest": "Left alone for a while.",
    "opted_out": "The outlet asked not to be crawled.",
    "silent": "Nothing new for far longer than usual.",
    "off_pace": "Far more or fewer articles than declared.",
    "undated": "Articles came without what they always had.",
    "misdated": "Many stories have dates that cannot be.",
    "never_run": "Not crawled yet.",
    "overdue": "Not crawled for days.",
}

# Verdicts that nobody has to look at.
CALM = frozenset({"well", "quiet"})

CAUSES = {
    "first": "first text",
    "publisher": "the outlet changed it",
    "rules": "the same page, read by other rules",
    "unsettled": "page and rules both changed",
}

ABSENCES = {
    "gone": "the page is gone",
    "redirected": "it leads to the home page",
    "emptied": "the page is empty",
    "notice": "another text stands in its place",
}

KINDS = {
    "Feed": "Feed",
    "Sitemap": "Sitemap",
    "WordPress": "Article lists of WordPress",
    "Discuz": "Article lists of Discuz",
    "Listing": "Listing",
    "JsonList": "List in JSON",
}

# Why an address gave no article. What stands under a quality mark is said as there; http_404 and the like by number.
REASONS = MARKS | {
    "action": "the same page under another address",
    "calendar": "pages without end",
    "capture_unreadable": "what was kept of it cannot be read",
    "cut_off": "the answer broke off",
    "emptied": "the page is empty",
    "endless_address": "pages without end",
    "endless_paging": "pages without end",
    "endless_sources": "pages without end",
    "front_page": "it leads to the home page",
    "malformed": "it is no address",
    "no_answer": "the server does not answer",
    "no_such_host": "there is no such server",
    "not_get": "more than a page was asked for",
    "not_shown": "the browser could not show it",
    "notice": "another text stands in its place",
    "off_host": "it leads to another site",
    "opted_out": "the outlet asked not to be crawled",
    "preview": "the same page under another address",
    "private_address": "it leads to a private network",
    "redirect_loop": "it leads back to itself",
    "refused": "the server refuses to answer",
    "robots": "the site forbids it to robots",
    "robots_unreadable": "robots.txt cannot be read",
    "rule_error": "our own rules failed on it",
    "script_twin": "the same page under another address",
    "session_id": "the same page under another address",
    "source_unreadable": "the source cannot be read",
    "timeout": "no answer came in time",
    "too_large": "the answer is too large",
    "unreadable": "the answer cannot be read",
}

RELATIONS = {"script": "in the other script", "amp": "for phones (AMP)", "print": "for print"}

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
    "refused": "Refused",
}

# What the columns of the questions' answers are called, and the gaps to be filled in.
COLUMNS = {
    "id": "No.",
    "outlet": "Outlet",
    "headline": "Headline",
    "byline": "Byline",
    "agency": "Agency",
    "year": "Year",
    "url": "Original",
    "published_at": "Published",
    "first_seen_at": "First archived",
    "withdrawn_at": "Found missing",
    "last_change_seen_at": "Last change seen",
    "revisions": "Revisions",
    "articles": "Articles",
    "first": "First article",
    "last": "Newest article",
    "articles_with_the_word": "Articles with the word",
    "all_articles": "All articles",
    "percent": "Percent",
}

GAPS = {"agency": "Agency", "name": "Name", "word": "Word"}

# How Datasette compares a column with a value; what is not here is a sign.
LOOKUPS = {
    "contains": "contains",
    "endswith": "ends with",
    "startswith": "begins with",
    "like": "is like (SQL)",
    "notlike": "is not like (SQL)",
    "glob": "is like (GLOB)",
    "in": "is one of",
    "notin": "is none of",
    "arraycontains": "list holds",
    "arraynotcontains": "list does not hold",
    "date": "is on the day",
    "isnull": "is null",
    "notnull": "is not null",
    "isblank": "is empty",
    "notblank": "is not empty",
}
