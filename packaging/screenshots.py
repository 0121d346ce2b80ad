"""Takes the pictures of the documentation: docs/{queue,detail,paper,dark,english,zoom200}.png.

    .venv/bin/python packaging/screenshots.py [--out docs]

The same made-up orders every time. Runs on a virtual display of its own (Xvfb) where there is no display, and
without any (Qt's offscreen platform) where there is no Xvfb. The paper shows real tickets: laid out and encoded
by the desk, printed by the simulated printer.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SIZE = (1280, 800)


@contextmanager
def display() -> Iterator[None]:
    """A screen to draw on: the one there is, else Xvfb, else none."""
    os.environ.pop("QT_SCALE_FACTOR", None)
    if os.environ.get("DISPLAY") or sys.platform != "linux":
        yield
        return
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(write), "-screen", "0", "2600x1700x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        os.environ["DISPLAY"] = f":{told.readline().strip()}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    try:
        yield
    finally:
        server.terminate()
        server.wait(10)


def tickets() -> dict[str, list[tuple[bytes, str]]]:
    """Printer -> sheets as PNG and text, out of the desk's own layouts and the simulated printer."""
    from desk.domain.orders import (
        Discount,
        Fulfilment,
        FulfilmentKind,
        Line,
        Option,
        OrderDraft,
        Payment,
        PaymentMethod,
        PaymentState,
    )
    from desk.domain.tickets import Change, Running, Stamps, Ticket, TicketKind
    from desk.spool.render import attempt_bytes, render_body
    from printers import load_profile

    at = datetime(2026, 11, 22, 2, 15, 2, tzinfo=UTC)
    mousse = OrderDraft(
        "wechat", "w-16", (Line("巧克力慕斯", 1, 12800), Line("可颂", 4, 1200)),
        fulfilment=Fulfilment(FulfilmentKind.PICKUP, at + timedelta(hours=3), "阿虎", "13900139000"),
        payment=Payment(PaymentMethod.CASH_ON_DELIVERY),
    )  # fmt: skip
    cake = OrderDraft(
        "wechat", "w-17",
        (
            Line("草莓奶油蛋糕 6寸", 1, 16800, "CAKE-06", "cake", (Option("甜度", "少糖"),), "写：生日快乐 Amy"),
            Line("蛋挞", 12, 600),
        ),
        fulfilment=Fulfilment(
            FulfilmentKind.DELIVERY, at.replace(hour=10, minute=0, second=0), "王小明🎂", "13800138000",
            "朝阳区望京街9号3单元1202",
        ),
        discounts=(Discount("红包", 500),), delivery_fee=800, note="到了请打电话，不要按门铃",
        payment=Payment(PaymentMethod.WECHAT, PaymentState.PAID, 24300, at, "4200001234202611229876543210"),
    )  # fmt: skip
    layer, smaller = Line("芒果千层 8寸", 1, 18800), Line("芒果千层 6寸", 1, 15800)
    changed = OrderDraft(
        "wechat", "w-14", (smaller,), version=2, fulfilment=cake.fulfilment, payment=cake.payment
    )
    plain = {"shop": "大C甜品", "timezone": "Asia/Shanghai", "language": "zh_CN", "source": "wechat"}
    start = cake.fulfilment.due_at - timedelta(minutes=50) if cake.fulfilment.due_at else None

    def ticket(kind: TicketKind, station: str, number: str, order: OrderDraft, **more: object) -> Ticket:
        values = {**plain, "lines": order.lines, "received_at": at, "due_at": order.fulfilment.due_at, **more}
        return Ticket(
            kind,
            "counter" if station == "counter" else "kitchen",
            station,
            number=number,
            order=order,
            **values,
        )  # pyright: ignore[reportArgumentType]

    change = {
        "changes": (Change("line", layer, smaller),),
        "old_version": 1,
        "old_at": at - timedelta(minutes=31),
    }
    printed = {
        "kitchen": [
            (ticket(TicketKind.CHANGE, "kitchen", "W014", changed, **change), 35),
            (ticket(TicketKind.KITCHEN, "kitchen", "W017", cake, start_at=start), 36),
        ],
        "counter": [
            (ticket(TicketKind.COUNTER, "counter", "W016", mousse), 20),
            (ticket(TicketKind.COUNTER, "counter", "W017", cake), 21),
        ],
    }
    profile = load_profile("epson-80mm")
    made: dict[str, list[tuple[bytes, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for printer, jobs in printed.items():
            stream = b"".join(
                attempt_bytes(
                    render_body(job, Running(number, number - 1, at - timedelta(minutes=9)), at, profile),
                    Stamps(),
                    "zh_CN",
                    profile,
                    torn=False,
                )
                for job, number in jobs
            )
            source, paper = Path(folder) / f"{printer}.bin", Path(folder) / printer
            source.write_bytes(stream)
            command = [
                sys.executable,
                "-m",
                "printers",
                "show",
                str(source),
                "--profile",
                "epson-80mm",
                "--paper",
                str(paper),
            ]
            subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
            made[printer] = [
                (png.read_bytes(), png.with_suffix(".txt").read_text(encoding="utf-8"))
                for png in sorted(paper.glob("*.png"))
            ]
    return made


def take(out: Path) -> None:
    """All pictures."""
    from PySide6.QtTest import QTest

    from desk.ui.application import make_application
    from desk.ui.backend import Totals
    from desk.ui.main_window import MainWindow
    from tests.gui.samples import NOW, Recorder, board, detail, printers

    sheets = tickets()
    make_application("zh_CN", zone="Asia/Shanghai")

    def window(language: str = "zh_CN", **look: object) -> MainWindow:
        from desk.ui.application import install_language

        install_language(language)
        made = MainWindow(
            Recorder(), shop="大C甜品", language=language, now=lambda: NOW, **{"scheme": "light", **look}  # pyright: ignore[reportArgumentType]
        )  # fmt: skip
        made.resize(*SIZE)
        made.set_board(board())
        made.set_printers(printers())
        made.set_totals(Totals(27, 431800))
        made.show()
        QTest.qWait(300)
        for printer, printed in sheets.items():
            for number, (png, text) in enumerate(printed, 35 if printer == "kitchen" else 20):
                made.add_sheet(printer, number, png, text)
        return made

    def shoot(made: MainWindow, name: str) -> None:
        QTest.qWait(700)  # the paper rolls out
        made.grab().save(str(out / name))
        made.close()
        made.deleteLater()

    shoot(window(paper_open=True), "queue.png")
    for name, look in (
        ("detail.png", {}),
        ("dark.png", {"scheme": "dark"}),
        ("english.png", {"language": "en"}),
    ):
        made = window(**look)  # pyright: ignore[reportArgumentType]
        made.select("w-017")
        made.show_detail(detail())
        shoot(made, name)
    made = window()
    made.verbs.page_wanted.emit("printers")
    shoot(made, "paper.png")
    made = window(zoom=200)
    made.select("w-017")
    shoot(made, "zoom200.png")


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    with display():
        take(out)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}, {time.monotonic() - start:.0f} s")
    sys.stdout.flush()
    os._exit(0)  # Qt's objects need not be taken apart one by one


if __name__ == "__main__":
    main()
