"""Ordering in the chat: what customers type is understood and answered here. Pure; knows no WeChat and no HTTP."""
