"""What makes a crawl run by itself: lines for cron, or a timer and a service for systemd."""

import os
import shlex
import zlib
from pathlib import Path

# A run that has not ended by then is told to stop, finishes the pages in flight, and the next one goes on.
MINUTES = 50

SERVICE = "qiaowen-crawl.service"
TIMER = "qiaowen-crawl.timer"


def crontab(program: Path, archive: Path, contact: str) -> str:
    """Lines for a crontab: a crawl every hour, at a minute of this archive's own, and an alert once a day.

    `timeout` tells a run that hangs to stop, and kills it should it not; the archive's own lock keeps a second run out
    and goes with its holder. Cron mails what is printed: the crawl's lines go to the log, the alert's to the keeper.
    """
    folder = archive.absolute()
    minute = zlib.crc32(os.fsencode(folder)) % 55
    say = shlex.quote
    crawl = f"{say(str(program))} --archive {say(str(folder))} crawl --minutes {MINUTES}"
    log = say(str(folder / "cron.log"))
    status = f"{say(str(program))} --archive {say(str(folder))} status --alert"
    guarded = f"QIAOWEN_CONTACT={say(contact)} timeout -k 90 {MINUTES + 8}m {crawl} >{log} 2>&1"
    lines = (f"# Qiaowen: {folder}", f"{minute} * * * * {_cron(guarded)}", f"{minute} 7 * * * {_cron(status)}", "")
    return "\n".join(lines)


def _cron(command: str) -> str:
    """In a crontab a bare % ends the command."""
    return command.replace("%", r"\%")


def units(program: Path, archive: Path, contact: str) -> dict[str, str]:
    """File name → text of a systemd service and the timer that starts it every hour."""
    folder = archive.absolute()
    service = f"""[Unit]
Description=Qiaowen: crawl what is new
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={_quoted(program)} --archive {_quoted(folder)} crawl --minutes {MINUTES}
Environment={_quoted(f"QIAOWEN_CONTACT={contact}")}
# 1: some outlet needs attention; `qiaowen status --alert` says which
SuccessExitStatus=1
TimeoutStartSec={MINUTES + 8}min
TimeoutStopSec=90
KillMode=mixed
Nice=10
MemoryMax=2G
"""
    timer = """[Unit]
Description=Qiaowen: crawl every hour

[Timer]
OnCalendar=hourly
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {SERVICE: service, TIMER: timer}


def _quoted(value: object) -> str:
    """A word of a unit file: in quotes, with % doubled, which would else be a specifier."""
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
