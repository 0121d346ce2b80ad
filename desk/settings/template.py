"""The desk.toml a new shop starts with: everything explained, nothing needed."""

from pathlib import Path

from desk.errors import EnvironmentFault

STARTER = """\
# Settings of the desk. The settings pages write this file; you may edit it too.
# Lines with # are explanations or examples: take the # away to use one.
schema = 1

[shop]
name = "Order Desk"
language = "zh_CN"          # zh_CN · zh_TW · en
timezone = "Asia/Shanghai"
currency = "CNY"
# preorders = "later-day"   # hold kitchen tickets of orders due: later-day · always · never
# late_after = 60           # seconds until a waiting ticket is stamped 延迟
# stale_after = 7200        # seconds until a person is asked before it prints

[store]
url = "sqlite"              # or postgresql+psycopg://user@host/database for several desks

[api]
listen = "127.0.0.1:8710"   # webhooks in, status out; 0.0.0.0 lets the network in
# token = "env:DESK_API_TOKEN"   # who reads orders must send it; a secret is literal, env:NAME or keyring:NAME

# One table for each printer.
# uri: socket://192.168.1.50:9100 · usb://VID:PID[/serial] · usblp:///dev/usb/lp0 · winspool://Name
#      cups://Queue · serial:///dev/ttyUSB0?baud=9600 · file:///path · sim://name
# profile: epson-80mm · generic-80mm-gbk · generic-58mm-gbk · oneway-58mm · latin-80mm
# [[printers]]
# name = "kitchen"
# uri = "socket://192.168.1.50:9100"
# profile = "generic-80mm-gbk"
# on_uncertain = "reprint"  # when a ticket may or may not have come out: reprint (marked) · ask

# One table for each place that needs paper. Without any, each order prints one slip on the first printer.
# [[stations]]
# name = "kitchen"
# printers = ["kitchen"]    # the first is used; the rest take over when it cannot print
# ticket = "kitchen"        # kitchen · counter
# categories = ["*"]        # of the products it must know about
# copies = 1
# prep_minutes = 50         # before the due time its work starts
# start_after = 5           # minutes after its ticket the order counts as being made
# failover_after = 60       # seconds until the next printer takes over

# One table for each place orders come from.
# [[sources]]
# kind = "webhook"
# name = "website"          # orders go to /v1/webhooks/website
# secret = "whsec_..."
# auto_accept = "paid"      # true · "paid" (paid or cash on delivery) · false
# [[sources]]               # also shopify (secret, url, token) and weixin-store (relay)
# kind = "woocommerce"
# name = "woo"
# url = "https://shop.example.com"   # asked every check_every = 120 seconds what was ordered
# key = "ck_..."
# secret = "cs_..."
# webhook_secret = "..."    # of its webhooks to /v1/webhooks/woo

# When orders are taken; customers in the chat are told at once when this changes.
# [hours]
# daily = ["09:00-20:00"]   # or mon = [...] to sun = [...]
# lead_minutes = 60
# busy_minutes = 30         # on top of it while the shop is busy; until busy_until, if that is said
# paused = "今天太忙"         # takes no orders, and says why; until paused_until, if that is said

# A new order sounds until somebody acts.
# [alarm]
# enabled = true
# escalate_after = 60       # seconds until it sounds louder and more often
# ticket_after = 300        # seconds until it is printed that nobody took it

# How customers pay; "wechat" where the relay has WeChat Pay.
# [payments]
# methods = ["cash-on-delivery", "counter-qr"]
# deposit_percent = 30      # of orders for a later day that are paid by WeChat

# The shop's own words in the chat, and answers to words of its own.
# [chat]
# welcome = "你好，这里是{shop}！"
# [chat.keywords]
# "地址" = "望京街9号"
"""


def write_default(path: Path) -> bool:
    """Write the starter file, making its folder; False when there is a file already, which is left alone.

    Raises EnvironmentFault when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(STARTER)
    except FileExistsError:
        return False
    except OSError as error:
        raise EnvironmentFault(
            f"{path} cannot be written: {error.strerror}.", "Free some space or choose another data folder."
        ) from None
    return True
