"""The cross-references: what each paragraph cites, gives effect to, replaces, amends or corresponds to."""

from corpus.links.extract import links
from corpus.links.types import Kind, Link, StoredLink, is_within

__all__ = ["Kind", "Link", "StoredLink", "is_within", "links"]
