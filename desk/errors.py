"""Errors a person may read: what is wrong, why, and what to do. The type says what happens next."""


class DeskError(Exception):
    """Base. `what` is one sentence about the trouble, `remedy` one sentence about what to do."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class ConfigFault(DeskError):
    """desk.toml or a command line is wrong. Stop; a person must change it. Exit code 2."""


class EnvironmentFault(DeskError):
    """The machine refuses: disk full, port in use, database locked or of a newer version. Exit code 2."""


class Refused(DeskError):
    """A request that the rules of the desk do not allow now (an action in the wrong state)."""


class NotFound(DeskError):
    """An order, job, source or printer that does not exist."""
