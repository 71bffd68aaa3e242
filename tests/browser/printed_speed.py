"""How long it takes from a click on a citation to its page, marked, in a PDF of a hundred pages.

    python -m tests.browser.printed_speed

The file is made here, every run shows a paragraph and a page that nobody has seen before, on loopback, in Chromium.
The time ends when the picture is decoded and the marks stand over it. The first one is told apart.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from assistant.service import Assistant
from assistant.settings import Settings
from tests.browser.conftest import CHROMIUM, serving
from tests.corpus.test_pdf_notes import Typeset, write_pdf

PAGES = 100
RUNS = 10
MOST = 300  # milliseconds
_LINES = 36  # of a page
_CROPS = "barley oats rye wheat hay clover beans lentils flax hemp apples pears plums walnuts honey wool".split()

# In the page: press a button, wait for the picture of what it opens, and tell how long that took.
_TIMED = """async (button) => {
  const started = performance.now();
  button.click();
  for (;;) {
    const image = document.querySelector('dialog.printed img');
    if (image?.src && image.complete && image.naturalWidth && document.querySelector('dialog.printed .line')) {
      await image.decode();
      const took = performance.now() - started;
      document.querySelector('dialog.printed [data-close]').click();
      document.querySelector('dialog.printed .leaf').replaceChildren();
      return took;
    }
    await new Promise((later) => setTimeout(later, 2));
  }
}"""


def page(number: int) -> list[Typeset]:
    """Return a page of four numbered paragraphs."""
    lines: list[Typeset] = [(800, 9, f"Register of the harvest, page {number}")] if number > 1 else []
    lines += [(800, 20, "Register of the harvest of the hundred farms")] if number == 1 else []
    for line in range(_LINES):
        paragraph, place = divmod(line, _LINES // 4)
        opening = f"{4 * (number - 1) + paragraph + 1}. " if place == 0 else ""
        crops = (_CROPS[(number * 7 + paragraph * 5 + line * 3 + step) % len(_CROPS)] for step in (0, 4, 9))
        words = f"farm {number * 31 + line} of the valley delivered {', '.join(crops)} to the barn {line + 2}"
        lines.append(
            (760 - 20 * line - 8 * paragraph, 10, f"{opening}The {words}{'.' if place == _LINES // 4 - 1 else ';'}")
        )
    return lines


def main() -> int:
    """Print the times. Return 1 where the median is above the bar."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        file = write_pdf(Path(folder, "register.pdf"), [page(number) for number in range(1, PAGES + 1)])
        service = Assistant(Settings(Path(folder, "home"), notes=False))
        (added,) = service.add([file]).documents
        service.prepare_printed()  # as `serve` does
        with serving(service) as url, sync_playwright() as running:
            path = next(path for path in CHROMIUM if Path(path).exists())
            browser = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
            times = []
            for run in range(RUNS + 1):
                number = 1 + run * (4 * PAGES - 1) // RUNS
                view = browser.new_page(viewport={"width": 1440, "height": 900})
                view.goto(f"{url}/#/p/{added.id}/{number}")
                button = view.locator("#paragraph-page button[data-printed]")
                button.wait_for()
                times.append(float(button.evaluate(_TIMED)))
                view.close()
            browser.close()
        service.close()
    first, *others = times
    sys.stdout.write(
        f"{PAGES} pages, first {first:.0f} ms; then {RUNS} paragraphs: "
        f"median {statistics.median(others):.0f} ms, slowest {max(others):.0f} ms\n"
    )
    return int(statistics.median(others) > MOST)


if __name__ == "__main__":
    sys.exit(main())
