"""`python -m printers` is the command `printers`."""

import sys

from printers.cli import main

sys.exit(main())
