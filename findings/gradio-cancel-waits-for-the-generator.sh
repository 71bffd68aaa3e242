#!/usr/bin/env bash
# What one would expect: to cancel a running event of Gradio, whose handler is a generator, is a matter of moments: the
# request is answered at once, and the generator is closed wherever it stands, as asyncio does with a task.
# What happens: a plain generator runs in a thread, where nothing can interrupt it. The request to cancel (`cancels=` of
# an event, or `Job.cancel()` of the client) is answered only when the generator comes to its next `yield` by itself; its
# `finally` runs no sooner. The client gives up after 5 seconds, httpx's own limit: with a handler that waits for longer,
# for the first word of a language model, say, `cancel()` raises ReadTimeout although the job is cancelled later.
# (gradio 6.31.0, gradio_client 2.7.2, httpx 0.28.1; Python 3.11, seen on 2026-11-30)
# What goes by it: assistant/ui/parts/writings.py stops a model by an event of its own, which cuts the connection.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "gradio==6.31.0" "gradio_client==2.7.2" "httpx==0.28.1"
cat > "$folder/show.py" <<'PYTHON'
import os
import sys
import time

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio
import httpx
from gradio_client import Client

WAIT = float(sys.argv[1])
seen = {}


def slow(text):
    try:
        yield "first"
        seen["waiting"] = time.monotonic()
        time.sleep(WAIT)
        seen["woke"] = time.monotonic()
        yield "second"
    finally:
        seen["closed"] = time.monotonic()


with gradio.Blocks() as page:
    box, out = gradio.Textbox(), gradio.Textbox()
    gradio.Button().click(slow, box, out, api_name="slow")
page.queue().launch(prevent_thread_lock=True, server_name="127.0.0.1", quiet=True)
client = Client(page.local_url, verbose=False)
job = client.submit("x", api_name="/slow")
while "waiting" not in seen:
    time.sleep(0.05)
asked = time.monotonic()
try:
    said = repr(job.cancel())
except httpx.ReadTimeout:
    said = "ReadTimeout"
took = time.monotonic() - asked
while "closed" not in seen:
    time.sleep(0.05)
closed = seen["closed"] - asked
print(f"handler waits {WAIT:.0f} s: cancel() → {said} after {took:.1f} s; generator closed after {closed:.1f} s")
assert said == ("True" if WAIT < 5 else "ReadTimeout"), said
assert closed > WAIT - 0.5 and took > min(WAIT, 5) - 0.5
page.close(verbose=False)
PYTHON
for wait in 3 9; do "$folder/venv/bin/python" "$folder/show.py" "$wait"; done
