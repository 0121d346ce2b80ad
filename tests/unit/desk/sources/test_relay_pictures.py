"""Pictures of products: scaled, named by what they are, and nothing else of the disk."""

import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from desk.sources.relay_pictures import SIDES, Pictures


def photo(
    folder: Path, name: str = "cake.jpg", size: tuple[int, int] = (900, 600), turned: bool = False
) -> Path:
    folder.mkdir(exist_ok=True)
    made = Image.new("RGB", size, "red")
    made.paste("blue", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    exif[0x010E] = "secret place"
    made.save(folder / name, exif=exif)
    return folder / name


def test_a_picture_is_square_and_says_nothing_of_its_maker(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    photo(folder)
    scaled = Pictures(folder).of("cake.jpg")
    assert len(scaled) == len(SIDES)
    for each, side in zip(scaled, SIDES, strict=True):
        assert each.name == hashlib.sha256(each.data).hexdigest()
        assert b"secret" not in each.data
        with Image.open(io.BytesIO(each.data)) as opened:
            assert (opened.format, opened.size) == ("WEBP", (side, side))


def test_a_telephones_picture_stands_upright(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    photo(folder, turned=True)
    with Image.open(io.BytesIO(Pictures(folder).of("cake.jpg")[0].data)) as opened:
        top, bottom = opened.convert("RGB").getpixel((100, 10)), opened.convert("RGB").getpixel((100, 200))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[2] > 200 and bottom[0] > 200


def test_a_changed_file_is_another_picture(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    photo(folder)
    pictures = Pictures(folder)
    before = pictures.of("cake.jpg")
    assert pictures.of("cake.jpg") is before
    photo(folder, size=(601, 600))
    assert pictures.of("cake.jpg") != before


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "/etc/passwd",
        "",
        "none.png",
        "https://x.example/a.png",
        "link.png",
        ".",
        "\x00",
        "a" * 5000,
    ],
)
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    photo(tmp_path, "secret.png")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    assert Pictures(folder).of(name) == ()


def test_what_is_no_picture_or_a_bomb_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "text.jpg").write_bytes(b"<html>")
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    (folder / "bomb.png").write_bytes(
        bomb + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    )
    pictures = Pictures(folder)
    for name in ("text.jpg", "bomb.png"):
        for _ in range(3):
            assert pictures.of(name) == ()
        assert caplog.text.count(f"the picture {name}") == 1
