#!/usr/bin/env bash
# What one would expect: the text of an error of the openai client shows all that the server said, as it did up to
# version 2: str(error) is “Error code: 400 - {'error': {'message': …, 'type': …, 'code': …}}”, and a search of it finds
# “exceed_context_size_error” (llama.cpp) or “insufficient_quota” whatever field they stand in.
# What happens: from version 3 on it shows the message alone; code and type are left to the attributes and to `body`.
# (openai 3.57.0, beside 2.54.0; Python 3.11, seen on 2026-11-30)
# What goes by it: assistant/ask/models/faults.py: `_said` puts the text together from message, code, type and body.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cat > "$folder/show.py" <<'PYTHON'
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import openai

ERROR = {"code": 400, "message": "request (9 tokens) exceeds the size (8 tokens)", "type": "exceed_context_size_error"}


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        body = json.dumps({"error": ERROR}).encode()
        self.send_response(400)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = openai.OpenAI(base_url=f"http://127.0.0.1:{server.server_port}/v1", api_key="none", max_retries=0)
try:
    client.chat.completions.create(model="x", messages=[{"role": "user", "content": "?"}])
except openai.BadRequestError as error:
    print(openai.__version__, str(error), error.type, sep=" | ")
    assert error.type == ERROR["type"]
    assert ("exceed_context_size_error" in str(error)) == openai.__version__.startswith("2.")
server.shutdown()
PYTHON
for version in 2.54.0 3.57.0; do
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "openai==$version"
  "$folder/venv/bin/python" "$folder/show.py"
done
