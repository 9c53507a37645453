"""Calling: how templates call functions and print values, of which a page has some hundred."""

from collections.abc import Callable
from types import MethodType
from typing import Any

from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

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


class Printing(CodeGenerator):
    """Jinja makes a new text even of what is escaped already, as most values are."""

    def visit_Template(self, node: Any, frame: Any = None) -> None:  # noqa: N802  # Jinja names it so
        self.writeline(f"from {__name__} import {said.__name__}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"{said.__name__}(")


def said(value: Any) -> Markup:
    """A value as it stands in HTML."""
    return value if type(value) is Markup else escape(value)
