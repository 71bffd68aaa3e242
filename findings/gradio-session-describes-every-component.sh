#!/usr/bin/env bash
# What one would expect: a visitor who has asked one thing of a Gradio app costs the server what the function keeps for
# them: nothing, where the app has no `gr.State`.
# What happens: the first event of a session builds the description of every component of the page, by looking up the
# signature of each constructor, and keeps it – for links that carry the state of a page (`gr.DeepLinkButton`), whether
# the page has one or not. It grows with the page, not with what the visitor does: with 200 text boxes, some 440 kB and
# 20 ms a session; the last 10,000 sessions are kept (`state_session_capacity`), 4 GB of them.
# (gradio 6.31.0; Python 3.11, seen on 2026-12-01)
# What goes by it: assistant/ui/server/sessions.py keeps sessions without these descriptions, and fewer of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "gradio==6.31.0"
"$folder/venv/bin/python" - <<'PYTHON'
import os
import time
import tracemalloc

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio

print(f"gradio {gradio.__version__}")
kept = {}
for count in (20, 200):
    with gradio.Blocks() as page:
        boxes = [gradio.Textbox() for _ in range(count)]
        gradio.Button().click(lambda text: text, boxes[0], boxes[1])
    app = gradio.routes.App.create_app(page)
    app.state_holder["the first"]  # what is shared by all
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(20):
        app.state_holder[f"visitor {number}"]  # as the first event of a session does
    kept[count] = (tracemalloc.get_traced_memory()[0] - before) / 20 / 1000
    tracemalloc.stop()
    began = time.perf_counter()
    for number in range(20):
        app.state_holder[f"other {number}"]
    took = (time.perf_counter() - began) / 20 * 1000
    described = len(list(app.state_holder["visitor 1"].components))
    print(f"{count} boxes, no state: {kept[count]:.0f} kB and {took:.1f} ms a session; {described} components described")
print(f"sessions kept: {app.state_holder.capacity}")
assert kept[200] > 5 * kept[20] and kept[200] > 200
assert app.state_holder.capacity == 10000
PYTHON
