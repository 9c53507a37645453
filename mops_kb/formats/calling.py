"""Calling: how templates call functions and macros, of which a page calls some hundred."""

from collections.abc import Callable
from types import MethodType
from typing import Any

from jinja2.runtime import Context, Macro

from mops_kb.labels import Labels

_TAKES = "jinja_pass_arg"
"""How Jinja marks a function that wants its context."""


class Calling(Context):
    """Jinja asks of everything six times whether it wants the context. Macros want how to escape; labels, and methods
    that do not say so themselves, want nothing."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is Macro:
            args = (self.eval_ctx, *args)
        elif type(obj) is not Labels and (type(obj) is not MethodType or hasattr(obj, _TAKES)):
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(*args, **kwargs)
