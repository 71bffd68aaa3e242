"""The parts that pages are made of: results as HTML, panels and menus."""
