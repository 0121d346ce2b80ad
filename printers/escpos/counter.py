"""The printer's own count of its cutter's operations: evidence for the question put to a person, never a proof.

Handles: asking for it, reading the answer. Offers: `COUNT_CUTS`, `count_of`. Does not know: who asks, or when.

Source: Epson's ESC/POS reference, GS g 2 (maintenance counter 178, autocutter operations ever, unit 1; answered in
order with 5Fh, 1 to 10 decimal digits, 00h; nothing else should be sent until then, and real-time commands are not
heard meanwhile), and its notes on maintenance counters. What the difference of two counts tells:

- It is larger: the cutter has worked so many times between them. Sheets of another host, the feed button's and
  the self-test's count too, and nothing is said of what stands on the sheet.
- It is zero: it has not worked, so a ticket sent between them was not cut off and has not fallen, though its text
  may hang in the printer. That only holds when the printer kept its power: the counters are saved every two to four
  minutes and not when the plug is pulled, so a power cut can take back what was counted.
- It is smaller: power was cut, the counter ran over, or it is another printer. It tells nothing.
"""

#: GS g 2, m = 0, counter 178 (B2h 00h).
COUNT_CUTS = b"\x1dg\x32\x00\xb2\x00"
#: Longest count that Epson's table allows.
MAX_DIGITS = 10


def count_of(body: bytes) -> int | None:
    """The number in a 5Fh block's body; None when the block is something else."""
    return int(body) if 0 < len(body) <= MAX_DIGITS and body.isdigit() else None
