"""What sources delivered, as it came."""

from datetime import datetime

from desk.store.connection import Connection
from desk.store.statements import insert_row
from desk.store.tables import RAW_EVENTS
from desk.store.times import micros

_INSERT = insert_row(RAW_EVENTS, "id")


class RawEvents:
    """The repository of desk.domain.ports.RawEvents."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, source: str, external_id: str, version: int, at: datetime, payload: bytes) -> None:
        """Keep the raw bytes of a delivery that was taken."""
        self._connection.change(
            _INSERT,
            {
                "source": source,
                "external_id": external_id,
                "version": version,
                "at": micros(at),
                "payload": payload,
            },
        )
