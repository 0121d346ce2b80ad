"""`[chat]` of desk.toml: the owner's own words in place of the shipped ones, and answers to words of their own.

```toml
[chat]
welcome = "你好呀，这里是{shop}！"          # {…} as in the shipped text

[chat.keywords]
"地址" = '''
望京街9号，地铁14号线望京南站B口。
门口有停车位。'''
```
"""

import re
from collections.abc import Mapping
from typing import Any

from desk.domain.chat_texts import (
    MAX_ANSWER,
    MAX_KEYWORD,
    MAX_KEYWORDS,
    MAX_SHORT,
    MAX_TEXT,
    SHORT,
    TEXTS,
)
from desk.settings.tables import Table

_BLANK = re.compile(r"\{[^{}]*\}")


def read_chat(table: Table) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The owner's texts by name, and the answers by keyword. Raises ConfigFault."""
    answers = _keywords(table.table("keywords"))
    texts: dict[str, str] = {}
    for name in list(table.rest()):
        if name not in TEXTS:
            raise table.fault(name, "is no text of the chat", "The manual lists their names.")
        text = _words(table, name, MAX_SHORT if name in SHORT else MAX_TEXT)
        known = set(_BLANK.findall(TEXTS[name]))
        strange = [blank for blank in _BLANK.findall(text) if blank not in known]
        if strange:
            use = f"Use {' '.join(sorted(known))} there." if known else "Write it without { }."
            raise table.fault(name, f"holds {strange[0]}, which nothing fills in", use)
        texts[name] = text
    table.finish()
    return texts, answers


def _keywords(table: Table) -> Mapping[str, str]:
    words = list(table.rest())
    if len(words) > MAX_KEYWORDS:
        raise table.fault(words[MAX_KEYWORDS], "is one too many", f"At most {MAX_KEYWORDS} keywords.")
    for word in words:
        if not word.strip() or len(word) > MAX_KEYWORD or not word.isprintable():
            raise table.fault(
                word[:MAX_KEYWORD], "is no keyword", f"Write a word of 1 to {MAX_KEYWORD} characters."
            )
        if word.strip().isdigit():
            raise table.fault(word, "is a number, which orders a product", "Choose a word for it.")
    return {word.strip(): _words(table, word, MAX_ANSWER) for word in words}


def _words(table: Table, key: str, most: int) -> str:
    """A text of one or several lines."""
    value: Any = table.raw(key)
    remedy = f'Write {key} = "…".'
    if not isinstance(value, str) or not value.strip():
        raise table.fault(key, "must be a text in quotes", remedy)
    text = value.replace("\r\n", "\n").strip()
    if any((ord(c) < 0x20 and c != "\n") or ord(c) == 0x7F for c in text):
        raise table.fault(key, "holds control characters", remedy)
    if len(text) > most:
        raise table.fault(key, f"has more than {most} characters", "Shorten it: a reply holds 2,048 bytes.")
    return text
