"""Traditional at /post/, simplified at /zh-CN/post/; English below editorials; two numbers may be one column."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="美南新聞",
    name_en="Southern Daily News",
    home="https://scdaily.com/",
    place="Houston",
    tier="community",
    script="both",
    article=r"https?://scdaily\.com/(?:zh-CN/)?post/\d+$",
    examples=("https://scdaily.com/post/64009", "https://scdaily.com/zh-CN/post/64010"),
    sources=(Listing(url="https://scdaily.com/"),),
    twins=((".com/post/", ".com/zh-CN/post/"),),
)
