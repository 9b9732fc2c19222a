"""Scrapy settings: only what we change, each with its reason."""

from crawler.identity import user_agent

BOT_NAME = "qiaowen"
SPIDER_LOADER_CLASS = "crawler.loader.OutletLoader"
COMMANDS_MODULE = "crawler.scrapy_commands"

# Who we are and how to reach us, in every request. No disguise.
USER_AGENT = user_agent()
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-Hant,zh-Hans;q=0.9,zh;q=0.8,en;q=0.5",
}

# One slow lane per host: a small paper's server must not notice us.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2
DOWNLOAD_DELAY_JITTER = 0  # by default the delay, Crawl-delay too, would be cut by up to half
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2
AUTOTHROTTLE_MAX_DELAY = 60
# What is handed to the lanes is in flight: it must be done before a run that is asked to stop can end.
CONCURRENT_REQUESTS = 4

# Pages that are here and not read yet: about ten. More would only be lost to the next power cut, and fetched again.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 500_000

# What is due first is asked for first; Scrapy's own queue hands out the last first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# Scrapy's robots.txt allows everything where the file cannot be had; ours forbids it then, and knows Crawl-delay.
ROBOTSTXT_OBEY = False

# The guard first, then the rules of the host, robots.txt before anything else of it. Answers are kept as they come
# from the network, so next to it: before they are unpacked (590), redirected (600) or retried (550).
DOWNLOADER_MIDDLEWARES = {
    "crawler.fetch.guard.Guard": 10,
    "crawler.fetch.politeness.HostCare": 20,
    "crawler.fetch.politeness.Robots": 30,
    "crawler.fetch.redirects.MetaRefresh": 580,
    "crawler.fetch.redirects.Redirect": 600,
    "crawler.fetch.capturing.KeepCapture": 890,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # it lets redirects through; the guard does not
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}

# A news page is never so large or slow; Scrapy's own limits are 1 GiB and three minutes.
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60

# An archive must know whose words it keeps: a lapsed certificate is a recorded failure, not a reason to look away.
DOWNLOAD_VERIFY_CERTIFICATES = True

# The spider must see a cut-off body to record it as cut off.
DOWNLOAD_FAIL_ON_DATALOSS = False

# 429 and 503 ask for quiet, which crawler.fetch.politeness gives them; these may be a hiccup.
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 504, 522, 524]
REDIRECT_MAX_TIMES = 5
# A page that says "back to the front page in five seconds" is a page of its own.
METAREFRESH_MAXDELAY = 2

# For each page Scrapy starts as many tasks as this, to handle what a callback yields; ours yields one request at most.
CONCURRENT_ITEMS = 1
# What these do is done elsewhere or not wanted here, and each costs time on every page.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}

# Runs are counted in the archive. The telnet console and the remote control listen on a port, and run what is sent.
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
STATS_DUMP = False
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.fetch.quiet.Quiet"
