"""FETCH: the one spider, what keeps it polite and out of traps, and the crawl that runs it for many outlets at once."""
