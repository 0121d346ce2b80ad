import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.escpos.completion import (
    BARRIER_LENGTH,
    LEARN,
    Account,
    barrier,
    completion_request,
    learnt_model,
    process_id_request,
)

MODEL = 0x20


def account() -> Account:
    made = Account()
    made.model = MODEL
    return made


def answers(token: str) -> list[int]:
    return [0x00 if query == "paper" else MODEL for query in barrier(token)]


def test_the_process_id_request_carries_the_token() -> None:
    assert process_id_request("a1Z9") == bytes.fromhex("1d 28 48 06 00 30 30") + b"a1Z9"


@given(st.text(max_size=6))
def test_only_four_printable_ascii_characters_are_a_token(token: str) -> None:
    if len(token) == 4 and all("!" <= c <= "~" for c in token):
        assert process_id_request(token).endswith(token.encode())
    else:
        with pytest.raises(ValueError, match="token"):
            process_id_request(token)


def test_a_barrier_is_sixteen_questions_that_depend_on_the_token() -> None:
    assert len(barrier("t001")) == BARRIER_LENGTH
    assert {len(set(barrier(f"t{n:03}"))) for n in range(500)} == {2}
    assert len({barrier(f"t{n:03}") for n in range(500)}) > 400


def test_exactly_the_answers_in_order_complete_a_run() -> None:
    book = account()
    run = book.ask(barrier("t001"))
    for value in answers("t001"):
        assert not run.complete
        assert book.answer(value)
    assert run.complete
    assert not book.due


@given(st.integers(0, BARRIER_LENGTH - 1), st.integers(0, 255))
def test_one_wrong_answer_spoils_it(at: int, wrong: int) -> None:
    book = account()
    run = book.ask(barrier("t001"))
    said = answers("t001")
    for value in [*said[:at], wrong, *said[at + 1 :]]:
        book.answer(value)
    # a paper answer may also say "near end", so not every other value is wrong
    assert run.complete is (wrong == said[at] or (barrier("t001")[at] == "paper" and wrong in {0, 3, 12, 15}))


@given(st.lists(st.sampled_from([0x00, 0x03, MODEL, 0x41]), max_size=40))
def test_answers_of_another_token_prove_nothing(said: list[int]) -> None:
    book = account()
    run = book.ask(barrier("t001"))
    for value in said:
        book.answer(value)
    kinds = ["paper" if value in {0, 3} else "model" for value in said[:BARRIER_LENGTH]]
    if 0x41 in said[:BARRIER_LENGTH] or kinds != list(barrier("t001")):
        assert not run.complete


def test_an_answer_nobody_asked_for_is_told() -> None:
    assert not account().answer(0x00)


def test_forgotten_questions_are_never_complete() -> None:
    book = account()
    run = book.ask(barrier("t001"))
    book.forget()
    assert not book.due
    assert run.spoiled


def test_the_model_is_learnt_only_from_two_equal_answers_unlike_paper() -> None:
    for said, learnt in (
        (b"\x20\x20\x00", 0x20),
        (b"\x20\x21\x00", None),
        (b"\x00\x00\x00", None),
        (b"\x20\x20\x20", None),
        (b"\x20\x20", None),
    ):
        book = Account()
        run = book.ask(LEARN)
        for value in said:
            book.answer(value)
        assert learnt_model(run) == learnt


def test_automatic_status_is_switched_on_again_after_every_ticket() -> None:
    assert completion_request("process-id", "t001", asb=True).startswith(b"\x1da\xff")
    assert completion_request("barrier", "t001", asb=True).startswith(b"\x1da\xff")
    assert completion_request("none", "t001", asb=False) == b""
