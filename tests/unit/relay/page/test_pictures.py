"""Pictures on the page: handed over by the desk, shown to anybody, and never what they are not."""

import hashlib
import io
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from desk.relay.devices import new_code
from desk.relay.protocol import DEVICE, SIGNATURE, TIME, encoded, to_sign
from tests.unit.relay.page.browser import Browser
from tests.unit.relay.page.page_rig import PageRig, story


def webp(side: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (side, side), "orange").save(written, "WEBP")
    return written.getvalue()


class Desk:
    """A paired desk that hands pictures over."""

    def __init__(self, rig: PageRig, browser: Browser) -> None:
        self.rig, self.client = rig, browser.client
        self.key = Ed25519PrivateKey.generate()
        self.device = ""

    async def pair(self) -> None:
        code = await self.rig.store.write(lambda work: new_code(work, self.rig.at()))
        public = encoded(self.key.public_key().public_bytes_raw())
        answer = await self.client.post("/v1/pair", json={"code": code, "name": "desk", "key": public})
        self.device = answer.json()["device"]

    async def put(self, name: str, body: bytes) -> int:
        target, stamp = f"/v1/pictures/{name}", str(int(self.rig.now))
        signature = encoded(self.key.sign(to_sign("PUT", target, stamp, body)))
        headers = {DEVICE: self.device, TIME: stamp, SIGNATURE: signature}
        return (await self.client.put(target, content=body, headers=headers)).status_code


def test_a_picture_of_the_desk_is_on_the_page(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            desk = Desk(rig, guest)
            await desk.pair()
            small, large = webp(208), webp(416)
            names = tuple(hashlib.sha256(each).hexdigest() for each in (small, large))
            for name, body in zip(names, (small, large), strict=True):
                assert await desk.put(name, body) == 200
            await rig.sells(pictures={"TART": names, "BOX": ("nonsense", "x" * 64)})
            page = (await guest.get("/m/cake/")).answer.text
            assert f'src="/m/p/{names[0]}.webp"' in page
            assert f"/m/p/{names[1]}.webp 416w" in page
            assert "nonsense" not in page
            shown = await guest.client.get(f"/m/p/{names[0]}.webp")
            assert shown.content == small
            assert shown.headers["content-type"] == "image/webp"
            assert "immutable" in shown.headers["cache-control"]

    story(tmp_path, play)


@pytest.mark.parametrize("what", ["html", "other name", "too large", "stranger"])
def test_what_is_not_what_its_name_says_is_refused(tmp_path: Path, what: str) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            desk = Desk(rig, guest)
            if what != "stranger":
                await desk.pair()
            body = {"html": b"<script>", "too large": webp(10) + b"\0" * 300_000}.get(what, webp(10))
            name = "0" * 64 if what == "other name" else hashlib.sha256(body).hexdigest()
            assert await desk.put(name, body) in {400, 401, 413}
            for shown in (f"{name}.webp", f"{name}.html", "..%2Fx.webp", "x.webp"):
                assert (await guest.client.get(f"/m/p/{shown}")).status_code == 404

    story(tmp_path, play)
