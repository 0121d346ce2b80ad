"""The printer itself, without sockets, threads or a clock: bytes and the time come in, paper and answers go out.

Every call takes `now`, seconds on any clock that only goes forward. The device does by itself what was
due until then; `next_event` says when it wants to be called again. The paper, the buffers and the modes
outlive connections; a power cycle empties all but the paper.
"""

from collections import deque
from collections.abc import Callable
from random import Random

from printers.profile import DOTS_PER_MM, Profile
from printers.simulator.faults import Faults
from printers.simulator.intake import Intake
from printers.simulator.interface import IN_ORDER, real_time
from printers.simulator.interpreter import REAL_TIME, Executor
from printers.simulator.link import Answer, Link
from printers.simulator.paper import Sheet
from printers.simulator.parser import Token
from printers.simulator.sensors import Sensors

#: How long the knife takes, when the mechanism takes time at all.
_CUT_SECONDS = 0.1


class Device:
    """A receipt printer of model `profile`.

    `speed` is in mm/s; None is a mechanism that takes no time. `on_sheet` gets each sheet as it falls.
    `seed` makes the random bytes of the faults. `roll_mm` is the length of a roll of paper (None:
    endless); when it is used up the paper is out until somebody loads more.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        speed: float | None = None,
        on_sheet: Callable[[Sheet], None] | None = None,
        seed: int = 0,
        roll_mm: float | None = None,
    ) -> None:
        self.profile = profile
        self.sensors = Sensors()
        self.faults = Faults()
        self.random = Random(seed)
        self.bytes_received = 0
        self.sheets_cut = 0
        self.knife_reset_at = 0
        self.drawer_kicks = 0
        self.buzzer = 0
        self.automatic_status = 0
        self.selected = True
        self.pulse_enabled = True
        self.power_off_enabled = False
        self.offline_response = False
        self._on_sheet = on_sheet
        self._seconds_per_dot = 1 / (speed * DOTS_PER_MM) if speed else 0.0
        self._roll = int(roll_mm * DOTS_PER_MM) if roll_mm else None
        self._roll_ends = self._roll
        self._intake = Intake(profile.rx_buffer, kanji_font=bool(profile.codec))
        self._executor = Executor(profile, self._sheet_falls)
        self.press = self._executor.press
        self._links: deque[Link] = deque()
        self._now = 0.0
        self._busy_until = 0.0
        self._intake_from = 0.0
        self._last_automatic = self.sensors.automatic()
        self._last_id: bytes | None = None
        self._garbage = b""

    # -- connections ---------------------------------------------------------------------------

    def connect(self, now: float) -> Link:
        """A host connects. Only the oldest open connection is served, the others wait for it to close."""
        self.advance(now)
        link = Link()
        self._links.append(link)
        if self.serves(link):
            self._intake.welcome()
        if self.faults.drop_after == 0:
            self._drop(link)
        elif self._garbage and self.serves(link):
            link.answers.append(Answer(now, self._garbage, 0))
            self._garbage = b""
        return link

    def disconnect(self, link: Link, now: float) -> None:
        """The host closed, or the line broke. What was received stays."""
        self.advance(now)
        self._forget(link)

    def serves(self, link: Link) -> bool:
        """True for the connection whose bytes are taken now."""
        return bool(self._links) and self._links[0] is link

    def room(self, link: Link, now: float) -> int:
        """How many bytes the device takes from that connection now; 0 means: do not read."""
        if not self.serves(link):
            return 0
        if self.faults.awol:
            return 65_536
        room = self._intake.room()
        if self.faults.slow:
            if now < self._intake_from:
                return 0
            room = min(room, max(1, self.faults.slow // 20))
        return room

    def receive(self, link: Link, data: bytes, now: float) -> int:
        """Take bytes from the host and return how many: at most `room`. The rest is to be offered again."""
        self.advance(now)
        data = data[: self.room(link, now)]
        if not data:
            return 0
        drop_after = self.faults.drop_after
        if drop_after is not None:
            data = data[:drop_after]
            self.faults.drop_after = drop_after - len(data)
        self.bytes_received += len(data)
        if self.faults.slow:
            self._intake_from = now + len(data) / self.faults.slow
        if not self.faults.awol:
            self._take_in(data, now)
        if self.faults.drop_after == 0:
            self._drop(link)
        return len(data)

    def output(self, link: Link, *, sheets_out: int | None = None) -> bytes:
        """What is to be sent to that host now.

        `sheets_out`: how many sheets a person can hold (the files are written); answers that speak of
        later ones wait. Default: all that were cut.
        """
        if self.faults.awol:
            return b""
        return link.take(self._now, self.sheets_cut if sheets_out is None else sheets_out)

    def _forget(self, link: Link) -> None:
        link.closed = True
        link.answers.clear()
        if link in self._links:
            self._links.remove(link)
            self._intake.welcome()

    def _drop(self, link: Link) -> None:
        self.faults.drop_after = None
        self._forget(link)
        link.reset = True

    # -- time ----------------------------------------------------------------------------------

    def advance(self, now: float) -> None:
        """Let the mechanism work until `now`."""
        self._now = max(self._now, now)
        self._work()

    def next_event(self, now: float) -> float | None:
        """When to call `advance` again although no byte comes; None when only bytes can change anything."""
        times: list[float] = []
        if self._busy_until > now and not self.sensors.offline:
            times.append(self._busy_until)
        if self.faults.slow and self._intake_from > now:
            times.append(self._intake_from)
        if self._links:
            due = self._links[0].next_due(now)
            if due is not None:
                times.append(due)
        return min(times, default=None)

    @property
    def busy(self) -> bool:
        """True while something is printed or waits to be."""
        return self._busy_until > self._now or not self._intake.empty

    @property
    def now(self) -> float:
        """The latest time the device was told."""
        return self._now

    def _take_in(self, data: bytes, now: float) -> None:
        start = 0
        for end, command in self._intake.real_time.scan(data):
            self._put(data[start:end], now)
            self._work()
            start = end
            real_time(self, command)
        self._put(data[start:] if start else data, now)
        self._work()

    def _put(self, data: bytes, now: float) -> None:
        if self._intake.empty and self._busy_until < now:
            self._busy_until = now
        self._intake.put(data, REAL_TIME)
        self.press.paper.compact()

    def _work(self) -> None:
        """Carry out what waits, as far as paper, cover and time allow."""
        intake = self._intake
        if self.faults.awol or self.sensors.offline:
            return
        if not self._seconds_per_dot and self._roll_ends is None:
            # Nothing that is printed can stop or delay what comes after it.
            execute = self._executor.execute
            for token in intake.take_all():
                if token[0] in IN_ORDER or not self.selected:
                    self._carry_out(token)
                else:
                    execute(token)
        while not intake.empty and self._busy_until <= self._now:
            self._carry_out(intake.next())
            if self.sensors.paper == "out":
                return
        if self._busy_until <= self._now:
            intake.let_through()

    def _carry_out(self, token: Token) -> None:
        if not self.selected and token.name != "ESC =":
            return
        to_host = IN_ORDER.get(token.name)
        if to_host is not None:
            to_host(self, token.data)
        sheets, paper = self.sheets_cut, self.press.paper
        fed = paper.fed
        self._executor.execute(token)
        self._busy_until += (paper.fed - fed) * self._seconds_per_dot
        if self._seconds_per_dot:
            self._busy_until += _CUT_SECONDS * (self.sheets_cut - sheets)
        if self._roll_ends is not None and paper.fed >= self._roll_ends and paper.fed != fed:
            self.sensors.paper = "out"
            self.sensors_changed()

    def _sheet_falls(self, sheet: Sheet) -> None:
        self.sheets_cut += 1
        if self._on_sheet is not None:
            self._on_sheet(sheet)

    # -- answers -------------------------------------------------------------------------------

    def answer(self, data: bytes, *, status: bool, ordered: bool) -> None:
        """Send bytes to the host that is served; nobody there, nobody hears it.

        `status`: about the printer's condition (what `mute status` silences). `ordered`: it speaks of
        what was printed before it, so it must not overtake the paper.
        """
        faults = self.faults
        if not data or not self._links or faults.awol or faults.mute == "all":
            return
        if status and faults.mute == "status":
            return
        if faults.garble:
            data = self.random.randbytes(len(data))
        due = self._now + faults.late_ms / 1000
        self._links[0].answers.append(Answer(due, data, self.sheets_cut if ordered else 0))

    def answer_process_id(self, number: bytes) -> None:
        """GS ( H fn 48: all before it is printed."""
        told = self._last_id if self.faults.misattribute else number
        self._last_id = number
        if told is not None:
            self.answer(b"\x37\x22" + told + b"\x00", status=False, ordered=True)

    def sensors_changed(self) -> None:
        """To be called after any change of `sensors`: pushes automatic status, lets work go on."""
        before, after = self._last_automatic, self.sensors.automatic()
        self._last_automatic = after
        if before[0] & 0x08 and not after[0] & 0x08 and self._busy_until < self._now:
            self._busy_until = self._now
        if self.profile.asb and self.sensors.automatic_changed(before, after, self.automatic_status):
            self.answer(after, status=True, ordered=False)
        if self.offline_response and not before[0] & 0x08 and after[0] & 0x08:
            self.answer(b"\x37\x23" + self.sensors.offline_cause() + b"\x00", status=True, ordered=False)

    # -- what a person or a command can do to it -----------------------------------------------

    def load_paper(self) -> None:
        """A new roll."""
        if self._roll is not None:
            self._roll_ends = self.press.paper.fed + self._roll
        self.sensors.paper = "ok"

    def send_garbage(self, count: int) -> None:
        """Random bytes go to the host at once; without one, to the next that connects."""
        noise = self.random.randbytes(count)
        if self._links:
            self._links[0].answers.append(Answer(self._now, noise, 0))
        else:
            self._garbage = noise

    def drop_now(self) -> None:
        """Reset the connection that is served; without one, the next that is made (`faults.drop_after` is 0)."""
        if self._links:
            self._drop(self._links[0])

    def clear_buffers(self) -> None:
        """DLE DC4 fn 8, DLE ENQ 2: nothing that was received and not printed will come out."""
        self.press.leave_page()
        self._intake.clear(kanji=self.press.modes.two_byte)

    def power_cycle(self, now: float) -> None:
        """Off and on: buffers, modes and connections are gone; paper and faults are as they were."""
        self.advance(now)
        for link in tuple(self._links):
            self._forget(link)
            link.reset = True
        self.restart()

    def restart(self) -> None:
        """What the firmware does when it starts."""
        self._intake.clear()
        self._intake.real_time.reset()
        self.press.initialise()
        self.automatic_status = 0
        self.selected = self.pulse_enabled = True
        self.power_off_enabled = self.offline_response = False
        self._busy_until = self._intake_from = self._now
        self._last_id = None
