"""Gradio is imported without what costs time and serves nobody."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import gc, inspect
from assistant.ui.starting import quickly
with quickly():
    assert not gc.isenabled()
    from gradio import component_meta
    written = []
    component_meta.create_pyi = lambda *given: written.append(given)
    import gradio
    class Own(gradio.HTML): pass
assert written == [] and gc.isenabled()
assert inspect.getfile(gradio.HTML).endswith("html.py")
"""


def test_no_stub_is_written_and_all_is_as_before() -> None:
    subprocess.run([sys.executable, "-c", _SCRIPT], check=True, timeout=120)
