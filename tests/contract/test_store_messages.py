"""What the inbox may rely on from the store, on SQLite and PostgreSQL alike."""

from dataclasses import replace

from store_samples import draft, order, read, write

from desk.domain.inbox import IncomingMessage, TalkKey
from desk.domain.orders import CustomerRef, Fulfilment
from desk.domain.ports import Work
from desk.store.opening import Store

AMY = TalkKey("website", "cake", "oAmy")


def message(seq: int, text: str, kind: str = "text", **changes: object) -> IncomingMessage:
    return IncomingMessage(AMY, seq, 1_795_000_000.25 + seq, kind, "", "W001", text)._replace(**changes)


def test_a_message_is_kept_once_and_opens_its_conversation(store: Store) -> None:
    assert write(store, lambda w: w.messages.take(message(1, "在吗\x00🎂")))
    assert not write(store, lambda w: w.messages.take(message(1, "在吗\x00🎂")))
    write(store, lambda w: w.messages.take(message(2, "改糖", "change", name="小明")))
    (card,) = read(store, lambda w: w.messages.talks(done=False, limit=10))
    assert (card.key, card.name, card.last, card.last_kind, card.unread) == (AMY, "小明", "改糖", "change", 2)
    assert card.last_at == 1_795_000_002.25
    detail = read(store, lambda w: w.messages.detail(AMY))
    assert detail is not None
    assert [(each.kind, each.text.replace("\x00", "")) for each in detail.messages] == [
        ("text", "在吗🎂"),
        ("change", "改糖"),
    ]
    assert read(store, lambda w: w.messages.unread()) == 1
    assert write(store, lambda w: w.messages.mark_read(AMY)) and not write(
        store, lambda w: w.messages.mark_read(AMY)
    )
    assert read(store, lambda w: w.messages.unread()) == 0
    assert read(store, lambda w: w.messages.detail(AMY._replace(customer="oNobody"))) is None


def test_name_and_orders_come_from_the_customer_behind_the_openid(store: Store) -> None:
    def place(work: Work) -> None:
        who = CustomerRef("oAmy", "", "13800138000")
        to = Fulfilment(name="王小明")
        customer = work.customers.link("website", who, to, order().received_at)
        for name in ("o1", "o2"):
            work.orders.insert(replace(order(name, content=draft(name)), customer_id=customer))
        work.orders.insert(order("o3", content=draft("o3")))

    write(store, place)
    write(store, lambda w: w.messages.take(message(1, "在吗")))
    detail = read(store, lambda w: w.messages.detail(AMY))
    assert detail is not None
    assert detail.card.name == "王小明"
    assert sorted(each.id for each in detail.orders) == ["o1", "o2"]


def test_done_and_what_the_relay_is_to_be_told(store: Store) -> None:
    write(store, lambda w: w.messages.take(message(1, "", "human")))
    assert write(store, lambda w: w.messages.set_done(AMY, done=True))
    assert read(store, lambda w: w.messages.handovers("website")) == [(AMY, "handback")]
    assert [c.key for c in read(store, lambda w: w.messages.talks(done=True, limit=10))] == [AMY]
    write(store, lambda w: w.messages.handed_over(AMY, "takeover"))
    assert read(store, lambda w: w.messages.handovers("website")) != []
    write(store, lambda w: w.messages.handed_over(AMY, "handback"))
    assert read(store, lambda w: w.messages.handovers("website")) == []
    assert not write(store, lambda w: w.messages.set_done(AMY._replace(account="x"), done=True))


def test_an_answer_and_what_became_of_it(store: Store) -> None:
    write(store, lambda w: w.messages.take(message(1, "好了吗")))
    number = write(store, lambda w: w.messages.add_answer(AMY, "马上好", "小C", 1_795_000_000_000_000))
    assert write(store, lambda w: w.messages.interrupted()) == 1
    write(store, lambda w: w.messages.settle(number, "sent", "", 1))
    kept = read(store, lambda w: w.messages.answer(number))
    assert kept is not None and (kept.state, kept.attempt, kept.key) == ("sent", 1, AMY)
    detail = read(store, lambda w: w.messages.detail(AMY))
    assert detail is not None
    assert (detail.card.last, detail.card.last_kind) == ("马上好", "answer")
    assert detail.messages[-1].id == number  # newest, although the relay's clock is ahead of ours


def test_ready_replies_keep_their_order(store: Store) -> None:
    for texts in (["乙", "甲"], ["丙"], []):
        write(store, lambda w, texts=texts: w.messages.set_quick_replies(texts))
        assert read(store, lambda w: w.messages.quick_replies()) == texts
