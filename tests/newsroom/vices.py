"""What is wrong with each outlet of the hostile newsroom: a function per vice."""

import os
import signal

from crawler.draft import Draft
from crawler.outlet import Sitemap
from tests.newsroom.hostile import Answer, Site, bomb, html, index_of, page, redirect, sitemap_of

SECOND = "/story/2"  # where a vice befalls one page, it is the second of three


def _robots(text: str, status: int = 200) -> Answer:
    return Answer(text.encode(), status=status, headers={"Content-Type": "text/plain"})


def none(path: str, before: int, site: Site) -> Answer | None:
    return None


def slow_headers(path: str, before: int, site: Site) -> Answer | None:
    return Answer(wait=20) if path == SECOND else None


def slow_drip(path: str, before: int, site: Site) -> Answer | None:
    return Answer(b"<p>" + b"x" * 100, drip=0.1) if path == SECOND else None


def cut_off(path: str, before: int, site: Site) -> Answer | None:
    whole = page(path)
    return Answer(whole.body[:300], headers=whole.headers, length=len(whole.body)) if path == SECOND else None


def hang_up(path: str, before: int, site: Site) -> Answer | None:
    return Answer(hangs_up=True) if path == SECOND else None


def more_than_announced(path: str, before: int, site: Site) -> Answer | None:
    """Only the first 600 bytes are announced: what comes after them is no part of the answer."""
    whole = page(path)
    return Answer(whole.body, headers=whole.headers, length=600) if path == SECOND else None


def nonsense_length(path: str, before: int, site: Site) -> Answer | None:
    whole = page(path)
    return Answer(whole.body, headers=whole.headers | {"Content-Length": "a lot"}) if path == SECOND else None


def wrong_charset(path: str, before: int, site: Site) -> Answer | None:
    """Big5 that claims to be UTF-8."""
    whole = page(path)
    return Answer(whole.body.decode().encode("big5"), headers=whole.headers) if path == SECOND else None


def kills_its_reader(draft: Draft) -> Draft:
    """A rule, as an outlet may have one, on which the process that reads dies: on the second story alone."""
    if str(draft.article.url).endswith(SECOND):
        os.kill(os.getpid(), signal.SIGKILL)
    return draft


def new_layout(path: str, before: int, site: Site) -> Answer | None:
    """Where stories were, there is a shell that some script is to fill."""
    return html("<div id='app'></div><nav><a href='/'>首頁</a></nav>") if path.startswith("/story/") else None


def parked(path: str, before: int, site: Site) -> Answer | None:
    """Somebody else has the domain, and leads it all to a market of domains."""
    return redirect("http://localhost:9/buy-this-domain") if path != "/robots.txt" else None


def storm_of_503(path: str, before: int, site: Site) -> Answer | None:
    return Answer(b"overloaded", status=503) if path.startswith("/story/") else None


def storm_of_429(path: str, before: int, site: Site) -> Answer | None:
    return Answer(b"too many", status=429) if path.startswith("/story/") else None


def busy_for_a_second(path: str, before: int, site: Site) -> Answer | None:
    busy = path == SECOND and before == 0
    return Answer(b"busy", status=429, headers={"Retry-After": "1"}) if busy else None


def busy_for_two_hours(path: str, before: int, site: Site) -> Answer | None:
    return Answer(b"busy", status=429, headers={"Retry-After": "7200"}) if path == SECOND else None


def storm(path: str, before: int, site: Site) -> Answer | None:
    """Everything is 503 on the first day."""
    return Answer(b"overloaded", status=503) if site.day == 1 else None


def redirect_loop(path: str, before: int, site: Site) -> Answer | None:
    return redirect(f"{site.base}{SECOND}?round={before}") if path.startswith(SECOND) else None


def redirect_off_site(path: str, before: int, site: Site) -> Answer | None:
    return redirect("http://localhost:9/landing") if path == SECOND else None


def redirect_to_metadata(path: str, before: int, site: Site) -> Answer | None:
    return redirect("http://169.254.169.254/latest/meta-data/") if path == SECOND else None


def redirect_into_calendar(path: str, before: int, site: Site) -> Answer | None:
    return redirect(f"{site.base}/calendar/2031/") if path == SECOND else None


def redirect_home(path: str, before: int, site: Site) -> Answer | None:
    return redirect(f"{site.base}/") if path == SECOND else None


def gzip_bomb(path: str, before: int, site: Site) -> Answer | None:
    return bomb(50_000_000) if path == SECOND else None


def huge_page(path: str, before: int, site: Site) -> Answer | None:
    return html("<p>" + "長" * 2_000_000) if path == SECOND else None


def robots_forbid(path: str, before: int, site: Site) -> Answer | None:
    return _robots("User-agent: *\nDisallow: /\n") if path == "/robots.txt" else None


def robots_fail(path: str, before: int, site: Site) -> Answer | None:
    return _robots("database error", 500) if path == "/robots.txt" else None


def robots_change(path: str, before: int, site: Site) -> Answer | None:
    """On the second day the outlet minds."""
    rule = "Disallow:" if site.day == 1 else "Disallow: /story/"
    return _robots(f"User-agent: *\n{rule}\n") if path == "/robots.txt" else None


def broken_feed(path: str, before: int, site: Site) -> Answer | None:
    """Not XML by any rule: bare ampersands, a control character, no end. What can be read of it is read."""
    if path != "/feed":
        return None
    items = "".join(f"<item><title>A & B \x0b</title><link>{site.base}/story/{n}</link></item>" for n in (1, 2, 3))
    return Answer(f"<rss version='2.0'><channel><title>x & y</title>{items}<item><title>".encode())


def lying_feed(path: str, before: int, site: Site) -> Answer | None:
    """The feed dates its stories in 1970 on one day, in 2099 on the next."""
    date = "Thu, 01 Jan 1970 00:00:00 GMT" if site.day == 1 else "Fri, 01 Jan 2099 00:00:00 GMT"
    return site.feed(["/story/1", SECOND, "/story/3"], date) if path == "/feed" else None


def moved_feed(path: str, before: int, site: Site) -> Answer | None:
    """The feed is gone; the front page names the new one."""
    if path == "/feed":
        return Answer(status=404)
    if path == "/":
        return html("<link rel='alternate' type='application/rss+xml' href='/new-feed'>")
    return site.feed(["/story/1", SECOND, "/story/3"]) if path == "/new-feed" else None


def endless_index(path: str, before: int, site: Site) -> Answer | None:
    """A sitemap index of 50,000 files, of which the first has the stories."""
    if path == "/sitemap.xml":
        return index_of(site, 50_000)
    return (
        sitemap_of(site, ["/story/1", SECOND, "/story/3"] if path == "/map-0.xml" else []) if "map-" in path else None
    )


def always_changed(path: str, before: int, site: Site) -> Answer | None:
    """The sitemap says of every story that it changed this very minute."""
    changed = f"2026-11-2{site.day}T00:00:00Z"
    return sitemap_of(site, ["/story/1", SECOND, "/story/3"], changed) if path == "/sitemap.xml" else None


def calendar(path: str, before: int, site: Site) -> Answer | None:
    """Among the stories of the feed, a calendar without end."""
    days = [f"/calendar/2031/{day}/" for day in range(1, 20)]
    return site.feed(["/story/1", SECOND, "/story/3", *days]) if path == "/feed" else None


def staging(path: str, before: int, site: Site) -> Answer | None:
    """The feed was made on the machine where the site is tried out, and on a mirror, and says so."""
    if path != "/feed":
        return None
    sound = site.feed(["/story/1", SECOND, "/story/3"])
    strays = "".join(
        f"<item><link>http://{host}/story/4</link></item>" for host in ("staging.example", "mirror.example")
    )
    return Answer(sound.body.replace(b"</channel>", f"{strays}</channel>".encode()), headers=sound.headers)


def asks_for_time(path: str, before: int, site: Site) -> Answer | None:
    return _robots("User-agent: *\nCrawl-delay: 1\n") if path == "/robots.txt" else None


def soft_404(path: str, before: int, site: Site) -> Answer | None:
    return html("<h1>頁面不存在</h1><p>你要看的頁面不存在或已被移除。</p>") if path == SECOND else None


_CHECK = (
    "<title>Just a moment...</title><h1>Checking your browser before accessing</h1><p>Please verify you are a human</p>"
)


def _wall(status: int, path: str) -> Answer | None:
    return html(_CHECK, status=status) if path.startswith("/story/") else None


def wall_200(path: str, before: int, site: Site) -> Answer | None:
    return _wall(200, path)


def wall_202(path: str, before: int, site: Site) -> Answer | None:
    return _wall(202, path)


def wall_403(path: str, before: int, site: Site) -> Answer | None:
    return _wall(403, path)


def wall_at_the_feed(path: str, before: int, site: Site) -> Answer | None:
    return html(_CHECK, status=403) if path == "/feed" else None


def cookie(path: str, before: int, site: Site) -> Answer | None:
    """Nothing is shown to who does not carry the cookie that the first answer sets."""
    if path.startswith("/story/") and "pass=let-me-in" not in site.asked[-1].headers.get("cookie", ""):
        return redirect(f"{site.base}{path}", **{"Set-Cookie": "pass=let-me-in; Path=/"})
    return None


VICES = (
    none, slow_headers, slow_drip, hang_up, cut_off, more_than_announced, nonsense_length, wrong_charset, new_layout,
    parked, storm_of_503, storm_of_429, busy_for_a_second, busy_for_two_hours, storm, redirect_loop,
    redirect_off_site, redirect_to_metadata, redirect_into_calendar, redirect_home, gzip_bomb, huge_page,
    robots_forbid, robots_fail, robots_change, broken_feed, lying_feed, moved_feed, calendar, staging, asks_for_time,
    soft_404, wall_200, wall_202, wall_403, wall_at_the_feed, cookie,
)  # fmt: skip


def sites() -> list[Site]:
    """A site per vice, named after it, one whose rule is deadly, and one that vanishes between runs."""
    plain = [Site(vice.__name__, vice) for vice in VICES]
    mapped = [Site(vice.__name__, vice, source=Sitemap) for vice in (endless_index, always_changed)]
    return [*plain, *mapped, Site("kills_its_reader", none, fix=kills_its_reader), Site("vanishing", none)]
