"""What can go wrong between us and a printer. The type says what may happen next."""


class PrinterError(Exception):
    """Base of every error this package raises on purpose."""


class Unreachable(PrinterError):
    """No connection could be opened; not one byte was sent. Retry later."""


class AccessDenied(PrinterError):
    """The system refuses us the device. A person must change a permission."""


class NotResponding(PrinterError):
    """The device took the connection but answers no status request although its profile says it would."""


class NotSent(PrinterError):
    """The connection was gone before the first byte of a ticket was handed over. Nothing can be on paper."""


class ConnectionLost(PrinterError):
    """The connection broke. `bytes_sent` of the current write had been handed over: an upper bound of
    what the device may have, never proof of what it has.
    """

    def __init__(self, message: str, bytes_sent: int = 0) -> None:
        super().__init__(message)
        self.bytes_sent = bytes_sent


class BadUri(PrinterError):
    """A device URI that no transport understands."""


class UnknownProfile(PrinterError):
    """A profile name that is not shipped and not in the given folder."""
