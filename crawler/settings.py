"""Scrapy's settings for every crawl. What differs per batch is added by `crawler.process`."""

BOT_NAME = "kiemcong"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawler.guard.GuardedResolver"

# Robots, redirects, retries and politeness are decided in one place each: robots.py, Scrapy's redirects, fetch.py,
# politeness.py. Scrapy's own robots middleware reads a 5xx as "allow all", its retries know no budget.
ROBOTSTXT_OBEY = False
RETRY_ENABLED = False
# Cookies are not needed to read, and Scrapy's cookie jar asks the network for a list of domain suffixes.
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
HTTPCACHE_ENABLED = False
METAREFRESH_ENABLED = False
REDIRECT_MAX_TIMES = 5
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
# Expired and self-signed certificates are common on school portals: the page is read, the fault is a signal.
DOWNLOAD_VERIFY_CERTIFICATES = False
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DNS_TIMEOUT = 15
LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = False
LOGSTATS_INTERVAL = 0
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.robots.RobotsMiddleware": 90,
    "crawler.wholeness.WholenessMiddleware": 595,
    "crawler.politeness.PolitenessMiddleware": 990,
    # Behind politeness, in the downloader's place.
    "crawler.browser.middleware.BrowserMiddleware": 995,
}
