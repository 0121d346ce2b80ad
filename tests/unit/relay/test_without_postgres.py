"""A relay on a file needs no PostgreSQL driver."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CODE = """
import asyncio, sys
from pathlib import Path
sys.modules["psycopg"] = None
from desk.errors import ConfigFault
from desk.relay.server import Relay
from desk.relay.store.opening import open_relay_store
store = open_relay_store("relay.db", Path(sys.argv[1]))
print(asyncio.run(store.write(lambda work: work.feed.count("W"))))
store.close()
try:
    open_relay_store("postgresql+psycopg://nobody@127.0.0.1:1/none", Path(sys.argv[1]))
except ConfigFault as fault:
    print(fault)
"""


def test_a_relay_on_a_file_needs_no_postgresql_driver(tmp_path: Path) -> None:
    words = [sys.executable, "-c", CODE, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    count, refusal = done.stdout.splitlines()
    assert count == "1"
    assert "extra" in refusal
