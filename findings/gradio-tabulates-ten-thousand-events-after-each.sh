#!/usr/bin/env bash
# What one would expect: with analytics off (`GRADIO_ANALYTICS_ENABLED=False`) and the page of figures switched off
# (`enable_monitoring=False`), Gradio keeps no figures of events, and an event costs the same however many came before.
# What happens: after every event, the last 10,000 are put into a pandas table, grouped by function, and percentiles are
# taken of them. An event of a server that has answered 10,000 before costs several times as much as its first ones.
# Two variables end it, neither named for what it does: GRADIO_ANALYTICS_CACHE_FREQUENCY (a summary every so many
# events; 1 by default) and GRADIO_ANALYTICS_MAX_EVENTS.
# (gradio 6.31.0, pandas 3.1.1; Python 3.11, seen on 2026-12-01: 1.3 ms after 10 events, 11 ms after 10,000)
# What goes by it: app.py sets both variables.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "gradio==6.31.0" "pandas==3.1.1"
cat > "$folder/show.py" <<'PYTHON'
import os
import sys
import time

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio
from gradio_client import Client

with gradio.Blocks() as page:
    box = gradio.Textbox()
    gradio.Button().click(lambda text: text, box, box, api_name="say")
page.queue().launch(prevent_thread_lock=True, server_name="127.0.0.1", quiet=True, enable_monitoring=False)
client = Client(page.local_url, verbose=False)
queue = page._queue
client.predict("x", api_name="/say")


def spent():
    """Return the processor time of one summary as Gradio makes it after an event, in milliseconds."""
    records = list(queue.event_analytics.values())
    queue.events_recorded += 1
    began = time.thread_time()
    queue.compute_analytics_summary(records)
    return (time.thread_time() - began) * 1000


one = next(iter(queue.event_analytics.values()))
found = {}
for count in (10, 10_000):
    for number in range(len(queue.event_analytics), count):
        queue.event_analytics[f"event {number}"] = dict(one)
    spent()
    found[count] = min(spent() for _ in range(5))
    print(f"{sys.argv[1]}: after {count} events, {found[count]:.2f} ms for the figures of the next")
page.close(verbose=False)
if sys.argv[1] == "as it comes":
    assert found[10_000] > 4 * found[10] > 0.4
else:
    assert found[10_000] < 0.1
PYTHON
"$folder/venv/bin/python" "$folder/show.py" "as it comes"
GRADIO_ANALYTICS_CACHE_FREQUENCY=1000000000000 "$folder/venv/bin/python" "$folder/show.py" "with the variable"
