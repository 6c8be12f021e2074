"""A Jobindsats on 127.0.0.1: it refuses what the real one refuses, and writes as it writes.

What it knows of the real one: addresses, headers, parameters and answers of version 2 and 3 as
described in ../shared/domain.md §2. It is strict: another parameter, key or table is an error.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

TOKEN = "noegle-til-proeven"
MEASURES = ("Antal personer", "Andel")
ROWS = (
    ("Fanø", "2021M08", None, "9,1"),
    ("Fanø", "2021M09", "22", "8,5"),
    ("Hele landet", "2021M08", "1.234.567", "4,0"),
)
TABLES = ("y60j01", "y25i01")


class Jobindsats(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Quiet."""

    def do_GET(self):
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        version = parts.path[1:3]
        want = TOKEN if version == "v2" else f"Bearer {TOKEN}"
        if self.headers["Authorization"] != want:
            return self.answer(401, "no")
        if parts.path == "/v2/tables":
            return self.answer(200, json.dumps([{"TableID": name} for name in TABLES]))
        found = re.fullmatch(r"/v2/data/(\w+)/(json|csv)|/v3/data/(\w+)", parts.path)
        table = found and (found[1] or found[3])
        if table == "slow0":
            return self.answer(429, "slow down")
        if table == "odd01":
            return self.answer(200, "<html>")
        if table not in TABLES:
            return self.answer(404, "no table")
        return self.v3(asked) if found[3] else self.v2(asked, found[2])

    def v2(self, asked, form):
        if not re.fullmatch(r"l\(M:\d+\)", asked.get("period", "")) or asked.keys() - {
            "area",
            "period",
        }:
            return self.answer(400, "period")
        rows = self.rows(asked.get("area", "").split(",") if "area" in asked else [])
        if form == "csv":
            lines = [("Area", "Period", *MEASURES), *rows]
            text = "\n".join(";".join(cell or "" for cell in line) for line in lines)
            return self.answer(200, "\ufeff" + text, "text/csv")
        names = [
            ("Area", "Område"),
            ("Period", "Periode"),
            ("m1", MEASURES[0]),
            ("m2", MEASURES[1]),
        ]
        variables = [{"Name": name, "Label": label} for name, label in names]
        return self.answer(200, "\ufeff" + json.dumps([{"Variables": variables, "Data": rows}]))

    def v3(self, asked):
        needed = {"mgroup.*": "*", "format": "json"}
        if any(asked.get(key) != value for key, value in needed.items()):
            return self.answer(400, "mgroup")
        if not re.fullmatch(r"latest:\d+", asked.get("period.M", "")):
            return self.answer(400, "period")
        place = asked["hierarchy._nykom"]
        rows = self.rows([] if place == "*" else [place])
        columns = ["hierarchy._nykom", "period.M", *MEASURES]
        return self.answer(200, json.dumps({"columns": columns, "rows": rows}))

    def rows(self, areas):
        return [row for row in ROWS if not areas or row[0] in areas]

    def answer(self, status, text, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())


@contextmanager
def served():
    """The address of a fake that runs for as long as it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Jobindsats)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
