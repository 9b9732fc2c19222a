"""What another archive has noted around its articles: outlets, runs, sightings, failures, learned lines, takedowns."""

from typing import Any

from archive.exchange.merging import Merging
from archive.sql import first, insert, update

Row = dict[str, Any]


def outlets(merging: Merging) -> None:
    """Outlets, their declarations and sources. What was read later says more of a source."""
    for row in map(dict, merging.theirs.execute("SELECT * FROM outlets")):
        known = first(merging.db, "SELECT status FROM outlets WHERE slug = ?", [row["slug"]])
        if known is not None and known["status"] == "undeclared" != row["status"]:
            changed = ", ".join(f"{name} = :{name}" for name in row)
            merging.db.execute(f"UPDATE outlets SET {changed} WHERE slug = :slug", row)
        insert(merging.db, "outlets", row, "OR IGNORE")
    for row in map(dict, merging.theirs.execute("SELECT * FROM declarations")):
        insert(merging.db, "declarations", row, "OR IGNORE")
        merging.db.execute(
            "UPDATE declarations SET first_used_at = :first_used_at WHERE version = :version "
            "AND first_used_at > :first_used_at",
            row,
        )
    for row in map(dict, merging.theirs.execute("SELECT * FROM sources")):
        known = first(merging.db, "SELECT read_at FROM sources WHERE url = ?", [row["url"]])
        if known is None or (row["read_at"] or "") > (known["read_at"] or ""):
            insert(merging.db, "sources", row, "OR REPLACE")


def runs(merging: Merging) -> None:
    """Runs; one that has not ended counts as interrupted, and may have ended when it is taken in again."""
    for row in map(dict, merging.theirs.execute("SELECT * FROM runs ORDER BY id")):
        theirs, row["evidence"] = row.pop("id"), None
        if row["ended_at"] is None:
            row |= {"outcome": "interrupted", "verdict": "interrupted"}
        alike = merging.db.query(
            "SELECT * FROM runs WHERE outlet = ? AND started_at = ? AND software = ?",
            [row["outlet"], row["started_at"], row["software"]],
        )
        known = next((run for run in alike if run["ended_at"] is None or _is_same(run, row)), None)
        if known is None:
            merging.runs[theirs] = insert(merging.db, "runs", row)
        else:
            merging.runs[theirs] = known["id"]
            if known["ended_at"] is None:
                update(merging.db, "runs", known["id"], row)


def _is_same(run: Row, row: Row) -> bool:
    return all(run[name] == value for name, value in row.items() if name not in {"evidence", "verdict"})


def evidence_of_runs(merging: Merging) -> None:
    """The captures that show why runs went as they did, now that they are here."""
    for run, capture in merging.theirs.execute("SELECT id, evidence FROM runs WHERE evidence IS NOT NULL"):
        merging.db.execute(
            "UPDATE runs SET evidence = ? WHERE id = ? AND evidence IS NULL",
            [merging.capture(capture), merging.runs[run]],
        )


def learned(merging: Merging) -> None:
    """Lines learned of outlets' boilerplate; a person's later word stands.

    What both have counted may be the same articles, so the higher count stands, never the sum.
    """
    totals = dict(merging.theirs.execute("SELECT outlet, count(*) FROM articles GROUP BY 1").fetchall())
    for row in map(dict, merging.theirs.execute("SELECT * FROM boilerplate ORDER BY id")):
        theirs = row.pop("id")
        known = first(
            merging.db,
            "SELECT * FROM boilerplate WHERE outlet = :outlet AND digest = :digest AND place = :place",
            row,
        )
        line = insert(merging.db, "boilerplate", row) if known is None else int(known["id"])
        merging.lines[theirs] = line
        if known is None or row["articles"] > known["articles"]:
            merging.spans[line] = totals.get(row["outlet"], 0) - row["articles_before"]
        if known is not None:
            update(merging.db, "boilerplate", line, _of_both(known, row))


def _of_both(ours: Row, theirs: Row) -> Row:
    """What two say of one line."""
    firsts, lasts = ("since", "first_seen_at", "first_day"), ("last_seen_at", "last_day")
    told = [(name, [row[name] for row in (ours, theirs) if row[name]]) for name in (*firsts, *lasts)]
    seen = {name: (min if name in firsts else max)(values) for name, values in told if values}
    judged = max(ours, theirs, key=lambda row: row["judged_at"] or "")
    return seen | {
        "text": ours["text"] or theirs["text"],
        "articles": max(ours["articles"], theirs["articles"]),
        "verdict": judged["verdict"],
        "judged_at": judged["judged_at"],
    }


def shares(merging: Merging) -> None:
    """A line whose count is theirs keeps its share: as if it was first seen so many articles before the last."""
    totals = dict(merging.db.conn.execute("SELECT outlet, count(*) FROM articles GROUP BY 1").fetchall())
    for line, span in merging.spans.items():
        [outlet] = merging.db.conn.execute("SELECT outlet FROM boilerplate WHERE id = ?", [line]).fetchone()
        update(merging.db, "boilerplate", line, {"articles_before": max(0, totals.get(outlet, 0) - span)})


def ledger(merging: Merging) -> None:
    """Takedowns. One that either has in force, and the other knows as lifted, stays here as it is here."""
    for row in map(dict, merging.theirs.execute("SELECT * FROM takedowns ORDER BY id")):
        known = first(
            merging.db,
            "SELECT id, lifted_at FROM takedowns "
            "WHERE pattern = :pattern AND reason = :reason AND noted_at = :noted_at",
            row,
        )
        here = known or row | {"id": insert(merging.db, "takedowns", row | {"id": None})}
        merging.takedowns[row["id"]] = None if here["lifted_at"] else here["id"]


def sightings(merging: Merging) -> None:
    """What sources showed. Who fetched an address last knows its state; what either said of it stands."""
    for row in merging.theirs.execute(
        "SELECT s.*, a.url AS article_url FROM sightings s LEFT JOIN articles a ON a.id = s.article"
    ):
        theirs = dict(row)
        url = theirs.pop("article_url")
        found = merging.db.conn.execute("SELECT id FROM articles WHERE url = ?", [url]).fetchone()
        article = found[0] if found else merging.joined.get(url)
        theirs |= {"article": article, "witness": merging.capture(theirs["witness"])}
        ours = first(merging.db, "SELECT * FROM sightings WHERE url = ?", [theirs["url"]])
        if ours is None:
            insert(merging.db, "sightings", theirs)
            continue
        later, sooner = (theirs, ours) if (theirs["fetched_at"] or "") > (ours["fetched_at"] or "") else (ours, theirs)
        told = {name: sooner[name] if value is None else value for name, value in later.items()} | {
            name: later[name] for name in ("state", "fetched_at", "due_at", "tries", "claimed_at")
        }
        told["first_seen_at"] = min(ours["first_seen_at"], theirs["first_seen_at"])
        told["last_seen_at"] = max(ours["last_seen_at"], theirs["last_seen_at"])
        changes = {name: value for name, value in told.items() if ours[name] != value}
        if changes:
            changed = ", ".join(f"{name} = :{name}" for name in changes)
            merging.db.execute(f"UPDATE sightings SET {changed} WHERE url = :url", {"url": ours["url"]} | changes)


def failures(merging: Merging) -> None:
    """What gave no article."""
    for row in map(dict, merging.theirs.execute("SELECT * FROM failures ORDER BY id")):
        row |= {"id": None, "run": merging.runs.get(row["run"]), "capture": merging.capture(row["capture"])}
        alike = "url = :url AND failed_at = :failed_at AND reason = :reason AND message = :message"
        if first(merging.db, f"SELECT 1 FROM failures WHERE {alike} AND capture IS :capture", row) is None:
            insert(merging.db, "failures", row)


def rests(merging: Merging) -> None:
    """Hosts left alone: the longer rest stands. Backfills: what either has read."""
    for row in map(dict, merging.theirs.execute("SELECT * FROM hosts")):
        merging.db.execute(
            """INSERT INTO hosts (host, until, reason, bad_runs) VALUES (:host, :until, :reason, :bad_runs)
               ON CONFLICT (host) DO UPDATE SET until = excluded.until, reason = excluded.reason,
                 bad_runs = excluded.bad_runs WHERE excluded.until > until""",
            row,
        )
    for row in map(dict, merging.theirs.execute("SELECT * FROM backfills")):
        insert(merging.db, "backfills", row, "OR IGNORE")
