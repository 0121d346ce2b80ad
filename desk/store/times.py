"""Times as the store keeps them: microseconds since 1970 UTC, the same integers in every database."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(at: datetime) -> int:
    """Microseconds since 1970 of an aware time; exact. TypeError for a naive one."""
    since = at - EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


def maybe_micros(at: datetime | None) -> int | None:
    """As `micros`; None stays None."""
    return None if at is None else micros(at)


def moment(stored: int) -> datetime:
    """The aware UTC time of stored microseconds; exact."""
    return EPOCH + timedelta(microseconds=stored)


def maybe_moment(stored: int | None) -> datetime | None:
    """As `moment`; None stays None."""
    return None if stored is None else EPOCH + timedelta(microseconds=stored)


def seconds(stored: int | None) -> float | None:
    """Seconds since 1970 UTC, as screens want them."""
    return None if stored is None else stored / 1e6
