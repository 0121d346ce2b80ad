"""Nothing secret is compared in a time that tells how much of it was right."""

import ast
from pathlib import Path

import pytest

import desk.relay

RELAY = Path(desk.relay.__file__).parent
#: Names under which a signature, a digest or a code is held in the modules that compare them.
SECRET = {"signature", "signed", "ours", "theirs", "hexdigest", "digest", "hashed", "known", "code", "pad"}


def compared(tree: ast.AST) -> list[str]:
    """Comparisons by `==`, `!=` or `in` that have something secret on one side, or a sequence of it."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(
            isinstance(op, ast.Eq | ast.NotEq | ast.In | ast.NotIn) for op in node.ops
        ):
            sides = [node.left, *node.comparators]
            found += [ast.unparse(node) for side in sides if _held(side) & SECRET]
    return found


def _held(side: ast.expr) -> set[str]:
    """The names a value goes by: a variable, what is called on it, the function that gave it."""
    while isinstance(side, ast.Subscript):
        side = side.value
    match side:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Call(func=function):
            return _held(function)
        case _:
            return set()


@pytest.mark.parametrize(
    "module", ["wechat/envelope.py", "devices.py", "../domain/senders.py", "pay/notices.py"]
)
def test_signatures_and_codes_are_compared_in_constant_time(module: str) -> None:
    tree = ast.parse((RELAY / module).read_text(encoding="utf-8"))
    assert compared(tree) == []
    assert any(
        ast.unparse(node) == "hmac.compare_digest"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
    )


@pytest.mark.parametrize("module", ["hooks.py", "weixin_store.py", "hook_settings.py"])
def test_what_takes_pushes_compares_no_secret_itself(module: str) -> None:
    assert compared(ast.parse((RELAY / module).read_text(encoding="utf-8"))) == []


def test_each_callback_goes_by_the_comparison_in_constant_time() -> None:
    tree = ast.parse((RELAY / "wechat" / "envelope.py").read_text(encoding="utf-8"))
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for name, by in (
        ("verify_url", "_same"), ("_open_plain", "_same"), ("_unseal", "_same"),
        ("open", "self._unseal"), ("open_json", "self._unseal"),
    ):  # fmt: skip
        calls = [ast.unparse(node.func) for node in ast.walk(functions[name]) if isinstance(node, ast.Call)]
        assert by in calls, name
        assert calls.count("signature") == calls.count("_same"), name
    assert ast.unparse(functions["_same"].body[-1]).startswith("return hmac.compare_digest(")


@pytest.mark.parametrize(
    "text",
    [
        "signature(a) == signed",
        "if signed != signature(a): pass",
        "hashed in codes",
        "x.hexdigest() == y",
        "signed[:8] == a",
    ],
)
def test_the_check_sees_a_hasty_comparison(text: str) -> None:
    assert compared(ast.parse(text))
