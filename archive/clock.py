"""The archive's one way to write a moment: ISO 8601, UTC, whole seconds, `2025-09-25T17:04:11Z`."""

from datetime import UTC, datetime


def moment(when: datetime) -> str:
    """An aware datetime as the archive writes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> str:
    """This moment, as the archive writes it."""
    return moment(datetime.now(UTC))
