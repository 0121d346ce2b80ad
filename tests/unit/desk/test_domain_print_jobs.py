"""The ladder of evidence as a table, and the token of an attempt."""

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.print_jobs import FINAL, IN_FLIGHT, TRANSITIONS, WAITING, JobState, completion_token

PRINTED = frozenset({JobState.CONFIRMED, JobState.UNCONFIRMED, JobState.PERSON_CONFIRMED})


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(JobState)


@pytest.mark.parametrize("state", JobState)
def test_no_state_leads_to_itself(state: JobState) -> None:
    assert state not in TRANSITIONS[state]


def test_every_state_is_reached_and_every_job_can_end() -> None:
    reached = {JobState.QUEUED}
    while more := {to for state in reached for to in TRANSITIONS[state]} - reached:
        reached |= more
    assert reached == set(JobState)
    for start in JobState:
        seen = {start}
        while more := {to for state in seen for to in TRANSITIONS[state]} - seen:
            seen |= more
        assert seen & FINAL


def test_waiting_flying_and_final_states_do_not_overlap() -> None:
    for one, other in itertools.combinations((WAITING, IN_FLIGHT, FINAL), 2):
        assert not one & other


def test_what_may_be_on_paper_never_waits_again_unasked() -> None:
    """From sent, holding and uncertain no way leads to queued but over a person's answer or an end."""
    for state in (JobState.SENT, JobState.HOLDING, JobState.UNCERTAIN):
        assert not TRANSITIONS[state] & WAITING


def test_only_an_attempt_in_flight_or_in_doubt_is_confirmed() -> None:
    sources = {state for state in JobState if JobState.CONFIRMED in TRANSITIONS[state]}
    assert sources == {JobState.SENT, JobState.HOLDING, JobState.UNCERTAIN, JobState.ASK}


def test_a_job_in_flight_is_not_cancelled_behind_its_back() -> None:
    assert not [state for state in IN_FLIGHT if JobState.CANCELLED in TRANSITIONS[state]]


def test_a_printed_job_leads_to_a_reprint_only_and_a_cancelled_one_nowhere() -> None:
    assert all(TRANSITIONS[state] == {JobState.QUEUED} for state in PRINTED)
    assert not TRANSITIONS[JobState.CANCELLED]


@given(st.integers(1, 2**63 - 1), st.integers(1, 10**6))
def test_a_token_is_four_printable_characters_and_always_the_same(job: int, attempt: int) -> None:
    token = completion_token(job, attempt)
    assert len(token) == 4
    assert set(token) <= set(string.ascii_letters + string.digits)
    assert token == completion_token(job, attempt)


def test_neighbouring_attempts_and_jobs_have_tokens_of_their_own() -> None:
    """What can meet at one printer: the attempts of a job, and the jobs around it."""
    for job in range(1, 2000, 37):
        near = [completion_token(job + other, attempt) for other in range(8) for attempt in range(1, 6)]
        assert len(set(near)) == len(near)


def test_job_and_attempt_are_not_run_together() -> None:
    assert completion_token(1, 11) != completion_token(11, 1)


def test_no_token_comes_again_while_a_printer_may_remember_it() -> None:
    """Printer.send refuses a token it has seen lately: a shop's year of tickets has tokens of its own."""
    tokens = [completion_token(job, attempt) for job in range(20_000) for attempt in (1, 2)]
    assert len(set(tokens)) == len(tokens)
