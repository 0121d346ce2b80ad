"""One product as fields: everything that is known of it, checked before it is kept."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.catalogue import CHANNELS, Product
from desk.domain.goods import GoodsRow, free_sku, read_amount
from desk.ui.goods.fields import LineField, Named
from desk.ui.goods.options import OptionsBlock
from desk.ui.goods.prices import PricesBlock
from desk.ui.goods.shown import GoodsEntry, GoodsShown
from desk.ui.goods.words import amount_text, channel_word, stations_word
from desk.ui.people.remarks import NoteField
from desk.ui.theme import SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label

#: The largest number of pieces that is taken for one.
MOST = 1_000_000


class GoodsForm(QWidget):
    """The fields of one product, or of a new one (`row` None).

    Signals:
        edited(): something is not as it was. kept(object): the GoodsEntry to keep. picture_wanted(): a file is to be
        chosen. left(): Escape.
    """

    edited = Signal()
    kept = Signal(object)
    picture_wanted = Signal()
    left = Signal()

    def __init__(self, look: Look, goods: GoodsShown, row: GoodsRow | None, currency: str) -> None:
        super().__init__()
        self._look = look
        self._goods = goods
        self._currency = currency
        self._product = row.product if row else Product("", "", 0)
        self._picture, self._file = self._product.picture, ""
        self._named: dict[LineField, Named] = {}
        self.dirty = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(look.px(12))
        product = self._product
        self.name = self._field(self.tr("品名"), self.tr("草莓奶油蛋糕 6寸"), product.name, most=60)
        self.sku = self._field(self.tr("编号"), self._new_sku(), product.sku, most=64)
        self.category = self._field(self.tr("分类"), self.tr("蛋糕"), product.category, most=30)
        price = amount_text(product.price, currency) if row else ""
        self.price = self._field(self.tr("价格"), "168", price, most=12)
        left = "" if row is None or row.left is None else str(row.left)
        self.stock = self._field(self.tr("还剩"), self.tr("不限"), left, most=7)
        limit = "" if product.daily_limit is None else str(product.daily_limit)
        self.limit = self._field(self.tr("每天最多"), self.tr("不限"), limit, most=7)
        self._pair(self.name, self.sku, (2, 1))
        self._categories()
        self._pair(self.price, self.stock, self.limit)
        self._make_channels()
        self.prices = PricesBlock(look, currency, product.prices, goods.today)
        self.options = OptionsBlock(look, currency, product.options)
        self._lay.addWidget(self.prices)
        self._lay.addWidget(self.options)
        self.description = NoteField(look, self.tr("说明：顾客在菜单里看到的一两句话"))
        self.description.setPlainText(product.description)
        self.description.left.connect(self.left)
        self._lay.addWidget(self.description)
        self._make_picture()
        for part in (self.prices, self.options):
            part.edited.connect(self._touch)
        self.description.textChanged.connect(self._touch)
        self.dirty = False
        goods.pictures_changed.connect(self._show_picture)

    # --- what is filled in --------------------------------------------------------------------------------

    def take_file(self, path: str) -> None:
        """A picture was chosen."""
        self._file = path
        self._show_picture()
        self._touch()

    def keep(self) -> bool:
        """Hand it over when everything is right; else say what is wrong where it stands."""
        entry = self._read()
        if entry is not None:
            self.kept.emit(entry)
        return entry is not None

    def _read(self) -> GoodsEntry | None:
        wrong: list[Named] = []

        def check(field: LineField, problem: str) -> None:
            self._named[field].complain(problem)
            if problem:
                wrong.append(self._named[field])

        name, sku = self.name.text().strip(), self.sku.text().strip() or self.sku.placeholderText()
        check(self.name, "" if name else self.tr("写上品名。"))
        check(self.sku, self._sku_problem(sku))
        price = self._amount(self.price, check)
        left, limit = self._count(self.stock, check), self._count(self.limit, check)
        on = [channel for channel, chip in self.channels.items() if chip.isChecked()]
        self._nowhere.setVisible(not on)
        try:
            prices = self.prices.read()
            right = True
        except ValueError:
            prices, right = (), False
        try:
            options = self.options.read()
        except ValueError:
            options, right = (), False
        if wrong or not on or not right:
            return None
        product = replace(
            self._product,
            sku=sku,
            name=name,
            price=price,
            category=self.category.text().strip(),
            options=options,
            stock=None,
            daily_limit=limit,
            channels=frozenset() if len(on) == len(CHANNELS) else frozenset(on),
            description=self.description.toPlainText().strip()[:500],
            picture=self._picture,
            prices=prices,
        )
        return GoodsEntry(product, self._product.sku, left, self._file)

    def _amount(self, field: LineField, check: Callable[[LineField, str], None]) -> int:
        try:
            found = read_amount(field.text(), self._currency)
        except ValueError:
            check(field, self.tr("价格写成 168 或 168.50。"))
            return 0
        check(field, "")
        return found

    def _count(self, field: LineField, check: Callable[[LineField, str], None]) -> int | None:
        text = field.text().strip()
        if not text:
            check(field, "")
            return None
        if not text.isascii() or not text.isdigit() or int(text) > MOST:
            check(field, self.tr("写一个整数，不填就是不限。"))
            return None
        check(field, "")
        return int(text)

    def _sku_problem(self, sku: str) -> str:
        if sku != self._product.sku and self._goods.row(sku) is not None:
            return self.tr("编号 {sku} 已经有了。").format(sku=sku)
        if any(letter.isspace() or not letter.isprintable() for letter in sku):
            return self.tr("编号里不要有空格。")
        return ""

    def _new_sku(self) -> str:
        return self._product.sku or free_sku([row.product.sku for row in self._goods.rows])

    def _touch(self) -> None:
        self.dirty = True
        self.edited.emit()

    # --- how it is laid out -------------------------------------------------------------------------------

    def _field(self, word: str, hint: str, text: str, *, most: int) -> LineField:
        field = LineField(self._look, word, hint, most=most)
        field.setText(text)
        field.setCursorPosition(0)
        field.textEdited.connect(self._touch)
        field.left.connect(self.left)
        self._named[field] = Named(self._look, word, field)
        return field

    def _pair(self, *parts: LineField | tuple[int, int]) -> None:
        line = QHBoxLayout()
        line.setSpacing(self._look.px(8))
        fields = [part for part in parts if isinstance(part, LineField)]
        weights = next((part for part in parts if isinstance(part, tuple)), (1,) * len(fields))
        for field, weight in zip(fields, weights, strict=True):
            line.addWidget(self._named[field], weight)
        self._lay.addLayout(line)

    def _categories(self) -> None:
        """The field, the categories there are as chips, and who prints it."""
        look = self._look
        self._lay.addWidget(self._named[self.category])
        flow = FlowLayout(look.px(6))
        self.known: dict[str, Button] = {}
        for category in self._goods.categories[:12]:
            chip = Button(look, category, kind="tab", height=44)
            chip.clicked.connect(self._take_category(category))
            flow.addWidget(chip)
            self.known[category] = chip
        if self.known:
            self._lay.addLayout(flow)
        self._stations = Label(look, "", size=SMALL, colour="muted")
        self._lay.addWidget(self._stations)
        self.category.textChanged.connect(self._show_stations)
        self._show_stations()

    def _take_category(self, category: str) -> Callable[[], None]:
        def take() -> None:
            self.category.setText(category)
            self._touch()

        return take

    def _show_stations(self) -> None:
        """Who prints a product of the category, as far as others of it tell."""
        wanted = self.category.text().strip()
        like = next((row for row in self._goods.rows if row.product.category == wanted), None)
        words = stations_word(like.stations) if like is not None else ""
        self._stations.setText(words)
        self._stations.setVisible(bool(words))

    def _make_channels(self) -> None:
        look = self._look
        self._lay.addWidget(Label(look, self.tr("在哪儿卖"), size=SMALL, colour="muted"))
        flow = FlowLayout(look.px(6))
        self.channels: dict[str, Button] = {}
        for channel in CHANNELS:
            chip = Button(look, channel_word(channel), kind="tab", height=44)
            chip.setCheckable(True)
            chip.setChecked(self._product.offered(channel))
            chip.clicked.connect(self._touch)
            flow.addWidget(chip)
            self.channels[channel] = chip
        self._lay.addLayout(flow)
        self._nowhere = Label(
            look, self.tr("至少选一个渠道；不想卖了，就点“售罄”。"), size=SMALL, colour="red"
        )
        self._nowhere.hide()
        self._lay.addWidget(self._nowhere)

    def _make_picture(self) -> None:
        look = self._look
        line = QHBoxLayout()
        line.setSpacing(look.px(10))
        self._image = Label(look, "")
        side = look.px(88)
        self._image.setFixedSize(side, side)
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self._image)
        self.choose = Button(look, self.tr("选图片"), height=44, picture="image")
        self.choose.clicked.connect(self.picture_wanted)
        self.no_picture = Button(look, self.tr("不要图片"), kind="quiet", height=44)
        self.no_picture.clicked.connect(self._drop_picture)
        line.addWidget(self.choose)
        line.addWidget(self.no_picture)
        line.addStretch(1)
        self._lay.addLayout(line)
        self._show_picture()

    def _drop_picture(self) -> None:
        self._picture, self._file = "", ""
        self._show_picture()
        self._touch()

    def _show_picture(self) -> None:
        found = QPixmap()
        png = self._goods.pictures.get(self._picture, b"") if self._picture and not self._file else b""
        if self._file:
            found = _small(self._file, round(self._image.width() * self.devicePixelRatioF()))
        elif png:
            found.loadFromData(png)
        self.no_picture.setVisible(bool(self._picture or self._file))
        self._image.setVisible(not found.isNull())
        if not found.isNull():
            ratio = self.devicePixelRatioF()
            side = round(self._image.width() * ratio)
            shown = found.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(ratio)
            self._image.setPixmap(shown)


def _small(path: str, side: int) -> QPixmap:
    """A file's picture, read no larger than it is shown."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())
