"""The demonstration by chat: a WeChat that is played, the real relay, the desk and its simulated printers."""

from desk.demo.options import Options


def run_wechat_demo(options: Options) -> int:
    """Play the story; in a window where there is a screen, else in the terminal, where the exit code 0 means that
    every ticket was found on paper.
    """
    if not options.headless:
        from desk.demo.screen import why_no_window

        reason = why_no_window()
        if not reason:
            from desk.demo.wechat.windowed import run_windowed

            return run_windowed(options)
        print(reason)
    from desk.demo.wechat.headless import run_headless

    return run_headless(options)
