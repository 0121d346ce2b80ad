"""A customer's telephone: Debian's Chromium, phone-sized, with touch; inside WeChat also WeChat's own bridge."""

import contextlib
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
AGENT = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile "
    "Safari/537.36 MicroMessenger/8.0.50"
)
#: What WeChat puts into every page it shows: the payment sheet, which the test answers as its owner.
_BRIDGE = """window.WeixinJSBridge = { invoke(name, values, done) {
  window.payment({name, values}).then((paid) => done({err_msg: name === "getBrandWCPayRequest" && paid
    ? "get_brand_wcpay_request:ok" : "get_brand_wcpay_request:cancel"})); } };"""


@contextlib.contextmanager
def chromium() -> Generator[Browser]:
    """The browser, without the network calls of its own."""
    if not CHROMIUM.exists():
        pytest.skip("this machine has no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                  "--disable-background-networking", "--disable-component-update"],
        )  # fmt: skip
        try:
            yield browser
        finally:
            browser.close()


def phone(
    browser: Browser, *, javascript: bool = True, dark: bool = False, agent: str = AGENT
) -> BrowserContext:
    """Another telephone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True,
        java_script_enabled=javascript, color_scheme="dark" if dark else "light", user_agent=agent, locale="zh-CN",
    )  # fmt: skip
    context.set_default_timeout(8_000)
    return context


def in_wechat(page: Page, pays: Callable[[Mapping[str, Any]], bool]) -> None:
    """The page is shown by WeChat: `pays` is asked with what the payment sheet was given."""

    def asked(told: Mapping[str, Any]) -> bool:
        return told["name"] == "getBrandWCPayRequest" and pays(told["values"])

    page.expose_function("payment", asked)
    page.add_init_script(_BRIDGE)
