"""Builds that take a breath: MkDocs builds that keep what has not changed and share out the rest, with the same bytes."""
