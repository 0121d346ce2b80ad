"""Secrets named in desk.toml: literal, `env:NAME` from the environment, or `keyring:NAME` from the system's
key store, with `DIR/secrets.toml` where there is none.
"""

import contextlib
import json
import logging
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from desk.errors import ConfigFault, EnvironmentFault

SECRETS_FILE = "secrets.toml"
#: The name all our entries stand under in the system's key store.
SERVICE = "order-desk"
_log = logging.getLogger("desk.settings")


class Secret:
    """A secret that is fetched when it is needed, since a key store may be slow or ask its owner."""

    def __init__(self, spec: str, key: str, data_dir: Path, environ: Mapping[str, str]) -> None:
        """`spec` as written in desk.toml; `key` is what sentences call it, as `[api] token`."""
        self._spec = spec
        self._key = key
        self._data_dir = data_dir
        self._environ = environ
        self._value: str | None = None

    def __repr__(self) -> str:
        return f"Secret({self._key})"

    def __bool__(self) -> bool:
        """Whether one is configured."""
        return bool(self._spec)

    @property
    def at_hand(self) -> bool:
        """Whether `reveal` needs no key store."""
        return not self._spec.startswith("keyring:")

    def reveal(self) -> str:
        """The secret itself, "" when none is configured. Raises ConfigFault when it cannot be found."""
        if self._value is None:
            kind, separator, name = self._spec.partition(":")
            if separator and kind == "env":
                self._value = self._from_environment(name)
            elif separator and kind == "keyring":
                self._value = _from_file(self._data_dir, name) or self._from_keyring(name)
            else:
                self._value = self._spec
        return self._value

    def _from_environment(self, name: str) -> str:
        value = self._environ.get(name, "")
        if not value:
            raise ConfigFault(
                f"{self._key} refers to the environment variable {name}, which is not set.",
                "Set it before starting the desk, or write the secret itself.",
            )
        return value

    def _from_keyring(self, name: str) -> str:
        import keyring
        import keyring.errors

        with contextlib.suppress(keyring.errors.KeyringError):
            value = keyring.get_password(SERVICE, name)
            if value:
                return value
        raise ConfigFault(
            f"{self._key} refers to keyring:{name}, but neither the system's key store nor "
            f"{self._data_dir / SECRETS_FILE} has an entry of that name.",
            "Enter the secret again in the settings, or write it into that file.",
        )


def keep_secret(data_dir: Path, name: str, value: str) -> str:
    """Keep a secret in the system's key store, or in DIR/secrets.toml where there is none; returns what to
    write into desk.toml (`keyring:NAME`). Raises EnvironmentFault when neither can be written.
    """
    import keyring
    import keyring.errors

    try:
        keyring.set_password(SERVICE, name, value)
        kept = keyring.get_password(SERVICE, name) == value
    except keyring.errors.KeyringError:
        kept = False
    secrets = _read(data_dir)
    if kept and name not in secrets:
        return f"keyring:{name}"
    secrets = {key: text for key, text in secrets.items() if key != name}
    _write(data_dir, secrets if kept else {**secrets, name: value})
    return f"keyring:{name}"


def forget_secret(data_dir: Path, name: str) -> None:
    """Take a secret out of wherever it was kept; none is no fault. Raises EnvironmentFault."""
    import keyring
    import keyring.errors

    with contextlib.suppress(keyring.errors.KeyringError):
        keyring.delete_password(SERVICE, name)
    secrets = _read(data_dir)
    if name in secrets:
        _write(data_dir, {key: text for key, text in secrets.items() if key != name})


def _from_file(data_dir: Path, name: str) -> str:
    path = data_dir / SECRETS_FILE
    if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
        _log.warning("%s can be read by other users; its mode should be 0600", SECRETS_FILE)
    return _read(data_dir).get(name, "")


def _read(data_dir: Path) -> dict[str, str]:
    path = data_dir / SECRETS_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise ConfigFault(
            f"{path} cannot be read.", 'It must be UTF-8 text of lines such as NAME = "secret".'
        ) from None
    return {name: value for name, value in table.items() if isinstance(value, str)}


def _write(data_dir: Path, secrets: Mapping[str, str]) -> None:
    """Replace the file in one step, never readable by others."""
    path = data_dir / SECRETS_FILE
    aside = path.with_suffix(".new")
    lines = [f"{json.dumps(name)} = {json.dumps(value)}\n" for name, value in secrets.items()]
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise EnvironmentFault(
            f"{path} cannot be written: {error.strerror}.", "Free some space or choose another data folder."
        ) from None
