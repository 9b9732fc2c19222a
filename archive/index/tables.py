"""TABLES: the index as it stands in the file, made from tables.sql and the folding tables."""

import re
import sqlite3
from pathlib import Path

from archive.index.fold import FOLDED, KINDS, recipe
from archive.index.grammar import COLUMNS
from archive.index.tokens import STOP

_SQL = Path(__file__).parent / "tables.sql"

# The next character of `rest`, folded, and its kind.
_CHAR = "coalesce(f.folded, substr(rest, 1, 1))"
_STEP = f"""LEFT JOIN cjk_fold f ON f.char = substr(rest, 1, 1)
    LEFT JOIN cjk_kinds k ON k.first = (SELECT max(first) FROM cjk_kinds WHERE first <= unicode({_CHAR}))"""


def _column_tokens(text: str) -> str:
    """SQL for the tokens of a text, as tokens.tokens() makes them.

    `gap` says that a separator has come since `run`; `alone` that the run is one character long; `ends` collects the
    last characters of longer runs, and `tail` those of them that begin no token.
    """
    ended = "(run NOT IN ('', 'w') AND NOT alone)"
    return f"""(WITH RECURSIVE walk(rest, run, gap, alone, out, ends) AS (
    SELECT {text}, '', 0, 0, '', ''
    UNION ALL
    SELECT substr(rest, 2),
      CASE WHEN {_CHAR} = '' OR k.kind = '' THEN run WHEN k.kind = 'pair' THEN {_CHAR} ELSE 'w' END,
      CASE WHEN {_CHAR} = '' THEN gap ELSE k.kind = '' END,
      CASE WHEN {_CHAR} = '' OR k.kind = '' THEN alone ELSE k.kind = 'pair' AND (gap OR run IN ('', 'w')) END,
      out || CASE
        WHEN {_CHAR} = '' OR k.kind = '' THEN ''
        WHEN k.kind = 'word' THEN
          CASE WHEN run = 'w' AND NOT gap THEN '' WHEN run IN ('', 'w') THEN ' ' ELSE ' ' || run || ' ' END || {_CHAR}
        WHEN run IN ('', 'w') THEN ''
        WHEN NOT gap THEN ' ' || run || {_CHAR}
        WHEN alone OR run = {_CHAR} THEN ' ' || run
        ELSE '' END,
      ends || CASE WHEN {_CHAR} <> '' AND k.kind = 'pair' AND gap AND {ended} AND run <> {_CHAR} THEN run ELSE '' END
    FROM walk {_STEP} WHERE rest <> ''),
  whole(out, ends) AS (
    SELECT out || CASE WHEN run NOT IN ('', 'w') AND alone THEN ' ' || run ELSE '' END,
      ends || CASE WHEN {ended} THEN run ELSE '' END FROM walk WHERE rest = ''),
  tails(rest, out, tail) AS (
    SELECT ends, out, '' FROM whole
    UNION ALL
    SELECT substr(rest, 2), out, tail || CASE
      WHEN instr(out, ' ' || substr(rest, 1, 1)) OR instr(tail, substr(rest, 1, 1)) THEN ''
      ELSE ' ' || substr(rest, 1, 1) || '{STOP}' END
    FROM tails WHERE rest <> '')
  SELECT out || CASE tail WHEN '' THEN '' ELSE ' {STOP}' || tail END FROM tails WHERE rest = '')"""


def _chars(text: str) -> str:
    """SQL for the different characters of a text, as tokens.chars() makes them."""
    return f"""(WITH RECURSIVE walk(rest, char) AS (
    SELECT {text}, ''
    UNION ALL
    SELECT substr(rest, 2), CASE k.kind WHEN 'pair' THEN {_CHAR} ELSE '' END FROM walk {_STEP} WHERE rest <> '')
  SELECT group_concat(DISTINCT char) FROM walk)"""


_QUOTES = "'\"', '“', '”', '「', '」', '『', '』'"
_RUN_IS_PAIRS = "run NOT IN ('', 'w')"
_SPACE = f"(unicode({_CHAR}) > 127 OR {_CHAR} IN (' ', char(9), char(10), char(13)))"
_ENDS = f"({_CHAR} IN ({_QUOTES}) OR NOT quoted AND {_SPACE})"


def _match(text: str) -> str:
    """SQL for what FTS5 is to be asked about a text: its words and “phrases”, as query.match() puts them.

    `term` holds the tokens of the term that is being read, `size` the length of its last run, `gap` whether a
    separator has come since; the quotation mark put after the text ends its last term.
    """
    term = f"trim(term || CASE WHEN {_RUN_IS_PAIRS} AND size = 1 THEN ' ' || run ELSE '' END)"
    star = f"CASE WHEN {_RUN_IS_PAIRS} AND size = 1 THEN ' *' ELSE '' END"
    joined = "out || CASE out WHEN '' THEN '' ELSE ' AND ' END"
    return f"""coalesce((WITH RECURSIVE walk(rest, quoted, run, gap, size, term, out) AS (
    SELECT {text} || '"', 0, '', 0, 0, '', ''
    UNION ALL
    SELECT substr(rest, 2),
      CASE WHEN {_CHAR} IN ({_QUOTES}) THEN NOT quoted ELSE quoted END,
      CASE WHEN {_CHAR} = '' THEN run WHEN k.kind = 'pair' THEN {_CHAR} WHEN k.kind = 'word' THEN 'w'
        WHEN {_ENDS} THEN '' ELSE run END,
      CASE WHEN {_CHAR} = '' THEN gap ELSE k.kind = '' AND NOT {_ENDS} END,
      CASE WHEN {_CHAR} = '' THEN size WHEN k.kind = '' THEN CASE WHEN {_ENDS} THEN 0 ELSE size END
        WHEN k.kind = 'word' THEN 0 WHEN {_RUN_IS_PAIRS} AND NOT gap THEN size + 1 ELSE 1 END,
      CASE
        WHEN {_CHAR} = '' THEN term
        WHEN k.kind = 'word' THEN term ||
          CASE WHEN run = 'w' AND NOT gap THEN '' WHEN run IN ('', 'w') THEN ' ' ELSE ' ' || run || ' ' END || {_CHAR}
        WHEN k.kind = '' THEN CASE WHEN {_ENDS} THEN '' ELSE term END
        WHEN NOT {_RUN_IS_PAIRS} THEN term
        WHEN NOT gap THEN term || ' ' || run || {_CHAR}
        WHEN size > 1 AND run = {_CHAR} OR size = 1 AND term <> '' THEN term || ' ' || run
        ELSE term END,
      CASE
        WHEN k.kind = '' AND {_ENDS} AND {term} <> '' THEN {joined} || '"' || {term} || '"' || {star}
        WHEN {_CHAR} <> '' AND k.kind = 'pair' AND {_RUN_IS_PAIRS} AND gap AND size = 1 AND term = ''
          THEN {joined} || '"' || run || '" *'
        ELSE out END
    FROM walk {_STEP} WHERE rest <> '')
  SELECT nullif(out, '') FROM walk WHERE rest = ''), '""')"""


def statements() -> list[str]:
    """The SQL statements that make the index, each of which can be run again."""
    whole = " || ' ' || ".join(f"coalesce({column}, '')" for column in COLUMNS)
    written = {
        "{tokens of each column}": ", ".join(f"{_column_tokens(column)} AS {column}" for column in COLUMNS),
        "{match of input}": _match("input"),
        "{chars of all columns}": _chars(whole),
        "{columns}": ", ".join(COLUMNS),
    }
    sql = re.sub(r"^--.*\n", "", _SQL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name, text in written.items():
        sql = sql.replace(name, text)
    found: list[str] = []
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    return found


def names() -> list[str]:
    """What these statements make."""
    return re.findall(r"^CREATE .*?IF NOT EXISTS (\w+)", "\n".join(statements()), re.MULTILINE)


def fill_tables(conn: sqlite3.Connection) -> None:
    """Write today's folding into the file. The index must be made anew, unless it is empty."""
    conn.execute("DELETE FROM cjk_fold")
    conn.executemany("INSERT INTO cjk_fold (char, folded) VALUES (?, ?)", _folding().items())
    conn.execute("DELETE FROM cjk_kinds")
    conn.executemany("INSERT INTO cjk_kinds (first, kind) VALUES (?, ?)", _kind_starts())
    conn.execute("INSERT OR REPLACE INTO articles_index (key, value) VALUES ('recipe', ?)", [recipe()])


def _folding() -> dict[str, str]:
    unseen = {chr(point): "" for first, last, kind in KINDS if kind == "unseen" for point in range(first, last + 1)}
    return unseen | FOLDED


def _kind_starts() -> list[tuple[int, str]]:
    """Where each kind begins, and where a stretch of separators does."""
    found = [(0, "")]
    for first, last, kind in KINDS:
        if found[-1][0] == first:
            found.pop()
        found += [(first, "" if kind == "unseen" else kind), (last + 1, "")]
    return found
