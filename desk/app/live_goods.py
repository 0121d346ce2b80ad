"""The page of products on a running desk: reads what it shows, does what its buttons say, and how to take that back."""

import asyncio
import io
import shutil
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desk.errors import EnvironmentFault
from desk.services.goods import Goods
from desk.ui.shown import Shown

if TYPE_CHECKING:
    from desk.sources.relay_pictures import Pictures
    from desk.ui.goods.shown import GoodsEntry, GoodsShown

#: Hands work to the loop; what goes wrong in it is told to the person.
Ask = Callable[[Coroutine[object, object, None]], None]
#: Shows a passing message: text and kind.
Tell = Callable[[str, str], None]
#: Shows a passing message with a button that takes what was done back.
TellUndo = Callable[[str, Callable[[], None]], None]

#: Seconds that changes are gathered before they are shown.
_BLINK = 0.3
#: The side of a picture on the page, in pixels; the largest file that is taken over, in bytes.
_SIDE, _LARGEST = 176, 25 * 1024 * 1024


class LiveGoods:
    """The products as the window's GoodsBackend."""

    def __init__(
        self, goods: Goods, pictures: Path, shown: Shown, tell: Tell, tell_undo: TellUndo, ask: Ask
    ) -> None:
        """`pictures` is the folder of the products' pictures."""
        self._service = goods
        self._folder = pictures
        self._window = shown
        self._tell = tell
        self._tell_undo = tell_undo
        self._ask = ask
        self._noted = False

    @cached_property
    def _pictures(self) -> "Pictures":
        """Made when the page is opened first: what draws pictures takes its time to load."""
        from desk.sources.relay_pictures import Pictures

        return Pictures(self._folder)

    @property
    def _shown(self) -> "GoodsShown":
        return self._window.goods

    def changed(self) -> None:
        """Something was ordered or changed; what is shown is read anew after a moment, while it is shown."""
        if self._window.has_goods and self._shown.watched and not self._noted:
            self._noted = True
            self._ask(self._show_soon())

    async def _show_soon(self) -> None:
        await asyncio.sleep(_BLINK)
        self._noted = False
        await self._show()

    async def _show(self) -> None:
        rows = await self._service.rows()
        self._shown.set_rows(rows, self._service.today())
        for name in {row.product.picture for row in rows} - {"", *self._shown.pictures}:
            self._shown.set_picture(name, await asyncio.to_thread(self._small, name))

    def _small(self, name: str) -> bytes:
        """A picture as the page shows it, b"" for one that cannot be read. On a thread."""
        from PIL import Image

        scaled = self._pictures.of(name)
        if not scaled:
            return b""
        made = io.BytesIO()
        with Image.open(io.BytesIO(scaled[0].data)) as opened:
            opened.thumbnail((_SIDE, _SIDE))
            opened.save(made, "PNG")
        return made.getvalue()

    def refresh(self) -> None:
        """See GoodsBackend."""
        self._ask(self._show())

    def set_sold_out(self, sku: str, *, sold_out: bool) -> None:
        """See GoodsBackend."""

        async def do() -> None:
            product = await self._service.set_sold_out(sku, sold_out=sold_out)
            await self._show()
            if sold_out:
                text = QCoreApplication.translate("Desk", "{name} 售罄了，微信里不能再点")
            else:
                text = QCoreApplication.translate("Desk", "{name} 又可以点了")
            self._tell_undo(
                text.format(name=product.name), lambda: self.set_sold_out(sku, sold_out=not sold_out)
            )

        self._ask(do())

    def save(self, entry: "GoodsEntry") -> None:
        """See GoodsBackend."""

        async def do() -> None:
            product = entry.product
            if entry.file:
                name = await asyncio.to_thread(self._take_over, Path(entry.file), product.sku)
                product = replace(product, picture=name)
                self._shown.pictures.pop(name, None)
            before = await self._service.save(product, was=entry.was, left=entry.left)
            self._shown.saved.emit(product.sku)
            await self._show()
            text = QCoreApplication.translate("Desk", "{name} 存好了，菜单里马上就是新的")
            self._tell_undo(
                text.format(name=product.name),
                lambda: self._undo(
                    self._service.remove(product.sku)
                    if before is None
                    else self._service.put_back(before, product.sku, None)
                ),
            )

        self._ask(do())

    def remove(self, sku: str) -> None:
        """See GoodsBackend."""

        async def do() -> None:
            product, place = await self._service.remove(sku)
            await self._show()
            text = QCoreApplication.translate("Desk", "{name} 删掉了")
            self._tell_undo(
                text.format(name=product.name),
                lambda: self._undo(self._service.put_back(product, "", place)),
            )

        self._ask(do())

    def exchange(self, sku: str, other: str) -> None:
        """See GoodsBackend."""

        async def do() -> None:
            await self._service.exchange(sku, other)
            await self._show()

        self._ask(do())

    def arrange(self, skus: Sequence[str]) -> None:
        """See GoodsBackend."""

        async def do() -> None:
            await self._service.arrange(skus)
            await self._show()

        self._ask(do())

    def import_file(self, path: str) -> None:
        """See GoodsBackend."""

        from desk.sources.catalogue_file import read_catalogue

        async def do() -> None:
            try:
                raw = await asyncio.to_thread(Path(path).read_bytes)
            except OSError as error:
                text = QCoreApplication.translate("Desk", "这个文件读不了：{why}")
                self._tell(text.format(why=error.strerror), "bad")
                return
            catalogue, faults = await asyncio.to_thread(read_catalogue, raw, self._window.currency)
            if faults or not catalogue.products:
                text = QCoreApplication.translate("Desk", "商品没有变：表格里有 {n} 处不对。第一处：{fault}")
                if faults:
                    first = QCoreApplication.translate("Desk", "第 {row} 行的 {column} 写得不对")
                    first = first.format(row=faults[0].row, column=faults[0].column)
                else:
                    first = QCoreApplication.translate("Desk", "一样商品也没有")
                self._tell(text.format(n=max(1, len(faults)), fault=first), "bad")
                return
            before = await self._service.take_in(catalogue)
            await self._show()
            text = QCoreApplication.translate("Desk", "换成了表格里的 {n} 样商品")
            self._tell_undo(
                text.format(n=len(catalogue.products)),
                lambda: self._undo(self._service.take_in(before, whole=True)),
            )

        self._ask(do())

    def export_file(self, path: str) -> None:
        """See GoodsBackend."""

        from desk.sources.catalogue_file import write_catalogue

        async def do() -> None:
            catalogue = await self._service.catalogue()
            try:
                await asyncio.to_thread(
                    Path(path).write_bytes, write_catalogue(catalogue, self._window.currency)
                )
            except OSError as error:
                text = QCoreApplication.translate("Desk", "写不到这个文件：{why}")
                self._tell(text.format(why=error.strerror), "bad")
                return
            text = QCoreApplication.translate("Desk", "写好了 {n} 样商品：{name}")
            self._tell(text.format(n=len(catalogue.products), name=Path(path).name), "good")

        self._ask(do())

    def _undo(self, work: Awaitable[object]) -> None:
        async def do() -> None:
            await work
            await self._show()

        self._ask(do())

    def _take_over(self, file: Path, sku: str) -> str:
        """Copy a picture into the shop's folder; its name there. On a thread. Raises EnvironmentFault."""
        plain = "".join(letter if letter.isalnum() else "-" for letter in sku)[:40]
        try:
            found = file.stat()
            name = f"{plain}-{found.st_mtime_ns % 10**9:09d}{file.suffix.lower()[:6]}"
            if found.st_size > _LARGEST:
                raise EnvironmentFault(
                    QCoreApplication.translate("Desk", "这张图片太大了。"),
                    QCoreApplication.translate("Desk", "选一张 25 MB 以下的。"),
                )
            self._folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, self._folder / name)
        except OSError as error:
            raise EnvironmentFault(
                QCoreApplication.translate("Desk", "这张图片读不了：{why}").format(why=error.strerror)
            ) from error
        if not self._pictures.of(name):
            (self._folder / name).unlink(missing_ok=True)
            raise EnvironmentFault(
                QCoreApplication.translate("Desk", "这个文件不是能用的图片。"),
                QCoreApplication.translate("Desk", "选一张 JPG、PNG 或 WebP。"),
            )
        return name
