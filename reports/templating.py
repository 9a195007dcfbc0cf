"""Templates for pages with thousands of small texts: attributes are read and texts escaped by the shortest way."""

from __future__ import annotations

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


class DirectCode(CodeGenerator):
    """Writes an attribute as one. Jinja's own way asks for an item of that name, too, where there is no such
    attribute; reports have attributes only, and what is missing is an error either way."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class PageEnvironment(Environment):
    """An environment whose templates are written by `DirectCode`; they escape everything that is no markup."""

    code_generator_class = DirectCode

    @staticmethod
    def escaped(value: object) -> str:
        """Return `value` as it may stand in a page. Numbers and markup need no look."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        return str(value) if kind is int else escape(value)
