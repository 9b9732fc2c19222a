"""Every kind of page there is, over the small archive of tests/reading_room.py."""

FERRY, MARKET, STARS, STARS_COPIED = 202509260001, 202411020001, 202406070001, 202406080001

PAGES = [
    "/",
    "/search",
    "/search?q=渡輪",
    "/search?q=旧金山&since=2024&outlet=hexi",
    "/search?q=三藩市",
    "/concordance?q=渡輪",
    f"/article/{FERRY}?q=渡輪",
    "/article/202412010001",
    f"/article/{STARS_COPIED}",
    f"/article/{STARS_COPIED}/beside/{STARS}",
    f"/article/{FERRY}/changes",
    "/saved",
    "/outlets",
    "/compare?outlet=hexi&outlet=nanwan",
    "/compare",
    "/outlet/hexi",
    "/health",
    "/questions",
    "/schema",
    "/archive",
    "/archive/articles",
    "/archive/articles?_facet=outlet&outlet__exact=hexi",
    f"/archive/articles/{FERRY}",
    "/archive/word_by_year?word=渡輪",
    "/archive?sql=select+id,headline+from+articles",
]
