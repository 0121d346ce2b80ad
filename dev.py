"""The newcomer's way in: `python3 dev.py demo` and `python3 dev.py test` on a machine that has only Python and git.

Each verb first installs what it lacks (operating system libraries where it may, uv under `.tools/`, the locked
packages in `.venv/`) and then runs; arguments after the verb are passed on. Standard library only. The user's own
settings for indexes, proxies and certificates (pip's and uv's) are followed, and no index is named here.
"""

from __future__ import annotations  # older Pythons must get as far as being told that they are too old

import ast
import ctypes
import glob
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
LOCKS = ROOT / "locks"
STAMP = VENV / "installed.sha256"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(SCRIPTS / ("python.exe" if os.name == "nt" else "python"))
OLDEST, NEWEST = (3, 11), (3, 14)

USAGE = """usage: python3 dev.py VERB [arguments passed on]      (Windows: py dev.py VERB)

  demo      a throw-away shop with simulated printers; needs no hardware, no account, no screen
  run       the desk itself
  test      lint, types, import directions and all tests; with arguments: only pytest, with these arguments
  check     lint, types and import directions only
  bench     benchmarks as ratios:  bench [NAME...] [--json FILE]
  long      what is too long for every test run:  long NAME
  setup     only install what the other verbs need
  lock      write locks/ anew from pyproject.toml (--upgrade for newer versions) and prove that they resolve
  package, win-check      installers: not in this version
"""

# What each lock file holds, as arguments of `uv pip compile`.
LOCK_SETS = {
    "dev": ("--all-extras", "--group", "build", "--group", "dev"),
    "run": ("--all-extras", "--group", "build"),
    "desktop": ("--extra", "desktop", "--extra", "postgres"),
    "relay": ("--extra", "relay", "--extra", "postgres"),
}
DOWNLOAD = {"dev": 210, "run": 130}  # MB on Linux, with uv itself
LOCK_PLATFORMS = (
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-manylinux_2_34",
)

CHECKS = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("pyright", ["pyright"]),
    ("lint-imports", ["lint-imports", "--no-logo"]),
)

# What pip is told (in its files or as PIP_*) and how uv and OpenSSL are told the same.
PIP_TO_UV = {
    "index-url": ("UV_DEFAULT_INDEX", "UV_INDEX_URL"),
    "extra-index-url": ("UV_INDEX", "UV_EXTRA_INDEX_URL"),
    "find-links": ("UV_FIND_LINKS",),
    "trusted-host": ("UV_INSECURE_HOST",),
    "cert": ("SSL_CERT_FILE",),
    "proxy": ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"),
}
LIST_MARK = {"extra-index-url": " ", "find-links": ",", "trusted-host": " "}  # what parts uv's lists


class SetupError(Exception):
    """Something this machine lacks; the text says what, and what to do."""


def say(text: str) -> None:
    """Tell the person at the terminal; standard output stays the verb's own."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def succeeds(command: list[str], environ: dict[str, str] | None = None) -> bool:
    """Run a command at the top of the repository with its output on the terminal; whether it exited 0."""
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode == 0


def answer(command: list[str], environ: dict[str, str] | None = None) -> tuple[int, str]:
    """Run a command unseen; its exit code and all it printed."""
    pipe, join = subprocess.PIPE, subprocess.STDOUT
    done = subprocess.run(
        command, stdout=pipe, stderr=join, text=True, errors="replace", env=environ, check=False
    )
    return done.returncode, done.stdout


# --- operating system libraries -------------------------------------------------------------------------------


class Package(NamedTuple):
    """One line of packaging/linux/apt.txt."""

    name: str
    proof: str  # "lib:" a library that must load, "file:" a path pattern that must exist
    use: str  # "qt", "screen" or "tests"

    def is_there(self) -> bool:
        """Whether the machine has it, whoever installed it."""
        kind, _, what = self.proof.partition(":")
        if kind == "file":
            return bool(glob.glob(what))  # noqa: PTH207 - an absolute pattern, which Path.glob refuses
        try:
            ctypes.CDLL(what)
        except OSError:
            return False
        return True


def apt_packages(text: str) -> list[Package]:
    """Parse packaging/linux/apt.txt: `name | proof | use | why` a line, # starts a comment line."""
    rows = (line.split("|") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [Package(name.strip(), proof.strip(), use.strip()) for name, proof, use, _why in rows]


def is_debian(os_release: Path = Path("/etc/os-release")) -> bool:
    """Whether this is Debian, Ubuntu or a child of theirs."""
    try:
        lines = os_release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").split()
    return bool({"debian", "ubuntu"} & set(names))


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root: nothing, sudo, or None where neither works unasked."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and answer(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n"]
    return None


def apt_install(prefix: list[str], names: list[str]) -> bool:
    """Install packages without a question; the lists are fetched only when apt does not find a package."""
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "-y", "--no-install-recommends", *names]
    if answer(install)[0] == 0:
        return True
    answer([*apt, "update"])
    code, said = answer(install)
    if code:
        sys.stderr.write(said[-2000:])
    return code == 0


def ensure_os_libraries(*uses: str) -> None:
    """Install what is missing of these uses, or say the line to run; only "qt" is something one cannot go without.

    Raises SetupError when a "qt" library is missing and may not be installed.
    """
    if not sys.platform.startswith("linux"):
        return
    listed = apt_packages((ROOT / "packaging" / "linux" / "apt.txt").read_text(encoding="utf-8"))
    missing = [package for package in listed if package.use in uses and not package.is_there()]
    if not missing:
        return
    names = [package.name for package in missing]
    prefix = root_prefix() if is_debian() else None
    if prefix is not None:
        say(f"installing {' '.join(names)} (a minute or two the first time)")
        if apt_install(prefix, names):
            return
    if is_debian():
        advice = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(names)}"
    else:
        advice = f"install what your system calls {' '.join(package.proof.partition(':')[2] for package in missing)}"
    if any(package.use == "qt" for package in missing):
        raise SetupError(f"the window needs libraries that are not here. Please run:\n  {advice}")
    say(f"going on without {' '.join(names)}; to have them:\n  {advice}")


def has_screen() -> bool:
    """Whether a window could be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- the locked environment -----------------------------------------------------------------------------------


def pip_environment() -> dict[str, str]:
    """os.environ for pip: quiet, and without the user-wide switches that forbid `--target`."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    return {**os.environ, **quiet, "PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0"}


def uv_settings(pip_config: str, environ: dict[str, str]) -> dict[str, str]:
    """What uv must be told so that it goes where pip would go.

    Takes the output of `pip config list` and the environment; a setting the user made for uv itself wins.
    """
    told: dict[str, str] = {}
    for section in ("global", "install", ":env:"):  # the later wins, as in pip
        for line in pip_config.splitlines():
            key, _, value = line.partition("=")
            if key.startswith(section + "."):
                told[key[len(section) + 1 :]] = str(ast.literal_eval(value))
    settings = {"UV_PYTHON_DOWNLOADS": "never"}
    for option, names in PIP_TO_UV.items():
        value = told.get(option, "").strip()
        if value and not any(environ.get(name) for name in names):
            settings[names[0]] = LIST_MARK[option].join(value.split()) if option in LIST_MARK else value
    bundle = environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE")
    if bundle and not environ.get("SSL_CERT_FILE"):
        settings.setdefault("SSL_CERT_FILE", bundle)
    if "UV_INDEX" in settings and not environ.get("UV_INDEX_STRATEGY"):
        # pip looks at all its indexes; the hashes keep that safe
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return settings


def uv_environment() -> dict[str, str]:
    """os.environ for uv, with pip's settings told in uv's words."""
    _, listed = answer([sys.executable, "-m", "pip", "config", "list"], pip_environment())
    return {**os.environ, **uv_settings(listed, dict(os.environ))}


def find_uv() -> str | None:
    """The locked uv under .tools/ (installed when it is not there), else one on PATH, else None."""
    lock_file = LOCKS / "uv.txt"
    version = re.search(r"^uv==([^\s\\]+)", lock_file.read_text(encoding="utf-8"), re.MULTILINE)
    if version and not (TOOLS / f"uv-{version[1]}.dist-info").is_dir():
        say("installing uv into .tools/")
        shutil.rmtree(TOOLS, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "-q", "--target", str(TOOLS), "--require-hashes"]
        succeeds([*pip, "-r", str(lock_file)], pip_environment())
    return shutil.which("uv", path=str(TOOLS / "bin")) or shutil.which("uv")


def base_python() -> str:
    """The interpreter that runs this script, also when that is the one in .venv/."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


PIP_INTO_VENV = [base_python(), "-m", "pip", "--python", PYTHON, "install", "-q"]


def stamp(lock_set: str) -> str:
    """A digest of all that decides what .venv/ holds."""
    digest = hashlib.sha256(f"{sys.version} {sys.base_prefix} {ROOT}".encode())
    for name in (f"locks/{lock_set}.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_usable(python: str) -> bool:
    """Whether .venv/ stands on the very interpreter that runs this script."""
    if not Path(python).is_file():
        return False
    _, said = answer([python, "-c", "import sys; print(sys.version, sys.base_prefix)"])
    return said.strip() == f"{sys.version} {sys.base_prefix}"


def sync_with_uv(uv: str, lock_file: str, environ: dict[str, str]) -> bool:
    """Bring the packages of .venv/ to the lock with uv; False when that did not work."""
    if not is_usable(PYTHON):
        shutil.rmtree(VENV, ignore_errors=True)
        if not succeeds([uv, "--quiet", "venv", "--python", base_python(), str(VENV)], environ):
            return False
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    return succeeds([uv, *quiet, "pip", "sync", "--python", PYTHON, "--require-hashes", lock_file], environ)


def sync_with_pip(lock_file: str) -> bool:
    """The same with venv and pip alone; needs neither ensurepip nor a pip inside .venv/."""
    venv = [base_python(), "-m", "venv", "--without-pip", "--clear", str(VENV)]
    return succeeds(venv) and succeeds(
        [*PIP_INTO_VENV, "--require-hashes", "-r", lock_file], pip_environment()
    )


def ensure_environment(lock_set: str) -> None:
    """Make .venv/ hold what locks/<lock_set>.txt says and this checkout; quick when nothing changed.

    An environment of the larger set "dev" does for "run" as well. Raises SetupError when neither uv nor pip could
    install the packages.
    """
    wanted = stamp(lock_set)
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") in {wanted, stamp("dev")}:
        return
    lock_file = str(LOCKS / f"{lock_set}.txt")
    say(
        f"installing locks/{lock_set}.txt into .venv/ (the first time about {DOWNLOAD[lock_set]} MB come down)"
    )
    STAMP.unlink(missing_ok=True)
    uv = find_uv()
    environ = uv_environment()
    # Behind a proxy that signs for itself only the system's own certificates may do: the second try uses these.
    tries = (environ, {**environ, "UV_SYSTEM_CERTS": "1"})
    if uv is None or not any(sync_with_uv(uv, lock_file, attempt) for attempt in tries):
        say("uv could not do it; trying venv and pip")
        uv = None
        if not sync_with_pip(lock_file):
            raise SetupError(
                "the Python packages could not be installed; the lines above say why. Is the network there? Behind "
                "a mirror or a proxy, set pip up for it (pip config set global.index-url ...) and run this again."
            )
    into_venv = [uv, "--quiet", "pip", "install", "--python", PYTHON] if uv else PIP_INTO_VENV
    if not succeeds([*into_venv, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], pip_environment()):
        raise SetupError("this checkout could not be installed into .venv/; the lines above say why")
    STAMP.write_text(wanted, encoding="ascii")


# --- the verbs ------------------------------------------------------------------------------------------------


def hand_over(program: str, *arguments: str) -> int:
    """Run a program of .venv/ in the place of this one; returns its exit code where the system cannot replace."""
    command = [str(SCRIPTS / program), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the program got it too and decides


def run_checks() -> list[str]:
    """Run lint, types and import directions; the names of those that failed."""
    failed: list[str] = []
    environ = {**os.environ, "PYTHONUTF8": "1"}  # they draw lines that a Windows code page may lack
    for name, (program, *arguments) in CHECKS:
        print(f"== {name}", flush=True)
        if not succeeds([str(SCRIPTS / program), *arguments], environ):
            failed.append(name)
    return failed


def skip_reasons(junit: str) -> Counter[str]:
    """Why tests were skipped, with counts, from pytest's JUnit file; expected failures are not skips."""
    reasons: Counter[str] = Counter()
    for skipped in ElementTree.fromstring(junit).iter("skipped"):
        reason = skipped.get("message", "")
        if skipped.get("type") == "pytest.xfail":
            continue
        if reason == "collection skipped":  # a whole module; the reason stands in the text
            reason = (skipped.text or "").rpartition("Skipped: ")[2].strip().rstrip("')\"")
        reasons[reason] += 1
    return reasons


def run_tests(arguments: list[str]) -> int:
    """Run pytest and list last what was skipped; on Debian and Ubuntu with CI=true such a skip is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "junit.xml")
        chosen = arguments or ["-n", "2", "--dist", "loadgroup"]
        command = [PYTHON, "-m", "pytest", f"--junitxml={report}", *chosen]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        reasons = skip_reasons(report.read_text(encoding="utf-8")) if report.is_file() else Counter[str]()
    if not reasons:
        return code
    print("\nSkipped, because this machine cannot offer it:")
    for reason, count in sorted(reasons.items()):
        print(f"  {count} x {reason}")
    here = [reason for reason in reasons if not reason.startswith("only on ")]
    if here and os.environ.get("CI") == "true" and is_debian():
        print("With CI=true this machine should offer all of it: failed.")
        return code or 1
    return code


def check(arguments: list[str]) -> int:
    """Lint, types, import directions."""
    del arguments
    failed = run_checks()
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """The checks and then all tests; with arguments only pytest."""
    failed = [] if arguments else run_checks()
    code = run_tests(arguments)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return code or (1 if failed else 0)


def lock(arguments: list[str]) -> int:
    """Compile locks/ and prove each for every system and Python we support."""
    uv = find_uv()
    if uv is None:
        raise SetupError("locks are written by uv, and uv could not be installed")
    # Only the main index counts: what else this machine's pip may look at must not decide for others.
    local = ("UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_INDEX_STRATEGY")
    environ = {name: value for name, value in uv_environment().items() if name not in local}
    environ["UV_CUSTOM_COMPILE_COMMAND"] = "python3 dev.py lock"
    compile_ = [uv, "--quiet", "pip", "compile", "--no-config", "--generate-hashes", "--no-annotate"]
    universal = [*compile_, "--universal", "--python-version", "3.11", "-c", "locks/constraints.txt"]
    for name, extras in LOCK_SETS.items():
        same = [] if name == "dev" else ["-c", "locks/dev.txt"]
        step = [*universal, *arguments, "pyproject.toml", *extras, *same, "-o", f"locks/{name}.txt"]
        subprocess.run(step, cwd=ROOT, env=environ, check=True)
    subprocess.run(
        [*universal, *arguments, "-", "-o", "locks/uv.txt"], input=b"uv", cwd=ROOT, env=environ, check=True
    )
    for name in (*LOCK_SETS, "uv"):
        for platform in LOCK_PLATFORMS:
            for minor in range(OLDEST[1], NEWEST[1] + 1):
                target = ["--python-platform", platform, "--python-version", f"3.{minor}"]
                proof = [*compile_, "--only-binary", ":all:", *target, f"locks/{name}.txt"]
                subprocess.run(proof, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
        print(f"locks/{name}.txt resolves to wheels on {len(LOCK_PLATFORMS)} systems and Python 3.11 to 3.14")
    return 0


def demo(arguments: list[str]) -> int:
    """`desk demo`; in the terminal where a window cannot be had."""
    if "--headless" not in arguments and has_screen():
        try:
            ensure_os_libraries("qt", "screen")
        except SetupError as error:
            say(f"{error}\n  Until then the demo runs in the terminal.")
            arguments = [*arguments, "--headless"]
    return hand_over("desk", "demo", *arguments)


VERBS: dict[str, Callable[[list[str]], int]] = {
    "setup": lambda _: 0,
    "demo": demo,
    "run": lambda arguments: hand_over("desk", *arguments),
    "test": test,
    "check": check,
    "bench": lambda arguments: hand_over("python", str(ROOT / "tests" / "bench" / "run.py"), *arguments),
    "long": lambda arguments: hand_over("python", str(ROOT / "tests" / "long" / "run.py"), *arguments),
}
OS_LIBRARIES = {
    "setup": ("qt", "screen"),
    "run": ("qt", "screen"),
    "test": ("qt", "screen", "tests"),
    "bench": ("qt", "screen"),
}


def main(words: list[str]) -> int:
    """Set up what the verb needs, then run it; returns the exit code (2: this machine or this call is not right)."""
    verb, arguments = (words[0], words[1:]) if words else ("help", [])
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        say(
            f"Python 3.11 to 3.14 is needed and this is {sys.version.split()[0]}; run dev.py with another one"
        )
        return 2
    if verb in {"package", "win-check"}:
        say(f"{verb}: installers come with a later version")
        return 2
    try:
        if verb == "lock":
            return lock(arguments)
        if verb not in VERBS:
            print(USAGE, end="")
            return 0 if verb in {"help", "-h", "--help"} else 2
        ensure_os_libraries(*OS_LIBRARIES.get(verb, ()))
        ensure_environment("run" if verb in {"demo", "run"} else "dev")
        return VERBS[verb](arguments)
    except SetupError as error:
        say(str(error))
        return 2
    except subprocess.CalledProcessError as error:
        return error.returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
