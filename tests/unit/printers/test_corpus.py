"""Streams that other libraries produce, on the simulated paper: in step, and as their authors say they look.

They are not ours to ship. They lie beside the checkout, if at all; without them these tests are skipped.
"""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from printers.profile import load_profile
from printers.simulator.interpreter import Interpreter, interpret
from printers.simulator.paper import Picture, Qr, Sheet
from printers.simulator.parser import TEXT, Parser, Token
from printers.simulator.syntax import UNKNOWN
from tests.unit.printers.barcode_reader import must_have_zbar, read

EPSON = load_profile("epson-80mm")
LATIN = load_profile("latin-80mm")
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
MIKE42 = CORPUS / "mike42+escpos-php"
EXAMPLES = MIKE42 / "test" / "integration" / "resources" / "output"
CAPTURED = MIKE42 / "captured-unit"
PYTHON = CORPUS / "python-escpos+python-escpos"
NIELS = CORPUS / "NielsLeenheer+ReceiptPrinterEncoder" / "tests-language-esc-pos"
TOOLS = CORPUS / "receipt-print-hq+escpos-tools"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="only on a machine with the streams of other libraries: NOT CHECKED"
)

#: Text of the streams captured from unit tests, by what their tests say they print. The others print none.
SAID = {
    "testTextRaw": ["Γé¼"],
    "testTextString": ["String1231.2"],
    "testTextStringOutput": ["The quick brown fox jumps over the lazy dog"],
    "test_function_barcode.py_test_barcode_EAN13-4006381333931-_x1ba_x01_x1dh_x1dw_x03_x1df_x00_x1dH_x02_x1dk_x0240": [
        "4006381333931"
    ],
    "test_function_text.py_test_block_text": ["All the presidents men were eating falafel", "for breakfast."],
    "test_function_text.py_test_textln": ["hello, world"],
    "test_magicencode.py_TestMagicEncode_TestForceEncoding_test": ["? ist teuro."],
    "test_magicencode.py_TestMagicEncode_TestWriteWithEncoding_test_change_from_another": ["€ ist teuro."],
    "test_magicencode.py_TestMagicEncode_TestWriteWithEncoding_test_init_from_none": ["€ ist teuro."],
    "test_magicencode.py_TestMagicEncode_TestWriteWithEncoding_test_no_change": ["╒ ist teuro."],
    "test_magicencode.py_TestMagicEncode_TestWrite_test_write": ["€ ist teuro."],
    "test_magicencode.py_TestMagicEncode_TestWrite_test_write_disabled": ["? ist teuro."],
    "test_magicencode.py_TestMagicEncode_TestWrite_test_write_no_codepage": ["_ ist teuro."],
}


def all_streams() -> list[Path]:
    files = sorted(CORPUS.rglob("*.bin"))
    assert len(files) > 240
    return files


def tokens(data: bytes, piece: int) -> list[Token]:
    parser = Parser(kanji_font=False)
    found = [token for at in range(0, len(data), piece) for token in parser.feed(data[at : at + piece])]
    rest = parser.rest()
    return found if rest is None else [*found, rest]


def text(sheets: list[Sheet]) -> list[str]:
    return [line for sheet in sheets for line in sheet.lines]


def pictures(data: bytes) -> list[Picture]:
    items = [item for s in interpret(data, LATIN).sheets for row in s.rows for item in row.items]
    return [item for item in items if isinstance(item, Picture)]


def dots(picture: Picture) -> Image.Image:
    """Ink 1."""
    return Image.frombytes("1", (picture.columns, picture.rows), picture.bits)


def thresholded(file: Path) -> Image.Image:
    """The author's picture on white paper, ink 1 where it is darker than middle grey."""
    picture = Image.open(file).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("L").point([255 if value < 128 else 0 for value in range(256)], "1")


def differs(one: Image.Image, other: Image.Image) -> int:
    assert one.size == other.size
    return ImageChops.logical_xor(one, other).histogram()[255]


def test_every_stream_is_read_in_step() -> None:
    for path in all_streams():
        data = path.read_bytes()
        whole = tokens(data, max(1, len(data)))
        assert [token for token in whole if token.name == UNKNOWN] == [], path
        assert b"".join(token.data for token in whole) == data, path
        assert [token.offset for token in whole[1:]] == [
            token.offset + len(token.data) for token in whole[:-1]
        ]
        if len(data) < 10_000:
            assert joined(tokens(data, 7)) == joined(whole), path
        result = Interpreter(LATIN)
        result.feed(data)
        result.finish()
        assert result.unknown == [], path
        for line in text(result.sheets):
            assert line.isprintable(), (path, line)


def joined(found: list[Token]) -> list[tuple[str, bytes]]:
    """Runs of text that a piece's end cut in two are one again."""
    whole: list[tuple[str, bytes]] = []
    for name, data, _ in found:
        if name == TEXT and whole and whole[-1][0] == TEXT:
            whole[-1] = (TEXT, whole[-1][1] + data)
        else:
            whole.append((name, data))
    return whole


def test_captured_streams_print_their_text_and_nothing_else() -> None:
    files = [*CAPTURED.glob("*.bin"), *(PYTHON / "captured-tests").glob("*.bin")]
    assert len(files) > 180
    for path in files:
        if path.stem != "testTextChinese":
            assert text(interpret(path.read_bytes(), LATIN).sheets) == SAID.get(path.stem, []), path
    chinese = interpret((CAPTURED / "testTextChinese.bin").read_bytes(), EPSON)
    assert text(chinese.sheets) == ["示例文本打印机!"]


def test_what_the_javascript_encoder_says_it_printed() -> None:
    for entry in json.loads((NIELS / "index.json").read_text(encoding="utf-8")):
        call = entry["call"]
        lines = text(interpret((NIELS / entry["file"]).read_bytes(), LATIN).sheets)
        if "codepage('auto')" in call:
            assert lines == ["hé÷жł"], call
        elif ".text('h" in call:
            # The one page it asks for that has no é prints its question mark.
            assert lines == ["h?llo" if "katakana" in call else "héllo" if "é" in call else "hello"], call
        elif ".line(" in call:
            assert [line.strip() for line in lines] == ["hello"], call
        else:
            assert lines == [], call


def test_the_receipt_reads_as_its_authors_tool_says() -> None:
    said = (TOOLS / "doc" / "esc2text.md").read_text(encoding="utf-8")
    lines = said.split("receipt-with-logo.bin\n", 1)[1].split("```", 1)[0].splitlines()
    for path in CORPUS.rglob("receipt-with-logo.bin"):
        if "SnailDev" not in path.parent.as_posix():
            ours = text(interpret(path.read_bytes(), LATIN).sheets)
            assert [line for line in ours if line] == [line for line in lines if line]


def bands(picture: Image.Image) -> list[tuple[int, int, int]]:
    """Lines of ink: top, left, right."""
    ink = picture.convert("L").point([255 if value < 128 else 0 for value in range(256)])
    found: list[tuple[int, int, int]] = []
    was_blank = True
    top = left = right = 0
    for y in range(ink.height + 1):
        box = ink.crop((0, y, ink.width, y + 1)).getbbox() if y < ink.height else None
        if box is None:
            if not was_blank:
                found.append((top, left, right))
        elif was_blank:
            top, left, right = y, box[0], box[2]
        else:
            left, right = min(left, box[0]), max(right, box[2])
        was_blank = box is None
    return found


def test_the_receipt_stands_on_the_paper_as_on_the_scanned_one() -> None:
    scan = Image.open(TOOLS / "doc" / "receipt-with-logo-small.png").convert("L")
    theirs = bands(scan.crop((3, 3, scan.width - 3, scan.height - 3)))
    ours = bands(interpret((TOOLS / "receipt-with-logo.bin").read_bytes(), LATIN).sheets[0].image)
    assert len(ours) == len(theirs) == 15
    left, right = min(band[1] for band in theirs), max(band[2] for band in theirs)
    across = 576 / (right - left)
    down = (ours[-1][0] - ours[0][0]) / (theirs[-1][0] - theirs[0][0])
    for our, their in zip(ours, theirs):
        # A dot of the scan is two of ours, and glyphs differ in their side bearings.
        assert abs(our[0] - ours[0][0] - (their[0] - theirs[0][0]) * down) <= 8
        assert abs(our[1] - (their[1] - left) * across) <= 8
        assert abs(our[2] - (their[2] - left) * across) <= 8


def test_the_logo_is_the_one_the_tool_cut_out() -> None:
    (logo,) = pictures((TOOLS / "receipt-with-logo.bin").read_bytes())
    assert differs(dots(logo), thresholded(MIKE42 / "example" / "resources" / "escpos-php.png")) == 0
    half = Image.open(TOOLS / "doc" / "receipt-with-logo-img.png").convert("L")
    ours = dots(logo).convert("L").point([255 - value for value in range(256)])
    shrunk = ours.resize(half.size, Image.Resampling.BOX)
    assert ImageStat.Stat(ImageChops.difference(shrunk, half)).mean[0] < 6


@pytest.mark.parametrize("name", ["graphics", "bit-image"])
def test_tux_is_printed_dot_for_dot_at_every_scale(name: str) -> None:
    tux = thresholded(MIKE42 / "example" / "resources" / "tux.png")
    printed = pictures((EXAMPLES / f"{name}.bin").read_bytes())
    assert [(picture.scale_x, picture.scale_y) for picture in printed] == [(1, 1), (2, 1), (1, 2), (2, 2)]
    image = interpret((EXAMPLES / f"{name}.bin").read_bytes(), LATIN).sheets[0].image
    for picture in printed:
        assert differs(dots(picture).crop((0, 0, *tux.size)), tux) == 0
    for row in interpret((EXAMPLES / f"{name}.bin").read_bytes(), LATIN).sheets[0].rows:
        for item in row.items:
            if isinstance(item, Picture):
                place = (item.x, row.y, item.x + tux.width * item.scale_x, row.y + tux.height * item.scale_y)
                on_paper = ImageChops.invert(image.crop(place).convert("L")).convert("1")
                large = tux.convert("L").resize(on_paper.size, Image.Resampling.NEAREST).convert("1")
                assert differs(on_paper, large) == 0


def test_small_pictures_are_those_of_their_tests() -> None:
    """black, white, the upper half black: `Black`, `White`, `Both`, `Transparent` in the streams' names."""
    names = {
        "black": MIKE42 / "test" / "unit" / "resources" / "canvas_black.png",
        "white": MIKE42 / "test" / "unit" / "resources" / "canvas_white.png",
        "both": MIKE42 / "test" / "unit" / "resources" / "black_white.png",
        "transparent": MIKE42 / "test" / "unit" / "resources" / "black_transparent.png",
    }
    streams = [*CAPTURED.glob("test*Image*.bin"), *CAPTURED.glob("testGraphics*.bin")]
    streams += (PYTHON / "captured-tests").glob("test_function_image.py_test_bit*.bin")
    streams += (PYTHON / "captured-tests").glob("test_function_image.py_test_graphics*.bin")
    assert len(streams) >= 24
    for path in streams:
        kind = next(name for name in names if name in path.stem.lower())
        expected = thresholded(names[kind])
        (picture,) = pictures(path.read_bytes())
        # Rasters fill their last byte, columns their 24 dots, with white.
        box = dots(picture).getbbox()
        assert box == expected.getbbox(), path
        assert differs(dots(picture).crop((0, 0, *expected.size)), expected) == 0, path


def test_large_pictures_of_the_python_tests() -> None:
    folder = PYTHON / "captured-tests"
    for name in ("test_center_image", "test_width_too_large"):
        (picture,) = pictures((folder / f"test_function_image.py_{name}.bin").read_bytes())
        assert (picture.columns, picture.rows, set(picture.bits)) == (384, 200, {0xFF})
    parts = pictures((folder / "test_function_image.py_test_large_graphics.bin").read_bytes())
    assert [(part.rows, part.bits) for part in parts] == [(1, b"\xc0"), (1, b"\x00")], (
        "one picture in two pieces"
    )


def test_codes_of_other_libraries_can_be_read() -> None:
    must_have_zbar()
    folder = PYTHON / "captured-tests"
    for name in ("test_soft_barcode_ean8", "test_soft_barcode_ean8_nocenter"):
        sheet = interpret((folder / f"test_function_softbarcode.py_{name}.bin").read_bytes(), LATIN).sheets[0]
        assert read(sheet.image) == [("EAN-8", b"12345670")]
    for path in [*CAPTURED.glob("testQRCode*.bin"), *folder.glob("test_function_qr_native*.bin")]:
        for sheet in interpret(path.read_bytes(), LATIN).sheets:
            assert [kind for kind, _ in read(sheet.image)] == ["QR-Code"], path
    for name, data in (("22_qrcode", b"https://nielsleenheer.com"), ("24_barcode", b"3130630574613")):
        (path,) = NIELS.glob(f"{name}*.bin")
        assert [found for _, found in read(interpret(path.read_bytes(), LATIN).sheets[0].image)] == [data]


def test_every_code_of_the_examples_is_drawn() -> None:
    for name, kind, count in (("qr-code", Qr, 15), ("pdf417-code", Picture, 10), ("barcode", Picture, 30)):
        result = interpret((EXAMPLES / f"{name}.bin").read_bytes(), LATIN)
        items = [item for sheet in result.sheets for row in sheet.rows for item in row.items]
        assert sum(isinstance(item, kind) for item in items) >= count, name


def test_the_code_page_example_reads_in_its_languages() -> None:
    lines = "\n".join(text(interpret((EXAMPLES / "character-encodings.bin").read_bytes(), LATIN).sheets))
    whole = lines.replace("\n", "")
    for sentence in (
        "Quizdeltagerne spiste jordbær med fløde, mens cirkusklovnen Wolther spillede på xylofon.",
        "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
        "Le cœur déçu mais l'âme plutôt naïve, Louÿs rêva de crapaüter en canoë",
        "Árvíztűrő tükörfúrógép.",
        "Glāžšķūņa rūķīši dzērumā čiepj Baha koncertflīģeļu vākus.",
        "Pchnąć w tę łódź jeża lub ośm skrzyń fig.",
        "В чащах юга жил бы цитрус? Да, но фальшивый экземпляр!",
        "Pijamalı hasta, yağız şoföre çabucak güvendi.",
        "ｲﾛﾊﾆﾎﾍﾄ ﾁﾘﾇﾙｦ ﾜｶﾖﾀﾚｿ ﾂﾈﾅﾗﾑ",
    ):
        assert sentence in whole


def test_characters_that_carry_their_own_shapes_show_them() -> None:
    (path,) = (CORPUS / "mike42+escpos-snippets" / "unifont-bitmap-font").glob("*.bin")
    sheet = interpret(path.read_bytes(), LATIN).sheets[0]
    # 161 languages' names, each letter of them defined and printed.
    assert len(sheet.lines) == 161
    assert {character for line in sheet.lines for character in line} <= {"□", " "}
    assert len(bands(sheet.image)) >= 150


def test_the_chinese_receipt_reads_as_chinese() -> None:
    (path,) = CORPUS.rglob("receipt-text.bin")
    lines = text(interpret(path.read_bytes(), EPSON).sheets)
    assert any("合计" in line or "总计" in line or "谢谢" in line for line in lines)
    assert "?" not in "".join(lines)
