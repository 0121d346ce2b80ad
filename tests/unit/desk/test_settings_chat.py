"""`[chat]` and the rules of trading: what an owner writes is used as written, or refused in a sentence; and at once."""

import os
from pathlib import Path

import pytest

from desk.domain.chat_texts import MAX_ANSWER, MAX_SHORT, MAX_TEXT
from desk.errors import ConfigFault
from desk.settings import LiveRules, load, parse


def chat(text: str) -> tuple[dict[str, str], dict[str, str]]:
    settings = parse(text.encode(), Path("/shop"), {})
    return dict(settings.chat_texts), dict(settings.chat_keywords)


def test_texts_of_several_lines_and_keywords_are_taken() -> None:
    texts, keywords = chat(
        '[chat]\nwelcome = """\n你好！\n这里是{shop}。"""\n[chat.keywords]\n"地址" = "望京街9号\\n二楼"\n'
    )
    assert texts == {"welcome": "你好！\n这里是{shop}。"}
    assert keywords == {"地址": "望京街9号\n二楼"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[chat]\nwellcome = "hi"', "wellcome is no text of the chat"),
        ('[chat]\nwelcome = "{name} hi"', "holds {name}, which nothing fills in. Use {shop} there"),
        ('[chat]\ncontact = "{shop}"', "holds {shop}, which nothing fills in. Write it without"),
        ("[chat]\nwelcome = 3", "must be a text in quotes"),
        ('[chat]\nwelcome = " "', "must be a text in quotes"),
        (f'[chat]\nwelcome = "{"好" * (MAX_TEXT + 1)}"', f"more than {MAX_TEXT} characters"),
        (f'[chat]\nconfirm = "{"好" * (MAX_SHORT + 1)}"', f"more than {MAX_SHORT} characters"),
        ('[chat]\nwelcome = "a\\u001bb"', "holds control characters"),
        ('[chat.keywords]\n"12" = "x"', "is a number, which orders a product"),
        (f'[chat.keywords]\n"{"长" * 21}" = "x"', "is no keyword"),
        (f'[chat.keywords]\n"a" = "{"好" * (MAX_ANSWER + 1)}"', f"more than {MAX_ANSWER} characters"),
        ("[chat.keywords]\n" + "\n".join(f'w{n} = "x"' for n in range(51)), "is one too many"),
        ("[hours]\nbusy_minutes = -1", "whole number from 0 to 1440"),
        (f'[hours]\npaused = "{"忙" * 101}"', "more than 100 characters"),
    ],
)
def test_what_customers_could_not_read_is_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(ConfigFault) as refused:
        chat(text)
    assert words in str(refused.value)


def test_a_pause_counts_as_soon_as_it_is_written_and_a_broken_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text("[hours]\nbusy_minutes = 20\n", encoding="utf-8")
    live = LiveRules(load(tmp_path))
    assert (live.now().trading.busy_minutes, live.now().trading.paused) == (20, "")
    path.write_text('[hours]\npaused = "今天太忙"\n[chat.keywords]\n"地址" = "望京"\n', encoding="utf-8")
    assert live.now().trading.paused == "今天太忙"
    assert live.now().keywords == {"地址": "望京"}
    path.write_text("[hours\n", encoding="utf-8")
    os.utime(path, (1, 1))
    assert live.now().trading.paused == "今天太忙"
    path.unlink()
    assert live.now().trading.paused == ""
