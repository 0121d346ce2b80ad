"""`[payments]` of desk.toml: the ways customers are offered, and the deposit.

```toml
[payments]
methods = ["cash-on-delivery", "counter-qr"]   # and "wechat", where the relay has [pay]
deposit_percent = 30                            # of orders paid by WeChat; 0 for all of it
deposit_for = "preorder"                        # those for a later day, or "all"
```
"""

from desk.domain.paying import METHODS, PayRules
from desk.settings.tables import Table


def read_paying(table: Table) -> PayRules:
    """The rules in this table. Raises ConfigFault."""
    known = PayRules()
    methods = table.names("methods", known.methods, 'methods = ["cash-on-delivery", "wechat"]')
    for method in methods:
        if method not in METHODS:
            raise table.fault("methods", f"holds {method!r}", f"Write some of {', '.join(METHODS)}.")
    if not methods:
        raise table.fault("methods", "is empty", 'Write methods = ["cash-on-delivery"].')
    percent = table.integer("deposit_percent", 0, 0, 99) or 0
    whose = table.word("deposit_for", known.deposit_for, ("preorder", "all"))
    table.finish()
    return PayRules(tuple(dict.fromkeys(methods)), percent, "all" if whose == "all" else "preorder")
