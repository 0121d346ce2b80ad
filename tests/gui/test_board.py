"""Orders stand in the right column, in the right order, and changes arrive within a frame."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desk.ui.board.column_model import PAGE, ColumnModel
from desk.ui.board.columns import (
    DONE,
    LATER,
    MAKING,
    NEW,
    READY,
    column_of,
    deal,
    overdue,
    sort_key,
    urgency,
)  # fmt: skip
from desk.ui.board.model import Board
from tests.gui.conftest import Desk
from tests.gui.samples import NOW, card, clock, many


def numbers(desk: Desk, column: str) -> list[str]:
    return [each.number for each in desk.window.shown.board.columns[column].cards()]


@pytest.mark.parametrize(
    ("state", "column"),
    [
        ("placed", NEW),
        ("accepted", MAKING),
        ("preparing", MAKING),
        ("ready", READY),
        ("delivering", READY),
        ("completed", DONE),
        ("declined", DONE),
        ("cancelled", DONE),
    ],
)
def test_each_state_has_its_column(state: str, column: str) -> None:
    assert column_of(card("W001", state=state), NOW) == column


def test_a_pre_order_waits_apart_until_its_work_starts() -> None:
    held = card("W001", state="accepted", start_at=NOW + 60)
    assert column_of(held, NOW) == LATER
    assert column_of(held, NOW + 61) == MAKING


def test_new_orders_turn_amber_then_red_and_late_ones_are_red() -> None:
    fresh = card("W001", received_at=NOW, due_at=None)
    assert [urgency(fresh, NOW + seconds) for seconds in (0, 299, 300, 479, 480)] == [
        "",
        "",
        "amber",
        "amber",
        "red",
    ]
    late = card("W002", state="preparing", due_at=NOW - 1)
    assert overdue(late, NOW) and urgency(late, NOW) == "red"
    assert not overdue(card("W003", state="completed", due_at=NOW - 1), NOW)


def test_the_queue_is_dealt_out_oldest_first(desk: Desk) -> None:
    assert numbers(desk, NEW) == ["W017", "W018", "S104"]
    assert numbers(desk, MAKING) == ["C005", "W014", "S102"]
    assert numbers(desk, READY) == ["W011", "W009", "C004"]
    assert numbers(desk, LATER) == ["W020", "W021"]
    assert numbers(desk, DONE) == ["W008", "W007"]


def test_changes_are_gathered_and_then_shown_together(desk: Desk, qtbot: QtBot) -> None:
    moved = card("W018", state="preparing", due_at=clock(16, 30))
    with qtbot.waitSignal(desk.window.shown.board.changed) as changed:
        desk.window.update_cards({"w018": moved})
        desk.window.update_cards({"x1": card("X1", id="x1", received_at=NOW)})
        desk.window.update_cards({"s104": None})
        assert numbers(desk, NEW) == ["W017", "W018", "S104"]
    assert changed.args == [frozenset({"w018", "x1", "s104"})]
    assert numbers(desk, NEW) == ["W017", "X1"]
    assert "W018" in numbers(desk, MAKING)


def test_a_due_pre_order_moves_to_the_kitchen_by_itself(desk: Desk) -> None:
    desk.clock.time = clock(14, 11, 1)
    desk.window.shown.board.release_due()
    desk.window.shown.board.flush()
    assert "W020" in numbers(desk, MAKING)
    assert numbers(desk, LATER) == ["W021"]


def test_the_filter_finds_number_name_item_and_note(desk: Desk) -> None:
    board = desk.window.shown.board
    for text, found in (
        ("w017", ["W017"]),
        ("王小", ["W017"]),
        ("提拉米苏", ["W018"]),
        ("花生过敏", ["S104"]),
    ):
        board.set_filter(text)
        assert numbers(desk, NEW) == found
    board.set_filter("")
    assert len(numbers(desk, NEW)) == 3


def test_an_update_while_filtered_stays_filtered(desk: Desk) -> None:
    board = desk.window.shown.board
    board.set_filter("w017")
    desk.window.update_cards({"x1": card("X1", id="x1", customer="林")})
    board.flush()
    assert numbers(desk, NEW) == ["W017"]
    board.set_filter("")
    assert "X1" in numbers(desk, NEW)


def test_a_storm_of_changes_ends_in_the_same_order(desk: Desk) -> None:
    board = desk.window.shown.board
    cards = many(900)
    desk.window.update_cards({each.id: each for each in cards})
    board.flush()
    for name in (NEW, MAKING, READY):
        keys = board.columns[name].keys
        assert keys == sorted(keys)
    assert sum(board.sizes().values()) == 900 + 13


def test_a_new_version_glows(desk: Desk) -> None:
    board = desk.window.shown.board
    old = board.cards["w018"]
    desk.window.update_cards({"w018": old._replace(version=2)})
    board.flush()
    assert "w018" in board.flashes
    desk.clock.time += 5
    desk.window.grab()
    assert "w018" not in board.flashes


def test_the_view_gives_each_card_on_screen_its_own_height(desk: Desk, qtbot: QtBot) -> None:
    page = desk.window.shell.board
    view = page.view_of(NEW)
    heights = [view.rowHeight(row) for row in range(2)]
    assert heights[0] != heights[1]
    card_ = desk.window.shown.board.cards["w018"]
    desk.window.update_cards({"w018": card_._replace(note="请" * 60)})
    desk.window.shown.board.flush()
    assert view.rowHeight(1) > heights[1]


def test_an_empty_shop_says_what_to_do(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(empty=True)
    page = desk.window.shell.board
    assert page.emptiness is not None and page.emptiness.isVisible()
    desk.window.update_cards({"w1": card("W1", id="w1")})
    desk.window.shown.board.flush()
    assert not page.emptiness.isVisible()


STATES = ("placed", "accepted", "preparing", "ready", "delivering", "completed", "declined", "cancelled")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(STATES), st.integers(-9, 9), st.none() | st.integers(-9, 9), st.integers(0, 1)
        )
    )
)
def test_dealing_many_is_dealing_each(drawn: list[tuple[str, int, int | None, int]]) -> None:
    cards = [
        card(f"W{place:03d}", state=state, since=NOW + since, start_at=None if start is None else NOW + start,
             due_at=None, rushed=rushed)
        for place, (state, since, start, rushed) in enumerate(drawn)
    ]  # fmt: skip
    dealt = deal(cards, NOW)
    one_by_one = [(column_of(each, NOW), sort_key(each, column_of(each, NOW))) for each in cards]
    assert sum(map(len, dealt.values())) == len(cards)
    for name, keys in dealt.items():
        assert keys == sorted(key for column, key in one_by_one if column == name)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3 * PAGE)), max_size=40))
def test_what_nobody_scrolled_to_comes_and_goes_unseen_and_is_there_when_reached(
    steps: list[tuple[bool, int]],
) -> None:
    owner = QObject()
    board = Board(lambda: NOW, owner)
    model = ColumnModel(board.columns[DONE], lambda each: each.number, owner)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    tester.setUseFetchMore(False)  # what is shown stays what was scrolled to
    board.set_cards(
        [card(f"D{n:04d}", state="completed", since=NOW - 2 * n) for n in range(2 * PAGE + PAGE // 2)]
    )
    assert model.rowCount() == PAGE
    for comes, place in steps:
        new = card(f"N{place:04d}", state="completed", since=NOW - 2 * place - 1)
        board.update_cards({new.id: new if comes else None})
        board.flush()
        assert model.rowCount() >= min(PAGE, len(board.columns[DONE].keys))
    while model.canFetchMore():
        model.fetchMore()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == [each.number for each in board.columns[DONE].cards()]


def test_an_order_far_down_is_shown_when_it_is_chosen(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(empty=True)
    desk.window.set_board(
        [card(f"W{n:04d}", received_at=NOW - 5000 + n, since=NOW - 5000 + n) for n in range(5 * PAGE)]
    )
    view = desk.window.shell.board.view_of(NEW)
    desk.window.select("w0999")
    seen = view.rowViewportPosition(999)
    assert 0 <= seen < view.viewport().height()
