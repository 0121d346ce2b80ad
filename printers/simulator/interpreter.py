"""ESC/POS bytes to sheets: the parser's tokens carried out on a press.

`Executor` is the part the device shares with `printers show`; `Interpreter` reads whole files.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from printers.profile import Profile
from printers.simulator.graphics import GRAPHICS_HANDLERS
from printers.simulator.handlers import TEXT_HANDLERS, Handler
from printers.simulator.macro import MACRO_COMMANDS, Macro
from printers.simulator.paging import PAGE_HANDLERS
from printers.simulator.paper import Sheet
from printers.simulator.parser import TEXT, Parser, Token
from printers.simulator.press import Press
from printers.simulator.recall import LONGEST_LINE, Known, line_memory
from printers.simulator.shapes import SHAPE_HANDLERS
from printers.simulator.stored import STORED_HANDLERS
from printers.simulator.symbols import SYMBOL_HANDLERS
from printers.simulator.syntax import UNKNOWN

_HANDLERS: Mapping[str, Handler] = {
    **TEXT_HANDLERS,
    **PAGE_HANDLERS,
    **SHAPE_HANDLERS,
    **GRAPHICS_HANDLERS,
    **STORED_HANDLERS,
    **SYMBOL_HANDLERS,
}
#: Real-time commands are carried out on arrival and belong to no sheet.
REAL_TIME = frozenset({"DLE EOT", "DLE ENQ", "DLE DC4"})
#: No more unknown bytes than this are remembered.
_UNKNOWN_KEPT = 1000
#: So many names wait to be counted, at most, between two pieces.
_UNCOUNTED = 512
#: Whole files are read in pieces of this many bytes, so that only the paper needs memory.
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes no command is known for, and where in the stream they stood."""

    offset: int
    data: bytes


class Executor:
    """Carries tokens out on paper. Commands that ask the host's side (status, drawer) are not for here."""

    def __init__(self, profile: Profile, on_sheet: Callable[[Sheet], None]) -> None:
        self.press = Press(profile, on_sheet)
        self.unknown: list[Unknown] = []
        self._macro = Macro()

    @property
    def defining(self) -> bool:
        """True while a macro is recorded."""
        return self._macro.defining

    def execute(self, token: Token) -> None:
        """One command or run of text; its bytes become part of the sheet it stands on."""
        if token.name in MACRO_COMMANDS or self._macro.defining:
            for repeated in self._macro.take(token):
                self._carry_out(repeated)
        self._carry_out(token)

    def execute_all(self, tokens: Iterable[Token]) -> None:
        """`execute` for each, quicker."""
        handler_of, keep, press = _HANDLERS.get, self.press.paper.bytes_of_sheet.append, self.press
        macro = self._macro
        for token in tokens:
            name, data, _ = token
            handler = handler_of(name)
            if handler is None or macro.defining:
                self.execute(token)
            else:
                keep(data)
                handler(press, data)

    def _carry_out(self, token: Token) -> None:
        name, data, _ = token
        handler = _HANDLERS.get(name)
        if handler is not None:
            self.press.paper.bytes_of_sheet.append(data)
            handler(self.press, data)
        elif name not in REAL_TIME:
            self.press.paper.bytes_of_sheet.append(data)
            if name == UNKNOWN:
                self.note_unknown(token)

    def note_unknown(self, token: Token) -> None:
        """Remember bytes that made no sense."""
        if len(self.unknown) < _UNKNOWN_KEPT:
            self.unknown.append(Unknown(token.offset, token.data))


class Interpreter:
    """Reads a stream from its beginning, as `printers show` does."""

    def __init__(self, profile: Profile) -> None:
        self.sheets: list[Sheet] = []
        self._names: Counter[str] = Counter()
        self._called: list[str] = []  # names, and known lines, that are not counted yet
        self._met: list[Known] = []
        self._parser = Parser(kanji_font=bool(profile.codec))
        self._executor = Executor(profile, self.sheets.append)
        self._memory = line_memory(profile)

    @property
    def commands(self) -> dict[str, int]:
        """How often each command was met, by name."""
        return {name: count for name, count in self._count().items() if name not in {TEXT, UNKNOWN}}

    @property
    def unknown(self) -> list[Unknown]:
        """What no command is known for, in order."""
        return self._executor.unknown

    def feed(self, data: bytes) -> None:
        """Interpret the next piece of the stream; any split gives the same sheets."""
        if self._parser.pending or self._executor.defining:
            self._work_out(data)
        else:
            self._feed_lines(data)
        if len(self._met) > _UNCOUNTED or len(self._called) > _UNCOUNTED:
            self._count()
        self._executor.press.paper.compact()

    def _work_out(self, data: bytes) -> list[Token]:
        tokens = self._parser.feed(data)
        self._called += [token[0] for token in tokens]
        self._executor.execute_all(tokens)
        return tokens

    def _feed_lines(self, data: bytes) -> None:
        """Line by line; a line that is known in the state it comes in is not worked out again."""
        parser, press, memory = self._parser, self._executor.press, self._memory
        paper = press.paper
        pos, told, end = 0, 0, len(data)  # how far the parser knows of is `told`
        now = state = memory.state(press, in_pairs=parser.in_pairs)  # what the press is in, and should be in
        while pos < end:
            if state is not None:
                pos, state = self._known_lines(data, pos, state)
                if pos == end:
                    break
            stop = data.find(b"\n", pos) + 1 or end
            line = data[pos:stop]
            parser.skip(pos - told)
            if state is not None and state != now:
                memory.enter(press, state)
            rows, fed = len(paper.rows), paper.y
            tokens = self._work_out(line)
            pos = told = stop
            if parser.pending or self._executor.defining:
                now = state = None
                self._work_out(data[pos:])
                pos = told = end
                break
            before, now = state, memory.state(press, in_pairs=parser.in_pairs)
            state = now
            if before is not None and now is not None and tokens and len(line) <= LONGEST_LINE:
                memory.learn(before, line, tokens, paper.rows[rows:], paper.y - fed, now)
        if state is not None and state != now:
            memory.enter(press, state)
        parser.skip(pos - told)

    def _known_lines(self, data: bytes, pos: int, state: int) -> tuple[int, int]:
        """Print the lines from `pos` on that are known, the first in `state`; where the first other one begins,
        and the state it comes in.
        """
        start, find, known_as = pos, data.find, self._memory.known_in(state)
        met: list[Known] = []
        fed = 0
        while (stop := find(b"\n", pos)) >= 0:
            known = known_as(data[pos:stop])
            if known is None:
                break
            met.append(known)
            fed += known.feed
            known_as = known.next_of
            pos = stop + 1
        if not met:
            return pos, state
        paper = self._executor.press.paper
        paper.bytes_of_sheet.append(data[start:pos])
        paper.put_lines(met, fed)
        self._met += met
        return pos, met[-1].after

    def _count(self) -> Counter[str]:
        """How often each name was met: added up now and then, as one by one it would cost more than the reading."""
        for known, times in Counter(self._met).items():
            for name in known.names:
                self._names[name] += times
        self._names.update(self._called)
        self._met.clear()
        self._called.clear()
        return self._names

    def finish(self) -> None:
        """The stream ends: what stands on the paper, the unprinted line too, is the last sheet."""
        rest = self._parser.rest()
        if rest is not None:
            self._executor.note_unknown(rest)
        press = self._executor.press
        if press.page is not None:
            if press.page.touched or not press.line_is_empty:
                press.print_page()
        elif not press.line_is_empty:
            press.print_line()
        if not press.paper.blank:
            self.sheets.append(press.paper.cut())


def interpret(data: bytes, profile: Profile) -> Interpreter:
    """The sheets, unknown bytes and command counts of a whole stream."""
    interpreter = Interpreter(profile)
    for at in range(0, len(data), _PIECE):
        interpreter.feed(data[at : at + _PIECE])
    interpreter.finish()
    return interpreter
