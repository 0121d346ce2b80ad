"""Orders whose sender counts no versions: what a later word of it means for what the desk holds.

Such a sender says when it changed an order, and how the order stands there. A touch that changes nothing kept
here is no new version; a cancellation ends the order, and what is taken back lives again, unless a person at the
desk ended it.
"""

from dataclasses import replace

from desk.domain.orders import Order, OrderDraft, OrderState
from desk.domain.ports import Work
from desk.domain.shop import is_open

#: How an order that is unknown here and over at its sender is kept: nobody has to make it.
OVER = {"cancelled": OrderState.CANCELLED, "completed": OrderState.COMPLETED}


def is_newer(known: Order, draft: OrderDraft) -> bool:
    """Whether the draft was written after what the desk holds. Of two with one revision nobody can tell which came
    last, and a push may be hours late: such a pair is left to the sender's list.
    """
    if not draft.revision:
        return draft.version > known.version
    return draft.revision > known.content.revision


def says_more(work: Work, known: Order, draft: OrderDraft) -> bool:
    """Whether the newer draft changes anything that is kept here."""
    held = known.content
    same = replace(draft, version=held.version, revision=held.revision, number=held.number, over="")
    return same != held or ends(known, draft) or returns(work, known, draft)


def ends(known: Order, draft: OrderDraft) -> bool:
    """Whether the sender calls off what is still open here."""
    return draft.over == "cancelled" and is_open(known)


def returns(work: Work, known: Order, draft: OrderDraft) -> bool:
    """Whether the sender takes back its own cancellation."""
    if draft.over or not draft.revision or known.state is not OrderState.CANCELLED:
        return False
    detail = work.views.detail(known.id)
    ended = [entry for entry in detail.timeline if entry.what == "cancelled"] if detail else []
    return bool(ended) and max(ended, key=lambda entry: entry.at).by == draft.source
