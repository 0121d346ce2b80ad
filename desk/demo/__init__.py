"""A throw-away shop with simulated printers and scripted customers: `desk demo`."""

from collections.abc import Sequence


def run_demo(words: Sequence[str]) -> int:
    """Run the demonstration with the words after `desk demo`; its exit code.

    In a window where there is a screen, else (or with --headless) in the terminal, where 0 means that every
    ticket was accounted for by counting sheets.
    """
    from desk.demo.options import read_options

    options = read_options(words)
    if options.wechat:
        from desk.demo.wechat import run_wechat_demo

        return run_wechat_demo(options)
    if not options.headless:
        from desk.demo.screen import why_no_window

        reason = why_no_window()
        if not reason:
            from desk.demo.windowed import run_windowed

            return run_windowed(options)
        print(reason)
    from desk.demo.headless import run_headless

    return run_headless(options)
