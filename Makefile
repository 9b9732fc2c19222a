# Every target sets up what it needs; none needs another to have run. Works in a path with spaces.
.DEFAULT_GOAL := help
.PHONY: help setup demo crawl serve test check format docs quality bench-extract bench-search bench-crawl bench-archive bench-reextract bench-serve

python := .venv/bin/python
qiaowen := .venv/bin/qiaowen
pages := README.md $(wildcard docs/*.md)

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name says; do printf '  make %-14s %s\n' "$$name" "$$says"; done

setup: ## Set up .venv; needs Python 3.11 or later and the package index, nothing else
	@sh .ci/set_up

demo: setup ## Crawl a small newsroom on this machine, then open the archive (SERVE=0: do not open it)
	@$(python) -m tests.newsroom $(if $(filter 0,$(SERVE)),--no-serve)

crawl: setup ## Crawl the live web: all active outlets, or OUTLET=ushealthlifestyle
	@$(qiaowen) crawl $(OUTLET)

serve: setup ## Open the archive in the browser
	@$(qiaowen) serve

test: setup ## Run the tests, with coverage
	@$(python) -m pytest -n 2 -rs --ignore=tests/browser --cov --cov-report=term
	@$(python) -m pytest -rs tests/browser  # apart: a browser's event loop keeps others from running

check: setup ## Check form, types, import contracts and generated docs
	@$(python) -m ruff format --check .
	@$(python) -m ruff check .
	@$(python) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(python) -m cogapp --check --diff $(pages)

format: setup ## Bring the code into form, mending what can be mended
	@$(python) -m ruff check --fix .
	@$(python) -m ruff format .

docs: setup ## Write the generated parts of the docs
	@$(python) -m cogapp -r $(pages)

quality: setup ## Measure what is extracted against pages read by people (needs ../shared)
	@$(python) -m tests.quality

bench-extract: setup ## Time the reading of pages
	@$(python) -m tests.bench.extract

bench-search: setup ## Time the search
	@$(python) -m tests.bench.search

bench-crawl: setup ## Time the whole way beside plain Scrapy
	@$(python) -m tests.bench.crawl

bench-archive: setup ## Time the keeping of articles
	@$(python) -m tests.bench.archive

bench-reextract: setup ## Tell what a second core gives the reading of stored captures
	@$(python) -m tests.bench.reextract

bench-serve: setup ## Time the pages, alone and while a crawl writes
	@$(python) -m tests.bench.serve
