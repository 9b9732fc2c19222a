"""The verbs of the web side: discover, fetch, extract, clean. Knows Scrapy, trafilatura and the outlets."""
