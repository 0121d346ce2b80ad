"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--printer", metavar="URI", help="a real printer; prints one short ticket on it")
    parser.addoption(
        "--printer-profile", metavar="NAME", default="generic-80mm-gbk", help="its profile (generic-80mm-gbk)"
    )
