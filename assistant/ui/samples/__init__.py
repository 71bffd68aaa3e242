"""Invented texts for each template, to look at it by itself (`assistant/ui/preview.py`), one module an area."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.ui.samples import answers, study, tables

# A template, without its ending, and how to fill it in a language of the interface.
SAMPLES: Mapping[str, Callable[[str], Mapping[str, object]]] = {**answers.SAMPLES, **tables.SAMPLES, **study.SAMPLES}
