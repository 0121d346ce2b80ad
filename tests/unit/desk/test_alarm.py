"""When the desk sounds, and until when."""

import asyncio
import sys
import wave
from pathlib import Path

import pytest

from desk.app.speaker import Speaker, samples
from desk.domain.alarm import MUTE, Alarm, AlarmRules, Sound

RULES = AlarmRules(escalate_after=60, ticket_after=300)


def test_an_order_sounds_until_it_is_taken_and_louder_after_a_while() -> None:
    alarm = Alarm(RULES)
    assert alarm.sound(0) is Sound.NONE
    alarm.wait_for(["a"], 0)
    assert [alarm.sound(at) for at in (0, 59, 60)] == [Sound.ORDER, Sound.ORDER, Sound.URGENT]
    alarm.wait_for([], 61)
    assert alarm.sound(61) is Sound.NONE


def test_one_that_a_person_opened_is_silent_and_the_next_one_is_not() -> None:
    alarm = Alarm(RULES)
    alarm.wait_for(["a"], 0)
    alarm.see("a")
    assert (alarm.sound(100), alarm.unseen()) == (Sound.NONE, 0)
    alarm.wait_for(["a", "b"], 100)
    assert (alarm.sound(100), alarm.unseen()) == (Sound.ORDER, 1)


def test_silence_lasts_a_minute_and_can_be_ended() -> None:
    alarm = Alarm(RULES)
    alarm.wait_for(["a"], 0)
    alarm.acknowledge(10)
    alarm.wait_for(["a", "b"], 20)
    assert alarm.sound(20) is Sound.NONE
    assert alarm.sound(10 + MUTE) is Sound.ORDER, "a minute later the new one is heard"
    alarm.acknowledge(100)
    alarm.wait_for(["a", "b", "c"], 101)
    alarm.unmute()
    assert alarm.sound(101) is Sound.ORDER


def test_trouble_sounds_otherwise_and_an_order_before_it() -> None:
    alarm = Alarm(RULES)
    alarm.in_trouble(["kitchen"])
    assert alarm.sound(0) is Sound.TROUBLE
    alarm.wait_for(["a"], 0)
    assert alarm.sound(0) is Sound.ORDER
    alarm.acknowledge(0)
    assert alarm.sound(MUTE) is Sound.NONE, "what a person knows is silent"
    alarm.in_trouble(["kitchen", "counter"])
    assert alarm.sound(MUTE) is Sound.TROUBLE
    alarm.in_trouble([])
    assert alarm.sound(MUTE) is Sound.NONE
    alarm.in_trouble(["kitchen"])
    assert alarm.sound(MUTE) is Sound.TROUBLE, "it was mended and is broken again"


def test_what_nobody_took_is_printed_once_also_while_it_is_quiet() -> None:
    alarm = Alarm(RULES)
    alarm.wait_for(["a", "b"], 0)
    alarm.see("b")
    assert alarm.untaken(299) == []
    assert alarm.untaken(300) == ["a"]
    assert alarm.untaken(301) == []
    assert Alarm(AlarmRules(enabled=False)).sound(0) is Sound.NONE


@pytest.mark.parametrize("sound", [each for each in Sound if each])
def test_every_sound_is_short_heard_and_another_one(sound: Sound) -> None:
    made = samples(sound)
    assert 0.2 <= len(made) / 22_050 <= 1.0
    assert max(made) > 5_000
    assert all(samples(other) != made for other in Sound if other and other is not sound)


@pytest.mark.skipif(sys.platform == "win32", reason="only on systems with a shell")
def test_a_player_gets_a_file_it_can_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "player"
    player.write_text(f'#!/bin/sh\ncp "$1" "{heard}"\n')
    player.chmod(0o755)
    monkeypatch.setattr("desk.app.speaker._program", lambda: [str(player)])
    monkeypatch.setattr("sys.platform", "linux")

    async def play() -> str:
        speaker = Speaker(tmp_path / "sounds")
        await speaker.play(Sound.URGENT)
        await speaker.play(Sound.ORDER)  # the first still sounds: this one is left out
        while not heard.exists():  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)
        await speaker.stop()
        player.unlink()
        await speaker.play(Sound.ORDER)
        assert speaker._playing is not None
        await speaker._playing
        return await speaker.silence()

    assert asyncio.run(play()) == "failed"
    with wave.open(str(heard)) as file:
        assert (file.getnchannels(), file.getframerate()) == (1, 22_050)
        assert file.readframes(file.getnframes()) == samples(Sound.URGENT).tobytes()
