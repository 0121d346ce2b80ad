"""A receipt printer made of software: ESC/POS in, paper and status out, with faults to rehearse with.

A device and not a mock: `device` is the printer without sockets or clocks of its own, `printer` puts it
behind TCP port 9100, `interpreter` reads files of ESC/POS bytes for `printers show`.
"""
