"""Whatever comes in from outside gets its documented answer, and never a command to the printer."""

import json
import time
from pathlib import Path

import pytest

from tests.e2e.rig import SECRET, order, shop, signed, until

SECRETS = ("13800138000", "望京街7号", "王小明")


@pytest.mark.timeout(120)
def test_refusals_and_hostile_text(tmp_path: Path) -> None:
    with shop(tmp_path) as (desk, kitchen, _counter):
        body = json.dumps(order(7)).encode()
        assert desk.post(body, secret="whsec_" + "bm90IHRoZSBrZXk=")[0] == 401
        assert desk.post(body, timestamp=int(time.time()) - 301)[0] == 401
        assert desk.post(body, timestamp=int(time.time()) + 301)[0] == 401
        assert desk.request("POST", "/v1/webhooks/website", body)[0] == 401
        assert desk.request("POST", "/v1/webhooks/nobody", body, signed(body))[0] == 404
        assert desk.post(b"{")[0] == 400
        assert desk.post(b"")[0] == 400
        assert desk.post(b"[" * 20_000 + b"]" * 20_000)[0] == 400
        assert desk.post(b'{"a":' * 20_000 + b"1" + b"}" * 20_000)[0] == 400
        assert desk.post({**order(7), "lines": []})[0] == 400
        lone = json.dumps(order(7, note="SURROGATE")).replace("SURROGATE", "\\ud800")
        assert desk.post(lone.encode())[0] == 400
        assert desk.post(b'{"pad":"' + b"x" * 300_000 + b'",' + body[1:])[0] == 413
        assert desk.request("GET", "/v1/orders", headers={"Authorization": "Bearer wrong"})[0] == 401
        assert kitchen.status()["sheets_cut"] == 0

        evil = "".join(map(chr, range(32))) + "\x7f\x1b@\x1dV\x00\x10\x14\x01\x00\x05\x1bp\x00\x19\xfa"
        hostile = order(8)
        hostile["note"] = evil + "王小明"
        hostile["lines"][0]["name"] = "蛋糕" + evil
        hostile["lines"][0]["note"] = evil
        hostile["lines"][0]["options"] = [{"name": evil, "value": evil, "price": 0}]
        hostile["fulfilment"].update(name=evil, phone=evil, address=evil + "望京街7号")
        hostile["customer"] = {"external_id": evil, "nickname": evil, "phone": evil}
        assert desk.post(hostile)[0] == 202
        long = order(9, note="长" * 10_000)
        long["lines"] = [{"name": f"货{n}", "quantity": 1} for n in range(500)]
        assert desk.post(long)[0] == 202
        assert desk.post(order(10))[0] == 202
        until(lambda: len(kitchen.sheets()) == 3, 40, "three kitchen tickets")
        status = kitchen.status()
        assert status["drawer_kicks"] == 0
        assert status["sheets_cut"] == 3
        wide = kitchen.sheets()[1]
        assert "货499" in wide
        until(lambda: all(j["state"] == "confirmed" for j in desk.jobs()), 30, "all confirmed")
        log = desk.log()
        assert "website" in log
        assert not any(secret in log for secret in (*SECRETS, SECRET, "13800138000"))
