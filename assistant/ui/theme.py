"""Gradio's own widgets in the colours of `styles/page.css`: the variables are defined there, for light and for dark."""

from __future__ import annotations

import gradio as gr

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")

_COLOURS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--muted)",
    "background_fill_primary": "var(--card)",
    "background_fill_secondary": "var(--paper)",
    "border_color_primary": "var(--line)",
    "border_color_accent": "var(--accent)",
    "link_text_color": "var(--accent)",
    "block_background_fill": "transparent",
    "block_border_color": "transparent",
    "block_label_text_color": "var(--ink)",
    "block_label_background_fill": "transparent",
    "block_title_text_color": "var(--ink)",
    "block_title_background_fill": "transparent",
    "block_info_text_color": "var(--muted)",
    "input_background_fill": "var(--card)",
    "input_background_fill_focus": "var(--card)",
    "input_border_color": "var(--control)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--muted)",
    "checkbox_background_color": "var(--card)",
    "checkbox_background_color_selected": "var(--accent)",
    "checkbox_border_color": "var(--control)",
    "checkbox_border_color_selected": "var(--accent)",
    "checkbox_border_color_focus": "var(--accent)",
    "checkbox_label_background_fill": "transparent",
    "checkbox_label_background_fill_hover": "var(--soft)",
    "checkbox_label_background_fill_selected": "var(--soft)",
    "checkbox_label_border_color": "var(--line)",
    "checkbox_label_text_color": "var(--ink)",
    "checkbox_label_text_color_selected": "var(--ink)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_primary_border_color": "var(--accent)",
    "button_secondary_background_fill": "var(--card)",
    "button_secondary_background_fill_hover": "var(--soft)",
    "button_secondary_text_color": "var(--ink)",
    "button_secondary_border_color": "var(--control)",
}
_SHAPES = {
    "block_border_width": "0px",
    "block_shadow": "none",
    "block_padding": "0px",
    "input_radius": "6px",
    "input_border_width": "1px",
}


def build_theme() -> gr.themes.Base:
    """Return the theme; each colour follows its variable in the dark too, and no font is loaded from anywhere."""
    dark = {f"{name}_dark": value for name, value in _COLOURS.items()}
    return gr.themes.Base(font=SANS, font_mono=MONO).set(**_COLOURS, **dark, **_SHAPES, color_accent="var(--accent)")
