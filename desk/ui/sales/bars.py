"""From a report to the bars that are drawn, with what they say."""

from collections.abc import Mapping

from desk.domain.sales_report import Part, SalesReport
from desk.domain.statistics import Dimension
from desk.ui.sales.drawing import Column, Strip, ceiling
from desk.ui.sales.words import change_word, count_word, figures, money, part_word, series_word


def columns_of(report: SalesReport) -> list[Column]:
    """The series."""
    return [
        Column(series_word(report.span, part.key, short=True), part.now.amount, part.before.amount)
        for part in report.series
    ]


def scale_of(report: SalesReport, currency: str) -> tuple[int, list[str]]:
    """What the uppermost line is worth, and the words of the lines from there down but for nought."""
    most = max((max(part.now.amount, part.before.amount) for part in report.series), default=0)
    top = ceiling(max(most, 1))
    return top, [money(round(top * share), currency) for share in (1, 0.5)]


def series_said(report: SalesReport, currency: str) -> list[str]:
    """The figures of each bar over time."""
    return [
        f"{series_word(report.span, part.key)}  {figures(None, part, currency)}" for part in report.series
    ]


def strip_of(by: Dimension, part: Part, kinds: Mapping[str, str], currency: str) -> Strip:
    """One row of a group."""
    changed, colour = change_word(part)
    return Strip(
        part_word(by, part.key, kinds),
        money(part.now.amount, currency),
        count_word(by, part.now),
        changed,
        colour,
        part.now.amount,
        part.before.amount,
    )


def said_of(by: Dimension, part: Part, kinds: Mapping[str, str], currency: str) -> str:
    """The figures of one row."""
    return f"{part_word(by, part.key, kinds)}  {figures(by, part, currency)}"
