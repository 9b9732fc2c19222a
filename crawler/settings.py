"""Scrapy settings: only what we change, each with its reason."""

from crawler.identity import user_agent

BOT_NAME = "qiaowen"
SPIDER_LOADER_CLASS = "crawler.loader.OutletLoader"

# Who we are and how to reach us, in every request. No disguise.
USER_AGENT = user_agent()
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-Hant,zh-Hans;q=0.9,zh;q=0.8,en;q=0.5",
}

# One slow lane per host: a small paper's server must not notice us.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2
AUTOTHROTTLE_MAX_DELAY = 60
EXTENSIONS = {"crawler.politeness.CrawlDelay": 100}

# Pages are kept as sent, so below HttpCompressionMiddleware (590), which unpacks them.
DOWNLOADER_MIDDLEWARES = {"crawler.capturing.KeepCapture": 595}

# A news page is never so large or slow; Scrapy's own limits are 1 GiB and three minutes.
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60

# An archive must know whose words it keeps: a lapsed certificate is a recorded failure, not a reason to look away.
DOWNLOAD_VERIFY_CERTIFICATES = True

# The spider must see a cut-off body to record it as cut off, and every status to record it as what it is.
DOWNLOAD_FAIL_ON_DATALOSS = False
HTTPERROR_ALLOW_ALL = True
RETRY_TIMES = 2
RETRY_HTTP_CODES = [429, 500, 502, 503, 504, 522, 524]
REDIRECT_MAX_TIMES = 5

# Both listen on a port by default and run what is sent to them.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
