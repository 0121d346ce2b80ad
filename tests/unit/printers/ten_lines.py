import asyncio

from printers import Columns, Document, Line, Style, load_profile, print_ticket
from printers.simulator.printer import SimulatedPrinter


async def main() -> None:
    paper = SimulatedPrinter(load_profile("epson-80mm"), on_sheet=lambda sheet: sheet.image.show())
    await paper.start()
    order = Document((Line("你好 😀", Style(2, 2), "center"), Columns("草莓奶油蛋糕 🍓", "¥38.00")))
    print(await print_ticket(f"socket://127.0.0.1:{paper.port}", order, "epson-80mm"))
    await paper.stop()


asyncio.run(main())  # Confirmed(evidence='process-id'), and the sheet as a picture
