"""dev.py: what it tells uv, what it installs, what it reports; the whole way in is tried by hand on a bare machine."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]
ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux")


# --- indexes, proxies and certificates ---


def test_uv_is_told_what_pip_is_told() -> None:
    listed = textwrap.dedent("""\
        global.index-url='https://mirror.example/simple'
        global.extra-index-url='https://one.example/simple\\nhttps://two.example/simple'
        global.find-links='/wheels /more'
        install.trusted-host='mirror.example'
        :env:.cert='/certs/with space.pem'
        global.timeout='60'
        """)
    assert dev.uv_settings(listed, {}) == {
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://one.example/simple https://two.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INSECURE_HOST": "mirror.example",
        "SSL_CERT_FILE": "/certs/with space.pem",
    }


def test_the_environment_wins_over_pips_files_whatever_the_order() -> None:
    listed = ":env:.index-url='https://env.example'\nglobal.index-url='https://file.example'\n"
    assert dev.uv_settings(listed, {})["UV_DEFAULT_INDEX"] == "https://env.example"


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_what_the_user_told_uv_is_left_alone(name: str) -> None:
    settings = dev.uv_settings("global.index-url='https://mirror.example'\n", {name: "https://own.example"})
    assert settings == {"UV_PYTHON_DOWNLOADS": "never"}


def test_a_bundle_of_certificates_named_for_other_programs_is_used() -> None:
    assert dev.uv_settings("", {"REQUESTS_CA_BUNDLE": "/a.pem"})["SSL_CERT_FILE"] == "/a.pem"
    assert "SSL_CERT_FILE" not in dev.uv_settings(
        "", {"REQUESTS_CA_BUNDLE": "/a.pem", "SSL_CERT_FILE": "/b.pem"}
    )


def test_pips_warnings_are_no_settings() -> None:
    assert dev.uv_settings("WARNING: something=odd\n", {}) == {"UV_PYTHON_DOWNLOADS": "never"}


# --- operating system libraries ---


def test_each_listed_package_has_a_proof_a_use_and_a_reason() -> None:
    text = (ROOT / "packaging" / "linux" / "apt.txt").read_text(encoding="utf-8")
    packages = dev.apt_packages(text)
    assert {package.use for package in packages} == {"qt", "screen", "tests"}
    assert all(package.proof.startswith(("lib:", "file:/")) for package in packages)
    assert all(line.rpartition("|")[2].strip() for line in text.splitlines() if not line.startswith("#"))


def test_a_missing_library_is_seen_and_a_present_one_too(tmp_path: Path) -> None:
    there = tmp_path / "15" / "initdb"
    there.parent.mkdir()
    assert not dev.Package("x", f"file:{tmp_path}/*/initdb", "tests").is_there()
    there.touch()
    assert dev.Package("x", f"file:{tmp_path}/*/initdb", "tests").is_there()
    assert not dev.Package("x", "lib:libno-such-thing.so.7", "qt").is_there()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ID=debian\n", True),
        ('ID="ubuntu"\nID_LIKE="debian"\n', True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ('ID=fedora\nID_LIKE="rhel centos"\n', False),
        ("", False),
    ],
)
def test_debian_and_its_children_are_known(tmp_path: Path, text: str, expected: bool) -> None:
    release = tmp_path / "os-release"
    release.write_text(text, encoding="utf-8")
    assert dev.is_debian(release) is expected
    assert dev.is_debian(tmp_path / "missing") is False


def fake_apt(folder: Path, body: str) -> Path:
    """An apt-get first on PATH that logs its arguments; returns the log."""
    log = folder / "log"
    script = folder / "apt-get"
    script.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> {log}\n{body}\n', encoding="utf-8")
    script.chmod(0o755)
    return log


@ON_LINUX
def test_package_lists_are_fetched_only_when_apt_cannot_find_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    log = fake_apt(tmp_path, "exit 0")
    assert dev.apt_install([], ["libgl1"])
    assert [line.split()[-1] for line in log.read_text().splitlines()] == ["libgl1"]
    log.unlink()
    fake_apt(tmp_path, f"case $* in *update*) touch {tmp_path}/lists;; *) test -e {tmp_path}/lists;; esac")
    assert dev.apt_install([], ["libgl1"])
    lines = log.read_text().splitlines()
    assert [line.split()[-1] for line in lines] == ["libgl1", "update", "libgl1"]
    assert all(line.startswith("noninteractive ") for line in lines)


@ON_LINUX
def test_an_apt_that_fails_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    fake_apt(tmp_path, "echo no space left >&2; exit 100")
    assert not dev.apt_install([], ["libgl1"])
    assert "no space left" in capsys.readouterr().err


def lacking(monkeypatch: pytest.MonkeyPatch, *packages: dev.Package) -> None:
    """A Debian on which we are nobody and these packages are wanted."""
    monkeypatch.setattr(dev, "apt_packages", lambda _text: list(packages))
    monkeypatch.setattr(dev, "root_prefix", lambda: None)
    monkeypatch.setattr(dev, "is_debian", lambda: True)


QT = dev.Package("libgl1", "lib:libno-such-thing.so.7", "qt")
SERVER = dev.Package("postgresql", "file:/no/such/thing", "tests")


@ON_LINUX
def test_without_rights_the_exact_line_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, QT, SERVER)
    with pytest.raises(
        dev.SetupError, match="sudo apt-get install -y --no-install-recommends libgl1 postgresql"
    ):
        dev.ensure_os_libraries("qt", "tests")


@ON_LINUX
def test_what_only_some_tests_need_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking(monkeypatch, QT, SERVER)
    dev.ensure_os_libraries("tests")
    assert "--no-install-recommends postgresql\n" in capsys.readouterr().err
    dev.ensure_os_libraries("screen")
    assert capsys.readouterr().err == ""


# --- what tests that did not run mean ---

SUITE = """
import pytest

def test_runs(): pass

@pytest.mark.parametrize("n", [1, 2])
def test_database(n): pytest.skip("this machine has no PostgreSQL")

@pytest.mark.skipif(True, reason="only on Windows")
def test_spooler(): pass

@pytest.mark.xfail(reason="known", strict=True)
def test_known(): assert False
"""
WHOLE_MODULE = 'import pytest\npytest.skip("this machine has no X server", allow_module_level=True)\n'


def run_suite(folder: Path, monkeypatch: pytest.MonkeyPatch, *sources: str, ci: bool = False) -> int:
    for number, source in enumerate(sources):
        (folder / f"test_{number}.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    monkeypatch.setattr(dev, "is_debian", lambda: True)
    monkeypatch.setenv("CI", "true" if ci else "")
    return dev.run_tests(
        [str(folder), "--rootdir", str(folder), "-c", os.devnull, "-q", "-p", "no:cacheprovider"]
    )


def test_skips_are_listed_last_with_their_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_suite(tmp_path, monkeypatch, SUITE, WHOLE_MODULE) == 0
    assert capfd.readouterr().out.splitlines()[-4:] == [
        "Skipped, because this machine cannot offer it:",
        "  1 x only on Windows",
        "  2 x this machine has no PostgreSQL",
        "  1 x this machine has no X server",
    ]


def test_on_ci_a_skip_fails_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_suite(tmp_path, monkeypatch, SUITE, ci=True) == 1


def test_what_belongs_to_another_system_may_be_skipped_on_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = SUITE.replace("this machine has no PostgreSQL", "only on macOS")
    assert run_suite(tmp_path, monkeypatch, source, ci=True) == 0


def test_a_failing_test_fails_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_suite(tmp_path, monkeypatch, "def test_no(): assert 0\n") == 1


# --- the command line ---


def call(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_a_verb_it_says_what_it_can_do() -> None:
    done = call()
    assert done.returncode == 0
    assert all(
        f"\n  {verb} " in done.stdout for verb in ("demo", "run", "test", "check", "bench", "long", "setup")
    )


def test_an_unknown_verb_is_an_error() -> None:
    done = call("tset")
    assert (done.returncode, done.stdout[:6]) == (2, "usage:")


@pytest.mark.parametrize("verb", ["package", "win-check"])
def test_what_comes_later_says_so(verb: str) -> None:
    done = call(verb)
    assert done.returncode == 2
    assert done.stderr == f"dev.py: {verb}: installers come with a later version\n"


def test_it_follows_the_lock_the_project_file_and_the_interpreter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locks").mkdir()
    for name in ("locks/dev.txt", "locks/run.txt", "pyproject.toml"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    seen = {dev.stamp("dev")}
    for name in ("locks/dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text("two", encoding="utf-8")
        seen.add(dev.stamp("dev"))
    monkeypatch.setattr(sys, "version", "3.99.0")
    seen.add(dev.stamp("dev"))
    assert len(seen) == 4
