"""A line of the visit's headlines heads every page; captions stand twice."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="西貢解放日報（華文版）",
    name_en="Sài Gòn Giải Phóng (Chinese)",
    home="https://cn.sggp.org.vn/",
    place="Ho Chi Minh City",
    tier="national",
    script="Hans",
    article=r"https?://cn\.sggp\.org\.vn/[^?#]+-post\d+\.html$",
    examples=(
        "https://cn.sggp.org.vn/%E4%B8%AD%E5%9B%BD%E9%A9%BB%E6%9C%AC%E5%B8%82%E6%80%BB%E9%A2%86%E4%BA%8B%E9%A6%86%E5%90%91%E6%9C%AC%E6%8A%A5%E6%8B%9C%E5%B9%B4-post118174.html",
    ),
    sources=(Listing(url="https://cn.sggp.org.vn/"),),
    ownership="The newspaper of the Communist Party's committee in Ho Chi Minh City.",
    ownership_source="https://en.nhandan.vn/saigon-giai-phong-newspaper-celebrates-40th-founding-anniversary-post32323.html",
)
