"""EXCHANGE: the archive handed on to others, and others' archives taken in. Everything streams.

export(reader, form, target)   articles as JSON Lines, CSV, Parquet, Atom, BibTeX, RIS, CSL-JSON
write_wacz(folder, target)     captures and their index as one file that replay tools open
article_of(row)                what a row of JSON Lines or Parquet says, as an article again
merge(archive, other)          another archive, without loss and without doubles
"""

from archive.exchange.merge import merge
from archive.exchange.merging import Merged
from archive.exchange.out import FORMS, export
from archive.exchange.rows import Chosen, article_of, rows
from archive.exchange.wacz import write_wacz

__all__ = ["FORMS", "Chosen", "Merged", "article_of", "export", "merge", "rows", "write_wacz"]
