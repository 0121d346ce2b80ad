"""While the relay serves: what is of no more use is dropped, every few minutes and in small pieces."""

import asyncio
import logging
from datetime import UTC, datetime

from desk.errors import EnvironmentFault
from desk.relay.store.opening import RelayStore

#: Between two rounds, in seconds.
ROUND = 300.0

_log = logging.getLogger("desk.relay")


async def keep_house(store: RelayStore) -> None:
    """Until it is cancelled. A store that refuses is asked again in the next round."""
    while True:
        try:
            await sweep(store, datetime.now(UTC))
        except EnvironmentFault as fault:
            _log.warning("%s", fault)
        await asyncio.sleep(ROUND)


async def sweep(store: RelayStore, now: datetime) -> int:
    """One round; how many transactions it took. Messages that came meanwhile are answered between them."""
    pieces = 1
    while await store.write(lambda work: work.forgetting.piece(now)):
        pieces += 1
    return pieces
