"""What other programs import: every name is there, and says what it is."""

import dataclasses
import inspect

import pytest

import printers

DESCRIBED = [
    name
    for name in printers.__all__
    if inspect.isclass(getattr(printers, name)) or inspect.isroutine(getattr(printers, name))
]


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_public_class_and_function_is_described(name: str) -> None:
    thing = getattr(printers, name)
    text = inspect.getdoc(thing) or ""
    made_up = dataclasses.is_dataclass(thing) and text.startswith(f"{name}(")
    assert len(text) > 15, name
    assert not made_up, f"{name} has only the text that dataclass made"
