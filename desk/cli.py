"""The `desk` command: reads the words, imports the one part that is asked for, and says faults in one sentence."""

import gc
import sys
from collections.abc import Callable, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code. 2 is a fault a person must mend, said in one sentence."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"--data", "--lang"}:
        gc.disable()  # until the desk runs: starting makes no garbage worth looking for
        from desk.app.window import run_window

        return _guarded(lambda: run_window(words))
    if words[0] == "demo":
        from desk.demo import run_demo

        return _guarded(lambda: run_demo(words[1:]))
    from desk.app.commands import run_command

    return _guarded(lambda: run_command(words))


def _guarded(run: Callable[[], int]) -> int:
    from desk.errors import DeskError

    try:
        return run()
    except DeskError as fault:
        print(f"desk: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
