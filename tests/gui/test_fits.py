"""Nothing that must be read is cut off: at 1280 × 800, at 200 %, in every language, in every width."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desk.ui.application import install_language
from desk.ui.arrangement import BoardPlaces, Places
from desk.ui.board.columns import NEW
from desk.ui.pictures.card_layout import lay_out
from desk.ui.theme import Look
from desk.ui.times import ShopTime
from desk.ui.words import chips, due_text, next_step
from tests.gui.conftest import Desk
from tests.gui.samples import AMY, NOW, board, detail, relay, talk, talks

LANGUAGES = ("zh_CN", "zh_TW", "en")
TIMES = ShopTime("Asia/Shanghai")


def column_width(look: Look, width: int, height: int) -> int:
    places = Places(look, width, height)
    return BoardPlaces(look, width - places.rail - places.side, height - places.top, NEW).columns[0][
        2
    ] - look.px(8)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("size", "zoom"), [((1280, 800), 100), ((1280, 800), 200), ((640, 400), 100), ((860, 600), 100)]
)
@pytest.mark.usefixtures("qapp")
def test_numbers_states_money_and_buttons_stand_whole_inside_the_card(
    language: str, size: tuple[int, int], zoom: int
) -> None:
    install_language(language)
    look = Look(zoom=zoom)
    width = column_width(look, *size)
    try:
        for card in board():
            made = lay_out(card, width, look, TIMES, NOW)
            texts = [text[2] for text in made.texts]
            joined = "".join(texts).replace(" ", "")
            assert card.number in texts
            assert due_text(card, TIMES, NOW) in texts
            for chip in chips(card):
                assert chip.text.replace(" ", "") in joined
            for line in card.lines:
                assert f"× {line.quantity}" in texts
            step = next_step(card)
            if step:
                button = made.buttons[0]
                assert look.ruler(16, True).width(button.label) <= button.rect[2] - look.px(8)
                assert button.rect[3] >= look.px(48)
            for x, _baseline, text, text_size, bold, _colour in made.texts:
                assert x >= 0
                assert x + look.ruler(text_size, bold).width(text) <= width + 1, text
            for x, y, wide, tall, *_rest in made.boxes:
                assert x + wide <= width and y + tall <= made.height
    finally:
        install_language("zh_CN")


def shortened(root: QWidget) -> list[str]:
    """Buttons and single-line labels on screen that have less room than their text."""
    found = [
        f"button {button.text()!r}"
        for button in root.findChildren(QAbstractButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    for label in root.findChildren(QLabel):
        if label.isVisible() and label.text():
            wanted = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            if label.height() < wanted - 1 or (
                not label.wordWrap() and label.width() < label.sizeHint().width() - 1
            ):
                found.append(f"label {label.text()!r}")
    return found


def outside(root: QWidget) -> list[str]:
    """Buttons on screen that reach over the window's left or right edge."""
    return [
        button.text()
        for button in root.findChildren(QAbstractButton)
        if button.isVisible()
        and not 0 <= button.mapTo(root, button.rect().topLeft()).x() <= root.width() - button.width()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("size", "zoom"),
    [((1280, 800), 100), ((1280, 800), 150), ((1280, 800), 200), ((640, 400), 100), ((1024, 768), 100)],
)
def test_no_page_cuts_its_words(
    open_desk: Callable[..., Desk], language: str, size: tuple[int, int], zoom: int
) -> None:
    desk = open_desk(size, language=language, zoom=zoom)
    window, shell = desk.window, desk.window.shell
    window.select("w-017")
    window.show_detail(detail())
    window.shown.wechat.set_relays([relay("trouble", "clock")])
    window.shown.inbox.set_talks(talks(), [], 2)
    window.shown.inbox.choose(AMY)
    window.shown.inbox.set_talk(talk("undelivered", "unsupported"))
    for page in ("orders", "printers", "messages", "wechat", "orders", "new-order", "settings", "shortcuts"):
        if page == "orders":
            window.verbs.opened.emit("w-017")
        window.verbs.page_wanted.emit(page)
        window.grab()
        assert shortened(window) == [], page
        assert outside(window) == [], page
        if shell.over is not None:
            window.verbs.page_wanted.emit("close")
    window.verbs.step("w-017", "decline")
    window.grab()
    assert shortened(window) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_white_on_strong_colours_is_legible(scheme: str) -> None:
    look = Look(dark=scheme == "dark")

    def luminance(token: str) -> float:
        parts = [int(look.hex(token)[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, two: str) -> float:
        light, dark = sorted((luminance(one), luminance(two)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    for token in ("amber", "blue", "green", "red"):
        assert contrast("on_strong", token) >= 4.5
        assert contrast(token, f"{token}_soft") >= 4.5
    assert contrast("ink", "panel") >= 7
    assert contrast("muted", "panel") >= 4.5
    assert contrast("ink", "note") >= 7
