"""The web app over `assistant.service.Assistant`.

`assistant.ui.app` holds `create_app` and `serve`; importing it loads Gradio, importing this does not.
"""

from __future__ import annotations

import os

# Gradio reports usage to its makers unless this says otherwise before it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
