"""Where places lie: the country, clocks and coordinates of every place that outlets name.

`gazetteer.tsv` is a table for people to read and add to. A country stands there where an outlet serves all of it and
its town is not known; then the coordinates are those of its capital or its middle. One with several clocks has none.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("gazetteer.tsv")


@dataclass(frozen=True, slots=True)
class Place:
    """A town, region or country; coordinates in degrees, north and east."""

    name: str
    country: str
    timezone: str | None
    latitude: float
    longitude: float


def place(name: str | None) -> Place | None:
    """The place of that name, None where the table has none."""
    return places().get(name or "")


@cache
def places() -> dict[str, Place]:
    """Name → place, for every place of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t")
        return {
            row["place"]: Place(
                row["place"], row["country"], row["timezone"] or None, float(row["latitude"]), float(row["longitude"])
            )
            for row in rows
        }
