"""Kinds that a site declares for itself: `_kind.yml` in a folder of docs, no Python."""

from mops_kb.kinds.declared.declare import Declared, declare

__all__ = ["Declared", "declare"]
