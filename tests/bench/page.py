"""The menu page as a telephone sees it from this machine, while fifty visitors look at the menu once a second each.

The peer of each row is its limit: 100 KB transferred without pictures, 200 ms to the first content.
"""

import json
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

KILOBYTES, FIRST_CONTENT = 100.0, 200.0
VISITORS, LOADS = 50, 20
_CHROMIUM = Path("/usr/bin/chromium")
_FIGURES = """() => { const page = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const all = [page, ...performance.getEntriesByType("resource")];
  return {paint: paint ? paint.startTime : null, bytes: all.reduce((sum, each) => sum + each.transferSize, 0)}; }"""


def measure(rounds: int = 3) -> list[Row | Skipped]:
    """Rows of kilobytes, of the 95th percentile to the first content, and of that to the first byte."""
    names = ("page.kilobytes", "page.first_content_p95_ms", "page.first_byte_p95_ms")
    if not _CHROMIUM.exists():
        return [Skipped(name, "Chromium is not installed") for name in names]
    sizes: list[tuple[float, float]] = []
    paints: list[tuple[float, float]] = []
    firsts: list[tuple[float, float]] = []
    with programs.scratch() as folder:
        for _ in range(rounds):
            loads, visitors = _round(folder)
            sizes.append((max(load["bytes"] for load in loads) / 1024, KILOBYTES))
            drawn = sorted(load["paint"] for load in loads)
            paints.append((drawn[int(len(drawn) * 0.95)], FIRST_CONTENT))
            firsts.append((visitors["p95"], FIRST_CONTENT))
    return [compared(name, got, 1.0) for name, got in zip(names, (sizes, paints, firsts), strict=True)]


def _round(folder: Path) -> tuple[list[dict[str, Any]], dict[str, float]]:
    with TemporaryDirectory(dir=folder) as own:
        relay = subprocess.Popen(
            [*programs.ours("page_server"), own],
            env=programs.environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert relay.stdout is not None
        url = f"http://127.0.0.1:{int(relay.stdout.readline())}/m/cake/"
        crowd = subprocess.Popen(
            [*programs.ours("page_visitors"), url, str(VISITORS)],
            env=programs.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert crowd.stdout is not None
            crowd.stdout.readline()
            time.sleep(2)  # until they are all there
            loads = _loads(url)
            told, _ = crowd.communicate("", timeout=60)
            return loads, json.loads(told)
        finally:
            crowd.kill()
            relay.terminate()
            relay.wait(20)
            relay.stdout.close()


def _loads(url: str) -> list[dict[str, Any]]:
    """Cold loads: each in a telephone that was never there."""
    from playwright.sync_api import sync_playwright

    found: list[dict[str, Any]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(_CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        for number in range(LOADS + 2):
            context = browser.new_context(
                viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
            )
            page = context.new_page()
            page.goto(url, wait_until="load")
            figures = page.evaluate(_FIGURES)
            while figures["paint"] is None:
                page.wait_for_timeout(20)
                figures = page.evaluate(_FIGURES)
            if number > 1:  # the browser itself was cold
                found.append(figures)
            context.close()
        browser.close()
    return found
