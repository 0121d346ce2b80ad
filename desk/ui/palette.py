"""What Qt paints itself: its palette and a small style sheet for text fields, from the look."""

from PySide6.QtGui import QPalette

from desk.ui.theme import R_BUTTON, Look


def palette(look: Look) -> QPalette:
    """The Qt palette of a look."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, token in (
        (role.Window, "ground"), (role.WindowText, "ink"), (role.Base, "panel"), (role.AlternateBase, "hover"),
        (role.Text, "ink"), (role.Button, "panel"), (role.ButtonText, "ink"), (role.BrightText, "red"),
        (role.Highlight, "blue"), (role.HighlightedText, "on_strong"), (role.ToolTipBase, "panel"),
        (role.ToolTipText, "ink"), (role.PlaceholderText, "muted"), (role.Mid, "line"), (role.Light, "panel"),
        (role.Midlight, "line"), (role.Dark, "line"), (role.Shadow, "rail"), (role.Link, "blue"),
        (role.Accent, "blue"),
    ):  # fmt: skip
        made.setColor(which, look.colour(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, look.colour("muted"))
    return made


def field_sheet(look: Look) -> str:
    """Style sheet for text fields; everything else paints itself."""
    px, kinds = look.px, ("QLineEdit", "QPlainTextEdit", "QSpinBox", "QDateTimeEdit")
    focused = ", ".join(f"{kind}:focus" for kind in kinds)
    return (
        f"{', '.join(kinds)} {{ background: {look.hex('panel')}; color: {look.hex('ink')};"
        f" border: 1px solid {look.hex('line')}; border-radius: {px(R_BUTTON)}px; padding: {px(5)}px {px(9)}px;"
        f" selection-background-color: {look.hex('blue')}; selection-color: {look.hex('on_strong')}; }}"
        f"{focused} {{ border: 2px solid {look.hex('blue')}; padding: {px(5) - 1}px {px(9) - 1}px; }}"
    )
