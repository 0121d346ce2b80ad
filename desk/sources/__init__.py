"""Where orders come from: each source verifies and parses, none decides."""

from desk.sources.base import OrderSource, PushSource, Receive, SourceHealth
from desk.sources.registry import SourceParts, build_source

__all__ = ["OrderSource", "PushSource", "Receive", "SourceHealth", "SourceParts", "build_source"]
