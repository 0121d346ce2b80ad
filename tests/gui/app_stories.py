"""What a person does at the desk's own window, each story in a process of its own:

    python -m tests.gui.app_stories NAME FOLDER

A story is a generator: it yields what to wait for, and its end closes the window. The exit code is the desk's;
a story that fails exits with 99.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QTimer

import desk.app.window as app_window
from desk.domain.people import Remarks
from desk.domain.statistics import Dimension, Group
from desk.ui.backend import CounterLine, CounterOrder
from desk.ui.main_window import MainWindow
from desk.ui.verbs import WAY_BACK

log = logging.getLogger("tests.gui")
Story = Generator[Callable[[], object], None, None]
PATIENCE = 20.0

SETTINGS = """
[shop]
name = "大C甜品"
[api]
listen = "127.0.0.1:0"
token = "t"
[[printers]]
name = "kitchen"
uri = "sim://kitchen"
profile = "epson-80mm"
[[sources]]
kind = "webhook"
name = "website"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
auto_accept = false
"""

ENTRY = CounterOrder(
    (CounterLine("草莓奶油蛋糕 6寸", 1, 16800, "写：生日快乐"), CounterLine("可颂", 2, 1500, "")),
    "pickup", "林阿姨", "13800138000", "", None, "不要蜡烛", False, "cash",
)  # fmt: skip


def cards(window: MainWindow) -> list[tuple[str, str, str]]:
    """Number, state and print state of every order on the queue."""
    return [(card.number, card.state, card.print_state) for card in window.shown.board.cards.values()]


def an_order_typed_in(window: MainWindow, folder: Path) -> Story:
    backend = window.verbs.backend
    yield lambda: backend.has_paper("kitchen")
    yield lambda: [card.state for card in window.shown.printers] == ["idle"]
    backend.place(ENTRY)
    yield lambda: cards(window) == [("C001", "accepted", "confirmed")]
    yield lambda: len(window.shown.sheets.get("kitchen", ())) == 1
    sheets = window.shown.sheets["kitchen"]
    assert "草莓奶油蛋糕 6寸" in sheets[0].text
    assert sheets[0].png.startswith(b"\x89PNG")
    assert window.shown.totals is not None
    yield lambda: window.shown.totals[:2] == (1, 19800)
    (order_id,) = window.shown.board.cards
    window.select(order_id)
    yield lambda: window.shown.detail
    assert window.shown.detail is not None
    assert [job.state for job in window.shown.detail.jobs] == ["confirmed"]
    for action, state in (("start", "preparing"), ("ready", "ready"), ("undo", "preparing")):
        backend.act(order_id, action)
        yield lambda state=state: cards(window) == [("C001", state, "confirmed")]
    assert window.shown.detail.timeline[-1].by == "店主"
    backend.reprint(window.shown.detail.jobs[0].id)
    yield lambda: len(sheets) == 2
    assert "补打 第2次 可能重复" in sheets[1].text


def an_order_in_a_pause(window: MainWindow, folder: Path) -> Story:
    backend, answers = window.verbs.backend, list[tuple[bool, list[str]]]()
    window.shown.entry_answered.connect(lambda placed, warnings: answers.append((placed, warnings)))
    yield lambda: [card.state for card in window.shown.printers] == ["idle"]
    settings = folder / "desk.toml"
    settings.write_text(
        f'{settings.read_text(encoding="utf-8")}[hours]\npaused = "烤箱坏了"\n', encoding="utf-8"
    )
    backend.place(ENTRY)
    yield lambda: answers == [(False, ["现在暂停接单：烤箱坏了"])]
    assert cards(window) == []
    backend.place(ENTRY._replace(anyway=True))
    yield lambda: cards(window) == [("C001", "accepted", "confirmed")]
    assert answers[1:] == [(True, [])]


def a_printer_is_added_and_removed(window: MainWindow, folder: Path) -> Story:
    from desk.ui.printing.shown import PrinterEntry

    yield lambda: [card.state for card in window.shown.printers] == ["idle"]
    window.verbs.backend.printing.add(PrinterEntry("bar", "sim://bar", "epson-80mm", "counter"))
    yield lambda: [(card.name, card.state) for card in window.shown.printers] == [
        ("kitchen", "idle"), ("bar", "idle")
    ]  # fmt: skip
    window.verbs.backend.printing.remove("bar")
    yield lambda: [card.name for card in window.shown.printers] == ["kitchen"]
    window.verbs.take_back(WAY_BACK)
    yield lambda: [(card.name, card.state) for card in window.shown.printers] == [
        ("kitchen", "idle"), ("bar", "idle")
    ]  # fmt: skip
    window.verbs.backend.fault("bar", "paper out")
    yield lambda: window.shown.printers[1].reasons == ("media-empty",)
    window.verbs.backend.test_page("bar")
    yield lambda: window.shown.printers[1].backlog == 1
    window.verbs.backend.printing.remove("bar")  # a ticket waits for it
    yield lambda: window.shell.toast is not None and "打完再移除" in window.shell.toast.text
    window.verbs.backend.fault("bar", "paper ok")
    yield lambda: len(window.shown.sheets.get("bar", ())) == 1
    assert [card.name for card in window.shown.printers] == ["kitchen", "bar"]
    window.verbs.backend.place(ENTRY)
    yield lambda: cards(window) == [("C001", "accepted", "confirmed")]


def a_printer_without_paper(window: MainWindow, folder: Path) -> Story:
    backend = window.verbs.backend
    yield lambda: [card.state for card in window.shown.printers] == ["idle"]
    backend.fault("kitchen", "paper out")
    yield lambda: window.shown.printers[0].reasons == ("media-empty",)
    backend.place(ENTRY)
    yield lambda: cards(window) == [("C001", "accepted", "blocked")]
    backend.fault("kitchen", "paper ok")
    yield lambda: cards(window) == [("C001", "accepted", "confirmed")]
    backend.test_page("kitchen")
    yield lambda: len(window.shown.sheets.get("kitchen", ())) == 2
    assert "测试小票" in window.shown.sheets["kitchen"][1].text


def the_last_queue(window: MainWindow, folder: Path) -> Story:
    assert cards(window) == [("C001", "preparing", "confirmed")]  # before the desk is even imported
    assert "desk.app.engine" not in sys.modules
    assert window.shown.totals is not None
    assert window.shown.totals[:2] == (1, 19800)
    assert (window.language, window.zoom) == ("zh_CN", 100)
    yield lambda: window.shown.printers
    window.set_look(language="en", scheme="dark", zoom=125)
    yield (folder / "window.toml").exists


def the_look_is_kept(window: MainWindow, folder: Path) -> Story:
    assert (window.language, window.scheme, window.zoom) == ("en", "dark", 125)
    assert window.windowTitle() == "大C甜品"
    yield lambda: window.shown.printers


def a_second_start(window: MainWindow, folder: Path) -> Story:
    yield lambda: window.shown.printers
    yield (folder / "window.port").exists
    window.showMinimized()
    second = subprocess.Popen([sys.executable, "-m", "desk", "--data", str(folder)], stderr=subprocess.PIPE)
    yield lambda: second.poll() is not None
    assert second.stderr is not None
    assert (second.returncode, second.stderr.read()) == (0, b"")
    second.stderr.close()
    yield lambda: not window.isMinimized()


def refused(window: MainWindow, folder: Path) -> Story:
    told: list[str] = []
    window.tell = lambda message, kind="info", undo=None: told.append(message)  # type: ignore[method-assign]
    backend = window.verbs.backend
    backend.reprint(1)
    assert told and "准备" in told.pop()  # not running yet
    yield lambda: window.shown.printers
    backend.act("nobody", "accept")
    yield lambda: told
    assert "nobody" in told.pop()
    backend.import_csv(str(folder / "no.csv"))
    yield lambda: told


def a_fault(window: MainWindow, folder: Path) -> Story:
    yield lambda: window.shown.banners.get("start")
    text, kind = window.shown.banners["start"]
    assert kind == "bad"
    assert "\n" not in text
    print(text)
    yield lambda: True


def the_header_says_what_was_checked(window: MainWindow, folder: Path) -> Story:
    """Its desk.toml has a shop system with an order that cannot be read, and one that can."""
    yield lambda: window.shown.sources
    yield lambda: window.shown.sources[0].checked_at is not None
    header = window.shell.header
    assert header.checks is not None
    assert header.checks.isVisible() and header.checks.text() == "刚刚核对，缺 1 单"
    yield lambda: [number for number, _state, _print in cards(window)] == ["S001"]


def a_customer_orders_again(window: MainWindow, folder: Path) -> Story:
    """On the running desk: two people, one of them once more, remarks, made one, two again, and the list as a file."""
    backend, people = window.verbs.backend, window.shown.people
    yield lambda: backend.has_paper("kitchen")
    for order in (ENTRY, ENTRY._replace(name="小林", phone="13900139000"), ENTRY):
        before = len(window.shown.board.cards)
        backend.place(order)
        yield lambda before=before: len(window.shown.board.cards) == before + 1
    window.verbs.page_wanted.emit("customers")
    yield lambda: sorted(row.name for row in people.rows) == ["小林", "林阿姨"]
    page = window.shell.people
    assert page is not None
    (aunt,) = (row for row in people.rows if row.name == "林阿姨")
    (other,) = (row for row in people.rows if row.name == "小林")
    assert aunt.orders == 2
    page.open(aunt.id)
    yield lambda: page.card.orders is not None and len(page.card.orders.buttons) == 2
    assert page.card.orders is not None
    next(iter(page.card.orders.buttons.values())).click()
    yield lambda: window.shell.side.new_order is not None and window.shell.side.new_order.isVisible()
    form = window.shell.side.new_order
    assert form is not None
    assert (form.name.text(), form.phone.text(), form.note.text()) == ("林阿姨", "13800138000", "不要蜡烛")
    form.place.click()
    yield lambda: len(window.shown.board.cards) == 4
    newest = max(window.shown.board.cards.values(), key=lambda card: card.received_at)
    assert [(line.name, line.quantity) for line in newest.lines] == [("草莓奶油蛋糕 6寸", 1), ("可颂", 2)]
    desk = backend.people
    assert desk is not None
    desk.write_of(aunt.id, Remarks(("熟客",), ("花生",), " 少糖 "))
    desk.merge(aunt.id, other.id)
    yield lambda: people.card is not None and people.card.merge is not None and people.card.row.orders == 4
    assert people.card is not None and people.card.merge is not None
    assert people.card.remarks == Remarks(("熟客",), ("花生",), "少糖")
    desk.undo_merge(people.card.merge.id)
    yield lambda: people.card is not None and people.card.merge is None and people.card.row.orders == 3
    people.ask(Group.ALL, "9000")
    desk.find(Group.ALL, "9000")
    yield lambda: [row.name for row in people.rows] == ["小林"]
    desk.export(str(folder / "vip.csv"))
    yield (folder / "vip.csv").exists
    yield lambda: "小林" in (folder / "vip.csv").read_text(encoding="utf-8-sig")
    yield from the_sales_of_the_day(window, folder)


def the_sales_of_the_day(window: MainWindow, folder: Path) -> Story:
    """Read from the store, written to every kind of file, and who comes back as a list, a file and a slip."""
    sales = window.shown.sales
    window.verbs.page_wanted.emit("sales")
    yield lambda: sales.report is not None and sales.report.total.now.orders == 4
    desk = window.verbs.backend.sales
    assert sales.report is not None and desk is not None
    assert [part.key for part in sales.report.by[Dimension.SOURCE]] == ["counter"]
    for kind in ("csv", "xlsx", "png", "pdf"):
        desk.export(kind, str(folder / f"sales.{kind}"))
        yield (folder / f"sales.{kind}").exists
    desk.returning()
    yield lambda: sales.returning is not None and sales.returning.segments
    assert sales.returning is not None
    assert sum(size.orders for size in sales.returning.segments) == 4
    desk.buyers(sales.returning.products[0].name)
    yield lambda: sales.people is not None and sales.people.rows
    desk.export_people(str(folder / "buyers.csv"))
    yield (folder / "buyers.csv").exists
    desk.print_people()
    yield lambda: any("林阿姨 …8000" in sheet.text for sheet in window.shown.sheets["kitchen"])


def main(name: str, folder: Path) -> int:
    """Run the desk with that story."""
    if not (folder / "desk.toml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "desk.toml").write_text(SETTINGS, encoding="utf-8")
    windows: list[MainWindow] = []

    class Watched(MainWindow):
        def __init__(self, *given: object, **named: object) -> None:
            super().__init__(*given, **named)  # type: ignore[arg-type]
            windows.append(self)

    app_window.MainWindow = Watched  # type: ignore[misc]
    told: list[Story] = []
    waiting: list[Callable[[], object]] = [lambda: windows and windows[0].isVisible()]
    last = [time.monotonic()]

    def look() -> None:
        try:
            if waiting[0]():
                last[0] = time.monotonic()
                if not told:
                    told.append(globals()[name](windows[0], folder))
                waiting[0] = next(told[0])
            elif time.monotonic() - last[0] > PATIENCE:
                told[0].throw(TimeoutError("waited too long")) if told else os._exit(98)
        except StopIteration:
            timer.stop()
            windows[0].close()
        except Exception:
            log.exception("the story failed")
            print(cards(windows[0]), windows[0].shown.printers, windows[0].shown.banners, file=sys.stderr)
            sys.stderr.flush()
            os._exit(99)

    from desk.ui.application import make_application

    app = make_application()
    timer = QTimer(app)
    timer.timeout.connect(look)
    timer.start(10)
    return app_window.run_window(["--data", str(folder)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
