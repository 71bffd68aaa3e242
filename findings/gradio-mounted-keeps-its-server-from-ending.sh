#!/usr/bin/env bash
# What one would expect: a FastAPI app with a Gradio page mounted in it ends on SIGTERM like any other: the connection that
# each open page keeps, a stream without end, is closed when the server shuts down, as `launch()` does for its own.
# What happens: the stream watches an event that nothing sets where the page is mounted, so that uvicorn waits for the
# connection as long as the page is open – for ever, unless it was given a limit (`timeout_graceful_shutdown`), after
# which it cuts off whatever answers are under way as well. Setting `stop_event` of the mounted app ends it at once.
# (gradio 6.31.0, uvicorn 0.54.0, fastapi 0.165.0; Python 3.11, seen on 2026-12-01: still there after 10 s; 0.2 s with it)
# What goes by it: assistant/ui/app.py hands that event to assistant/ui/server/graceful.py.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "gradio==6.31.0" "uvicorn==0.54.0" "fastapi==0.165.0"
cat > "$folder/server.py" <<'PYTHON'
import os
import sys

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import fastapi
import gradio
import uvicorn

with gradio.Blocks() as page:
    gradio.State(0)
app = gradio.mount_gradio_app(fastapi.FastAPI(), page, path="/", ssr_mode=False)
mounted = app.routes[-1].app


class Server(uvicorn.Server):
    async def shutdown(self, sockets=None):
        if sys.argv[2] == "told":
            mounted.stop_event.set()
        await super().shutdown(sockets)


Server(uvicorn.Config(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")).run()
PYTHON
cat > "$folder/show.py" <<'PYTHON'
import http.client
import signal
import socket
import subprocess
import sys
import time

for how in ("as it comes", "told"):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, sys.argv[1], str(port), how])
    while True:
        try:
            opened = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            opened.request("GET", "/gradio_api/heartbeat/visitor")  # what an open page keeps
            opened.getresponse()
            break
        except OSError:
            time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    try:
        process.wait(10)
        print(f"{how}: ended after {time.monotonic() - began:.1f} s")
        assert how == "told"
    except subprocess.TimeoutExpired:
        print(f"{how}: still there after 10 s, for one open page")
        process.kill()
        process.wait()
        assert how == "as it comes"
PYTHON
"$folder/venv/bin/python" "$folder/show.py" "$folder/server.py"
