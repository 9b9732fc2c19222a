"""Who asked not to be crawled: `optout.txt` in the archive's folder, a host or the beginning of an address a line."""

from pathlib import Path

from archive.whole import written_whole

OPT_OUT = "optout.txt"


def opted_out(folder: Path) -> tuple[str, ...]:
    """Hosts, or beginnings of addresses, that asked not to be crawled: a line each in `optout.txt`, # for comments."""
    return tuple(entry for line in _lines(folder) if (entry := _entry(line)))


def take_over(folder: Path, other: Path) -> None:
    """Who asked another archive not to be crawled has asked this one as well; comments come with their lines."""
    ours, theirs = _lines(folder), _lines(other)
    known = {_entry(line) for line in ours}
    new = [line for line in theirs if (entry := _entry(line)) and entry not in known]
    if new:
        with written_whole(folder / OPT_OUT) as part:
            part.write_text("".join(f"{line}\n" for line in (*ours, *dict.fromkeys(new))), "utf-8")


def _lines(folder: Path) -> list[str]:
    try:
        return (folder / OPT_OUT).read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return []


def _entry(line: str) -> str:
    return line.partition("#")[0].strip()
