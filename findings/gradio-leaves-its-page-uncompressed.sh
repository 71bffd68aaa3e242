#!/usr/bin/env bash
# What one would expect: Gradio, which brings Brotli and adds its middleware by itself, compresses its answers for a
# browser that says it takes compressed ones, the page first of all.
# What happens: only what has an extension (.js, .css, .json …) is compressed. The page at `/`, with the description of
# every component in it the largest text of a first visit, goes as it is, and so does `/config`; nothing says so.
# (gradio 6.31.0, brotli 1.2.1; Python 3.11, seen on 2026-12-01: a script 47,976 of 135,275 bytes; the page unchanged)
# What goes by it: Starlette's GZipMiddleware around the whole app (assistant/ui/app.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "gradio==6.31.0" "httpx==0.28.1"
cat > "$folder/show.py" <<'PYTHON'
import re

import gradio
import httpx

with gradio.Blocks(analytics_enabled=False) as page:
    for number in range(200):
        gradio.Textbox(label=f"Box {number}")
page.launch(prevent_thread_lock=True, server_name="127.0.0.1", quiet=True, ssr_mode=False)
with httpx.Client(base_url=page.local_url, headers={"Accept-Encoding": "br, gzip"}) as client:
    first = client.get("/")
    script = client.get("/" + re.search(r"assets/[\w.-]+\.js", first.text).group())
    config = client.get("/config")
    encodings = []
    for name, answer in (("the page", first), ("/config", config), ("a script", script)):
        encodings.append(answer.headers.get("content-encoding"))
        print(f"{name}: {len(answer.content):,} characters, content-encoding {encodings[-1]}")
page.close(verbose=False)
assert encodings == [None, None, "br"], encodings
PYTHON
"$folder/venv/bin/python" "$folder/show.py"
