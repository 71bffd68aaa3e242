"""From hits and renditions to the objects of the JSON contracts, and from a citation to its words as printed."""

from __future__ import annotations
