"""The desk's own HTTP listener: webhooks in, read-only status and the buttons' actions out."""

from desk.listener.api import DeskApi, Door
from desk.listener.connection import Limits
from desk.listener.server import Listener

__all__ = ["DeskApi", "Door", "Limits", "Listener"]
