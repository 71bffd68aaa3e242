"""The templates by themselves, with invented texts, for whoever edits one: a page to be opened in a browser.

`python -m assistant.ui.preview [PART] [--lang fr] > page.html`, without a server; `samples/` has the texts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.ui import templating
from assistant.ui.samples import SAMPLES


def render_parts(language: str, names: Sequence[str] = tuple(SAMPLES)) -> dict[str, Markup]:
    """Return the HTML of parts, by the name of their template without its ending."""
    return {name: templating.render(f"{name}.html", language, **SAMPLES[name](language)) for name in names}


def page(language: str, parts: Mapping[str, Markup]) -> str:
    """Return a page that shows parts as the web app does, but for what is Gradio's."""
    styles = Markup("").join(Markup(path.read_text(encoding="utf-8")) for path in templating.STYLES)  # noqa: S704
    return templating.render("_preview.html", language, styles=styles, parts=parts.items()).lstrip()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page of one part, or of all, to the standard output."""
    parser = argparse.ArgumentParser(prog="python -m assistant.ui.preview", description="Look at the templates.")
    parser.add_argument("part", nargs="?", choices=tuple(SAMPLES), metavar="PART", help=", ".join(SAMPLES))
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default=i18n.DEFAULT)
    chosen = parser.parse_args(arguments)
    names = (chosen.part,) if chosen.part else tuple(SAMPLES)
    sys.stdout.write(page(chosen.lang, render_parts(chosen.lang, names)))


if __name__ == "__main__":
    main()
