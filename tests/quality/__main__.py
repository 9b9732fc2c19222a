"""Run the gate: print the table, hold the floors. `python -m tests.quality --help` says the rest."""

import argparse
import logging
import sys
from collections.abc import Callable

from tests.quality import floors, peers
from tests.quality.corpus import SHARED, Case, digest, own_pages, real_pages
from tests.quality.readers import MODES, Reading, mode, ours
from tests.quality.table import below, measured, print_record, print_table


def main() -> int:
    """The exit status: 0 where every floor holds."""
    options = _options()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    own, real = own_pages(), real_pages()
    if not real:
        print(
            f"SKIPPED the real pages: there is no {SHARED} here. Only the project's own are measured.", file=sys.stderr
        )
    cases = [*real, *own]
    readers: dict[str, Callable[[Case], Reading]] = {"ours": ours}
    if not options.alone:
        readers |= {f"trafilatura {name}": mode(name) for name in MODES}
    # Page by page, every reader in turn: whatever else the machine does, it does to all of them.
    readings = {name: [] for name in readers}  # type: dict[str, list[Reading]]
    for case in cases:
        for name, reader in readers.items():
            readings[name].append(reader(case))
    if options.peers:
        readings |= peers.read_with(options.peers, cases)
    print_table(cases, readings)
    print_record(cases, readings["ours"])
    worse = below(cases, readings)
    for source in worse:
        print(f"FAILED: on the pages of {source} another reads better", file=sys.stderr)
    values = measured(cases, readings["ours"])
    if options.write:
        return floors.write(values, digest(real), allow_lower=options.allow_lower)
    return max(floors.check(values, digest(real) if real else None), int(bool(worse)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--alone", action="store_true", help="without trafilatura's own modes: faster")
    parser.add_argument(
        "--peers", metavar="PYTHON", help="also the readers installed in that interpreter's environment"
    )
    parser.add_argument("--write", action="store_true", help="raise the committed floors to what is measured now")
    parser.add_argument(
        "--allow-lower", action="store_true", help="with --write: lower floors too, or take a new corpus"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
