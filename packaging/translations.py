"""Collects the window's texts from the source and compiles their translations.

    .venv/bin/python packaging/translations.py            # update assets/translations/*.ts, compile *.qm
    .venv/bin/python packaging/translations.py --check    # change nothing; exit 1 when something is missing or stale

Texts are written in Chinese in the source; English and Traditional Chinese stand in the .ts files.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "translations"
LANGUAGES = ("en", "zh_TW")
TOOLS = Path(sys.executable).parent


def collect(language: str, target: Path) -> None:
    """Bring a .ts file up to date with the source: new texts are added, vanished ones leave."""
    sources = sorted(str(path) for path in (ROOT / "desk").rglob("*.py"))
    run(
        "lupdate", *sources, "-source-language", "zh_CN", "-target-language", language,
        "-locations", "none", "-no-obsolete", "-silent", "-ts", str(target),
    )  # fmt: skip


def compile_(source: Path, target: Path) -> None:
    """.ts -> .qm"""
    run("lrelease", "-silent", str(source), "-qm", str(target))


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's translation tools."""
    name = f"pyside6-{tool}"
    done = subprocess.run(
        [str(TOOLS / name), *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        raise SystemExit(f"{name}: {done.stdout}{done.stderr}")


def unfinished(source: Path) -> list[str]:
    """Texts of a .ts file without a finished translation, as `context: text`."""
    found: list[str] = []
    for context in ElementTree.parse(source).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = translation.findall("numerusform") if translation is not None else []
            texts = [form.text for form in forms] if forms else [getattr(translation, "text", None)]
            if translation is None or translation.get("type") or not all(texts):
                found.append(f"{name}: {message.findtext('source')}")
    return found


def texts(source: Path) -> set[tuple[str, str]]:
    """Context and text of every message."""
    root = ElementTree.parse(source).getroot()
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in root.iter("context")
        for message in context.iter("message")
    }


def problems() -> list[str]:
    """What keeps the translations from being complete, in sentences; changes nothing."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            kept = FOLDER / f"desk_{language}.ts"
            fresh, compiled = Path(folder) / kept.name, Path(folder) / f"desk_{language}.qm"
            collect(language, fresh)
            missing, gone = texts(fresh) - texts(kept), texts(kept) - texts(fresh)
            found += [f"{kept.name} lacks {text!r} of {context}" for context, text in sorted(missing)]
            found += [
                f"{kept.name} has {text!r} of {context}, which is gone" for context, text in sorted(gone)
            ]
            found += [f"{kept.name}: not translated: {text}" for text in unfinished(kept)]
            compile_(kept, compiled)
            if compiled.read_bytes() != (FOLDER / compiled.name).read_bytes():
                found.append(f"{compiled.name} is older than {kept.name}")
    return found


def main() -> None:
    """Update or check."""
    if "--check" in sys.argv[1:]:
        found = problems()
    else:
        found = []
        for language in LANGUAGES:
            target = FOLDER / f"desk_{language}.ts"
            collect(language, target)
            found += [f"{target.name}: not translated: {text}" for text in unfinished(target)]
            compile_(target, FOLDER / f"desk_{language}.qm")
    for line in found:
        print(line)
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
