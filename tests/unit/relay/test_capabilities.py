"""What each account type can do is known before it is tried."""

from desk.relay.wechat.capabilities import ACCOUNT_TYPES, FACTS, Capability, can, how


def test_every_capability_is_answered_for_every_type() -> None:
    for capability in Capability:
        assert FACTS[capability].source
        assert set(FACTS[capability].by_type) == set(ACCOUNT_TYPES)


def test_a_personal_account_answers_and_does_nothing_unasked() -> None:
    assert {what for what in Capability if can("personal", what)} == {
        Capability.RECEIVE, Capability.SAFE_MODE, Capability.PASSIVE_REPLY, Capability.ACCESS_TOKEN,
    }  # fmt: skip
    assert how("personal", Capability.MENU_BY_HAND) == "manual"


def test_only_a_service_account_may_be_paid_and_send_notices() -> None:
    for what in (Capability.PAY, Capability.NOTICE):
        assert [kind for kind in ACCOUNT_TYPES if can(kind, what)] == ["service"]
    assert [kind for kind in ACCOUNT_TYPES if can(kind, Capability.SERVICE_MESSAGE)] == [
        "verified", "service", "test",
    ]  # fmt: skip
