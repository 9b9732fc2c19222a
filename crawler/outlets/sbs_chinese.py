"""Many pages are a paragraph about a broadcast."""

from crawler.outlet import Expect, Listing, Outlet

OUTLET = Outlet(
    name="SBS 中文",
    name_en="SBS Chinese",
    home="https://www.sbs.com.au/language/chinese/",
    place="Sydney",
    serves=("Australia",),
    tier="broadcaster",
    script="both",
    article=r"https?://www\.sbs\.com\.au/language/chinese/zh-han[st]/(?:article|podcast-episode)/[\w-]+/[a-z0-9]+$",
    examples=(
        "https://www.sbs.com.au/language/chinese/zh-hans/podcast-episode/a-voice-along-the-way-mins-story-with-sbs-mandarin/cnoi7v31g",
    ),
    sources=(
        Listing(url="https://www.sbs.com.au/language/chinese/zh-hans"),
        Listing(url="https://www.sbs.com.au/language/chinese/zh-hant"),
    ),
    expect=Expect(shortest_body=20),
    ownership="A public broadcaster, funded by Australian taxpayers.",
    ownership_source="https://www.sbs.com.au/language/armenian/en/podcast-episode/how-does-media-in-australia-work/swl2lr797",
)
