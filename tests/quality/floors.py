"""The floors: what was reached once and may not be lost. floors.json has them, and the digest of their pages."""

import json
import sys
from pathlib import Path

FILE = Path(__file__).with_name("floors.json")
# Measured values are rounded to four places; less than this is no loss.
SLACK = 0.0002


def check(values: dict[str, float], corpus: str | None) -> int:
    """0 where no value is below its floor. Without the real pages only the floors of the project's own hold."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    if corpus is not None and corpus != kept["corpus"]:
        print(
            "FAILED: the pages are not those the floors were measured on (see --write --allow-lower)", file=sys.stderr
        )
        return 1
    floors: dict[str, float] = kept["floors"]
    fallen = {k: v for k, v in floors.items() if k in values and values[k] < v - SLACK}
    missing = [k for k in floors if k not in values and corpus is not None]
    for name, floor in fallen.items():
        print(f"FAILED: {name} is {values[name]:.4f}, its floor is {floor:.4f}", file=sys.stderr)
    for name in missing:
        print(f"FAILED: {name} has a floor and was not measured", file=sys.stderr)
    print(f"floors held: {len(floors) - len(fallen) - len(missing)} of {len(floors)}")
    return 1 if fallen or missing else 0


def write(values: dict[str, float], corpus: str, *, allow_lower: bool) -> int:
    """Write what is measured as the new floors. Refuses to lower one, or to change the pages, unless told to."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    lower = [k for k, v in kept["floors"].items() if values.get(k, 0.0) < v - SLACK]
    if (lower or kept["corpus"] != corpus) and not allow_lower:
        print(f"REFUSED: this would lower {', '.join(lower) or 'nothing, but the pages changed'}", file=sys.stderr)
        return 1
    before = {} if allow_lower else kept["floors"]  # within SLACK a floor stays as it is, lest it sink bit by bit
    rounded = {name: max(round(value, 4), before.get(name, 0.0)) for name, value in sorted(values.items())}
    FILE.write_text(
        json.dumps({"corpus": corpus, "floors": rounded}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"wrote {FILE.name}: {len(values)} floors")
    return 0
