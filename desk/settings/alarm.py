"""`[alarm]` of desk.toml."""

from desk.domain.alarm import AlarmRules
from desk.settings.tables import Table

_DEFAULTS = AlarmRules()


def read_alarm(table: Table) -> AlarmRules:
    """The rules. Raises ConfigFault."""
    enabled = table.raw("enabled", default=True)
    if not isinstance(enabled, bool):
        raise table.fault("enabled", "must be true or false", "Write enabled = true.")
    rules = AlarmRules(
        enabled,
        table.seconds("escalate_after", _DEFAULTS.escalate_after),
        table.seconds("ticket_after", _DEFAULTS.ticket_after),
    )
    table.finish()
    return rules
