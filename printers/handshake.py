"""The longer exchanges of a session, each a few questions and the patience they need.

Handles: the introduction, getting back in step after a torn command, proving that a device is idle, its cutter's count,
what it says it is. Offers: `introduce`, `resynchronise`, `prove_idle`, `count_cuts`, `quiet`, `identify`. Does not
know: tickets, queues.
"""

import asyncio

from printers.devices import Identity
from printers.escpos.completion import INITIALISE
from printers.escpos.conversation import Conversation
from printers.link import Link
from printers.patience import Timings


async def introduce(link: Link, talk: Conversation, answer: float, *, talks: bool) -> bool:
    """Put a device into a known state, once it showed that it is there if it `talks`. False when it stays silent."""
    if not talks:
        await link.say(INITIALISE)
    elif await _greet(link, talk, answer):
        await link.say(talk.initialise())
    else:
        return False
    return True


async def _greet(link: Link, talk: Conversation, answer: float) -> bool:
    """Find out that a printer is there, before it is told anything that could end up on paper.

    Only real-time questions are asked, which no other device prints. False when it stays silent.
    """
    answered = await link.exchange(talk.ask_status(), lambda: talk.pictures > 0, answer)
    if not answered and talk.heard and talk.profile.eot:
        await _find_questions(link, talk, answer)
    return talk.pictures > 0


async def _find_questions(link: Link, talk: Conversation, answer: float) -> None:
    """Some DLE EOT went unanswered: ask one at a time, so that answers are not mixed up for ever."""

    def answered() -> bool:
        return not talk.round_open

    known = [n for n in talk.questions if await link.exchange(talk.ask_status((n,)), answered, answer)]
    if known:
        talk.questions = tuple(known)
        await link.exchange(talk.ask_status(), answered, answer)


async def resynchronise(link: Link, talk: Conversation, timings: Timings) -> bool:
    """NULs finish a command that an earlier connection left unfinished; then ask again. Whether it answered."""
    for _ in range(timings.resync_rounds):
        if not talk.model.status.can_print:
            break
        talk.account.forget()
        await link.say(bytes(timings.resync_bytes) + talk.initialise())
        if await link.until(lambda: talk.learnt, timings.answer):
            return True
    return False


async def prove_idle(link: Link, talk: Conversation, timings: Timings, name: str) -> bool:
    """A barrier of its own: when it comes back, all that was sent before has been worked through."""
    for attempt in ("first", "second"):
        run, questions = talk.ask_barrier(f"{name} {attempt}")
        await link.exchange(questions, lambda run=run: run.complete or bool(run.spoiled), timings.fence)
        if run.complete:
            return True
        if not run.spoiled and not talk.model.status.can_print:
            return False  # it is still due: the device stands still with our questions in its buffer
        # answers of an earlier attempt were lost or doubled: let it finish, then start the account anew
        await quiet(link, talk, timings)
        talk.account.forget()
    return False


async def count_cuts(link: Link, talk: Conversation, timings: Timings) -> int | None:
    """The cutter's count when all that was sent before has been worked through; None when it does not come."""
    counted = await link.exchange(talk.ask_count(), lambda: not talk.counting, timings.fence)
    return talk.cuts if counted else None


async def quiet(link: Link, talk: Conversation, timings: Timings) -> None:
    """Wait until the device has said nothing for a while; a babbling one is not waited for."""
    try:
        async with asyncio.timeout(timings.fence):
            heard = -1
            while heard != talk.heard:
                heard = talk.heard
                await link.until(lambda heard=heard: talk.heard != heard, timings.answer)
    except TimeoutError:
        return


#: GS I n of each text (Epson's ESC/POS reference).
_TEXTS = {"maker": 66, "model": 67, "firmware": 65, "serial": 68, "font": 69}


async def identify(link: Link, talk: Conversation, timings: Timings) -> Identity:
    """Ask for the texts by which a device says what it is; a device that leaves one unanswered is asked no more."""
    said: dict[str, str] = {}
    for name, n in _TEXTS.items():
        talk.texts.clear()
        if not await link.exchange(talk.ask_text(n), lambda: bool(talk.texts), timings.answer):
            break
        said[name] = talk.texts[-1]
    talk.identity = Identity(**said)
    return talk.identity
