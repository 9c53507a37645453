"""Builds that take a breath: what has not changed is kept and the rest shared out, and the site has the same bytes."""
