"""`qiaowen status`: how the outlets are, at a glance or for a machine."""

import json
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import click

from archive import take_vitals
from crawler.health.watch import Diagnosis, alerts, diagnose, metrics
from crawler.identity import SOFTWARE
from crawler.outlets import outlets

ATTENTION = 1
WEBHOOK_TIMEOUT_SECONDS = 20


@click.command()
@click.option("--alert", is_flag=True, help="Say nothing where all is well; else what to do. For cron mail.")
@click.option("--webhook", metavar="URL", help="With --alert: send what is said there too, as JSON.")
@click.option("--prometheus", is_flag=True, help="Figures in Prometheus' text format.")
@click.pass_obj
def status(archive: Path, alert: bool, webhook: str | None, prometheus: bool) -> None:
    """Show how every outlet is. Exit status: 0 all is well, 1 somebody should look."""
    at = datetime.now(UTC)
    declared = outlets()
    daily = {slug: outlet.expect.articles_a_day for slug, outlet in declared.items()}
    diagnoses = [diagnose(vitals, at, daily.get(vitals.slug)) for vitals in take_vitals(archive, at)]
    told = alerts(diagnoses)
    if prometheus:
        click.echo("\n".join(metrics(diagnoses)))
        return
    if alert:
        if told:
            click.echo("\n".join(told))
            if webhook:
                _send(webhook, told)
    else:
        for diagnosis in diagnoses:
            click.echo(_glance(diagnosis))
    sys.exit(ATTENTION if told else 0)


def _glance(diagnosis: Diagnosis) -> str:
    known = diagnosis.vitals
    newest = (known.newest_at or "never")[:10]
    return f"{'  ' if diagnosis.is_calm else '! '}{newest:10} {known.articles:>8,}  {diagnosis.line()}"


def _send(webhook: str, told: list[str]) -> None:
    """Post the alert. A webhook that fails is said on stderr: the alert itself is on stdout already."""
    request = urllib.request.Request(  # noqa: S310 - the address is the keeper's own
        webhook,
        json.dumps({"text": "\n".join(told), "alerts": told}, ensure_ascii=False).encode(),
        {"Content-Type": "application/json", "User-Agent": SOFTWARE},
    )
    try:
        with urllib.request.urlopen(request, timeout=WEBHOOK_TIMEOUT_SECONDS):  # noqa: S310
            return
    except OSError as fault:
        click.echo(f"qiaowen: the webhook was not reached: {fault}", err=True)
