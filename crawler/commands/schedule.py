"""`qiaowen schedule`: have the crawl run by itself."""

import os
import subprocess
import sys
from pathlib import Path

import click

from crawler.errors import NoContact
from crawler.identity import CONTACT_VARIABLE
from crawler.scheduling import TIMER, crontab, units

UNITS = Path("~/.config/systemd/user")


@click.command()
@click.option("--systemd", is_flag=True, help="A systemd timer and service in place of a crontab.")
@click.option("--install", is_flag=True, help="Put it in place, after asking.")
@click.option("--yes", is_flag=True, help="With --install: do not ask.")
@click.pass_obj
def schedule(archive: Path, systemd: bool, install: bool, yes: bool) -> None:
    """Print what makes the crawl run every hour: a crontab, or a systemd timer and service."""
    contact = os.environ.get(CONTACT_VARIABLE, "").strip()
    if not contact:
        raise NoContact(f"set {CONTACT_VARIABLE} first: it goes into the schedule, for a crawl says who does it")
    program = Path(sys.argv[0]).absolute()
    files = units(program, archive, contact) if systemd else {"crontab": crontab(program, archive, contact)}
    for name, text in files.items():
        click.echo(f"# {name}\n{text}" if systemd else text, nl=False)
    if install and (yes or click.confirm("Put this in place?", err=True)):
        archive.mkdir(parents=True, exist_ok=True)  # the crawl's log goes there, before there is a crawl
        _install_units(files) if systemd else _install_crontab(files["crontab"])


def _install_units(files: dict[str, str]) -> None:
    folder = UNITS.expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    _run("systemctl", "--user", "daemon-reload")
    _run("systemctl", "--user", "enable", "--now", TIMER)


def _install_crontab(lines: str) -> None:
    """Add the lines to the user's crontab, in place of those of the same archive."""
    title, crawl, alert = lines.splitlines()
    before = subprocess.run(
        ["crontab", "-l"],  # noqa: S607 - where it lies differs from system to system
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    kept, skip = [], 0
    for line in before:
        skip = 3 if line == title else skip - 1
        if skip <= 0:
            kept.append(line)
    _run("crontab", "-", stdin="\n".join((*kept, title, crawl, alert, "")))


def _run(*command: str, stdin: str | None = None) -> None:
    try:
        subprocess.run(command, input=stdin, text=True, check=True)  # noqa: S603 - the commands are written above
    except (OSError, subprocess.CalledProcessError) as fault:
        raise click.ClickException(f"{' '.join(command)}: {fault}") from fault
