"""What went wrong, in one sentence for the person at the window."""

from PySide6.QtCore import QCoreApplication

from desk.errors import DeskError


def sentence(fault: Exception) -> str:
    """What is wrong and what to do; never a traceback."""
    if isinstance(fault, DeskError):
        return f"{fault.what} {fault.remedy}".strip()
    text = QCoreApplication.translate(
        "Desk", "出了意料之外的问题（{kind}）。关掉再打开；还是不行，把 desk.log 发给我们。"
    )
    return text.format(kind=type(fault).__name__)
