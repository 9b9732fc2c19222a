-- The full-text index in plain SQL: any SQLite with FTS5 keeps it right, with no extension and none of our code.
-- Read by tables.py, which writes {each column} out.

-- What each character is searched as; '' for what is not seen. A copy of folding.tsv.
CREATE TABLE IF NOT EXISTS cjk_fold (char TEXT PRIMARY KEY, folded TEXT NOT NULL) WITHOUT ROWID;

-- How folded characters make up tokens, from a code point to the next one listed: pair, word, or '' for separators.
CREATE TABLE IF NOT EXISTS cjk_kinds (first INTEGER PRIMARY KEY, kind TEXT NOT NULL);

-- recipe: how the index was made. resting: triggers leave what is added or changed to the program that does so.
CREATE TABLE IF NOT EXISTS articles_index (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What goes into the index, per column and article. Each column is read character by character: `rest` is still to be
-- read; `run` is the last character if it belonged to a run of pairs, 'w' after a word, '' before both; `out` is what
-- has been written.
CREATE VIEW IF NOT EXISTS articles_tokens AS SELECT id, {tokens of each column}, {chars of all columns} AS chars
FROM articles;

CREATE VIRTUAL TABLE IF NOT EXISTS articles_fts USING fts5 /* content="articles" */ (
  {columns}, content="articles_tokens", content_rowid="id", tokenize="ascii"
);

-- The different characters of each article: single characters are found here without reading all pairs they begin.
CREATE VIRTUAL TABLE IF NOT EXISTS articles_chars USING fts5 (
  chars, content="articles_tokens", content_rowid="id", tokenize="ascii", detail="none", columnsize=0
);

-- Queries without our code: words and “phrases”, all of which must be there. A view cannot be given a value, but this
-- table of FTS3 has a column that can: WHERE query = '…' goes in, one row comes out.
CREATE VIRTUAL TABLE IF NOT EXISTS cjk_asked USING fts3tokenize (simple);

--   SELECT match FROM cjk_query WHERE query = '臺灣 關稅'
CREATE VIEW IF NOT EXISTS cjk_query AS SELECT input AS query, {match of input} AS match FROM cjk_asked WHERE position = 0;

--   SELECT published_at, headline FROM search WHERE query = '臺灣 關稅' LIMIT 20
-- The newest first, and no more than the newest 10,000: SQLite would read all articles found before it shows the first.
CREATE VIEW IF NOT EXISTS search AS SELECT q.query, a.*
FROM cjk_query q CROSS JOIN articles a
WHERE a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH q.match ORDER BY rowid DESC LIMIT 10000)
ORDER BY a.id DESC;

CREATE TRIGGER IF NOT EXISTS articles_index_added AFTER INSERT ON articles
WHEN NOT EXISTS (SELECT 1 FROM articles_index WHERE key = 'resting')
BEGIN
  SELECT raise(ABORT, 'articles: INSERT OR REPLACE leaves the old text in the full-text index; use an upsert, or PRAGMA recursive_triggers = on')
  WHERE EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = new.id);
  INSERT INTO articles_fts (rowid, {columns}) SELECT id, {columns} FROM articles_tokens WHERE id = new.id;
  INSERT INTO articles_chars (rowid, chars) SELECT id, chars FROM articles_tokens WHERE id = new.id;
END;

CREATE TRIGGER IF NOT EXISTS articles_index_double BEFORE INSERT ON articles
WHEN EXISTS (SELECT 1 FROM articles WHERE url = new.url AND id <> new.id AND new.id <> -1)
BEGIN
  SELECT raise(ABORT, 'articles: another article has this url');
END;

CREATE TRIGGER IF NOT EXISTS articles_index_deleted BEFORE DELETE ON articles
WHEN EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = old.id)
BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, {columns}) SELECT 'delete', id, {columns} FROM articles_tokens WHERE id = old.id;
  INSERT INTO articles_chars (articles_chars, rowid, chars) SELECT 'delete', id, chars FROM articles_tokens WHERE id = old.id;
END;

CREATE TRIGGER IF NOT EXISTS articles_index_changing BEFORE UPDATE OF id, {columns} ON articles
WHEN EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = old.id)
BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, {columns}) SELECT 'delete', id, {columns} FROM articles_tokens WHERE id = old.id;
  INSERT INTO articles_chars (articles_chars, rowid, chars) SELECT 'delete', id, chars FROM articles_tokens WHERE id = old.id;
END;

CREATE TRIGGER IF NOT EXISTS articles_index_changed AFTER UPDATE OF id, {columns} ON articles
WHEN NOT EXISTS (SELECT 1 FROM articles_index WHERE key = 'resting')
BEGIN
  INSERT INTO articles_fts (rowid, {columns}) SELECT id, {columns} FROM articles_tokens WHERE id = new.id;
  INSERT INTO articles_chars (rowid, chars) SELECT id, chars FROM articles_tokens WHERE id = new.id;
END;
