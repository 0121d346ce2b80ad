"""Queues of the system's spooler in a list of printers."""

from printers import Found
from printers.discovery.merging import Merger
from printers.discovery.sighting import Sighting, host_mark
from printers.discovery.spoolers import cups_sightings, winspool_sightings
from printers.registry import transport_for
from printers.transport.cups import Queue
from printers.transport.winspool_library import QueueInfo

NETWORK = Sighting(
    uri="socket://192.168.1.50:9100",
    connection="network",
    marks=frozenset({host_mark("192.168.1.50", 9100)}),
    answers=True,
)


def shown(*sightings: Sighting) -> list[Found]:
    merger = Merger("linux")
    last: dict[str, Found] = {}
    for one in sightings:
        last |= {update.key: update for update in merger.add(one) if isinstance(update, Found)}
    return list(last.values())


def test_a_queue_of_a_network_printer_is_that_printer() -> None:
    cups = Queue("till", "cups://till", "Local Raw Printer", "socket://192.168.1.50:9100", (), True)
    windows = QueueInfo("厨房 58", "POS-58", "IP_192.168.1.50")
    (found,) = shown(*cups_sightings([cups]), *winspool_sightings([windows]), NETWORK)
    assert (found.uri, found.answers) == ("socket://192.168.1.50:9100", True)
    assert found.also == ("winspool://%E5%8E%A8%E6%88%BF%2058", "cups://till")
    assert found.profile == "generic-58mm-gbk"


def test_a_queue_that_is_not_raw_says_so() -> None:
    queue = Queue("till", "cups://till", "EPSON TM-T88V", "usb://EPSON/TM-T88V?serial=X", (), False)
    (found,) = shown(*cups_sightings([queue]))
    assert any("not raw" in note for note in found.notes)
    assert (found.make, found.model) == ("EPSON", "TM-T88V")


def test_a_queue_without_paper_and_an_office_printer_are_refused() -> None:
    pdf = QueueInfo("Microsoft Print to PDF", "Microsoft Print To PDF", "PORTPROMPT:")
    laser = QueueInfo("Office", "HP LaserJet Pro M404", "USB001")
    assert all(one.refused and not one.profile for one in shown(*winspool_sightings([pdf, laser])))


def test_the_uri_of_a_queue_can_be_opened() -> None:
    (seen,) = winspool_sightings([QueueInfo("厨房 58/2", "POS-58", "USB001")])
    assert transport_for(seen.uri).uri == seen.uri
