"""Addresses no crawl should follow: pages without end, and twins of pages that are asked for already. Pure rules."""

import re
from urllib.parse import parse_qsl, urlsplit

# The longest address of a story in the outlets studied has 400 characters, Chinese percent-encoded.
LONGEST = 1_500
DEEPEST = 12
MOST_PARAMETERS = 12

# Each pattern is looked for in path and query, in lower case.
_TRAPS = (
    ("calendar", r"/(?:events?|calendar|agenda)/(?:\d{4}|list|month|day|week|today)\b"),
    ("calendar", r"[?&](?:tribe[-_]|ical=|cal_?date=)"),
    ("endless_paging", r"(?:/page/|[?&](?:page|paged|p?start|offset)=)\d{5,}"),
    ("session_id", r";jsessionid=|[?&](?:phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|cfid)="),
    ("script_twin", r"[?&](?:variant|lang|language|locale)=zh[-_]|/gate/(?:big5|gb)/"),
    ("preview", r"[?&](?:preview|preview_id|elementor-preview|customize_changeset_uuid)="),
    ("action", r"[?&](?:replytocom|add-to-cart|like_comment|share|action=(?:print|login|edit))\b"),
)  # fmt: skip
_PATTERNS = tuple((reason, re.compile(pattern)) for reason, pattern in _TRAPS)


def trap(url: str) -> str | None:
    """The reason not to follow an address, None where there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "malformed"
    steps = [step for step in parts.path.split("/") if step]
    if len(url) > LONGEST or len(steps) > DEEPEST or len(parse_qsl(parts.query)) > MOST_PARAMETERS:
        return "endless_address"
    if any(steps.count(step) > 3 for step in set(steps)):  # a/b/a/b/a/b: a relative link that feeds on itself
        return "endless_address"
    said = f"{parts.path}?{parts.query}".lower()
    return next((reason for reason, pattern in _PATTERNS if pattern.search(said)), None)
