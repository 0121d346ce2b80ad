"""WeChat's user side, as the demonstration plays it; tests reach it by this name, beside the API side."""

from desk.demo.wechat.platform import (
    UNAVAILABLE,
    Account,
    Refused,
    WeChat,
    cdata,
    new_aes_key,
    texts,
)

__all__ = ["UNAVAILABLE", "Account", "Refused", "WeChat", "cdata", "new_aes_key", "texts"]
