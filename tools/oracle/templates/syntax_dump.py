"""Jinja2's tokens and syntax trees in the words of the goldens."""

from jinja2 import nodes

BINARY = {nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Mod: "%", nodes.Pow: "**", nodes.And: "and", nodes.Or: "or"}


def tokens(environment, source):
    """[line, type, value] of each token; numbers as they are written."""
    result = []
    for line, kind, text in environment.lexer.tokeniter(source, None):
        for token in environment.lexer.wrap([(line, kind, text)]):
            result.append([token.lineno, token.type, _text(token, text)])
    return result


def _text(token, source):
    """Numbers as they are written, tags without the whitespace that they strip."""
    if token.type in ("block_begin", "variable_begin"):
        return source[:2]
    return source.strip() if token.type in ("integer", "float", "block_end", "variable_end") else token.value


def dump(node):
    """A tree as an S-expression."""
    if node is None:
        return "-"
    if isinstance(node, (list, tuple)):
        return "[" + " ".join(dump(item) for item in flatten(node)) + "]"
    kind = type(node)
    if kind in BINARY:
        return f"({BINARY[kind]} {dump(node.left)} {dump(node.right)})"
    return globals()["_" + kind.__name__.lower()](node)


def flatten(items):
    """Jinja2 groups what it prints; here each piece stands alone."""
    for item in items:
        if isinstance(item, nodes.Output):
            yield from item.nodes if all(isinstance(n, nodes.TemplateData) for n in item.nodes) else (n if isinstance(n, nodes.TemplateData) else _Print(n) for n in item.nodes)
        else:
            yield item


class _Print:
    def __init__(self, node):
        self.node = node


def _arguments(node):
    parts = [dump(a) for a in node.args] + [f"{k.key}={dump(k.value)}" for k in node.kwargs]
    parts += [f"*{dump(node.dyn_args)}"] if node.dyn_args else []
    parts += [f"**{dump(node.dyn_kwargs)}"] if node.dyn_kwargs else []
    return "".join(" " + part for part in parts)


def _signature(node):
    return "(" + " ".join(a.name for a in node.args) + " = " + " ".join(dump(d) for d in node.defaults) + ")"


def _branches(node):
    return "".join(f" {dump(n.test)} {dump(n.body)}" for n in [node, *node.elif_])


__ = {
    "template": lambda n: dump(n.body),
    "_print": lambda n: f"(print {dump(n.node)})",
    "templatedata": lambda n: f"(text {n.data!r})",
    "const": lambda n: f"{n.value!r}",
    "name": lambda n: n.name,
    "nsref": lambda n: f"{n.name}.{n.attr}",
    "tuple": lambda n: f"(tuple {dump(n.items)})",
    "list": lambda n: f"(list {dump(n.items)})",
    "dict": lambda n: "(dict" + "".join(f" {dump(p.key)}:{dump(p.value)}" for p in n.items) + ")",
    "condexpr": lambda n: f"(if {dump(n.test)} {dump(n.expr1)} {dump(n.expr2)})",
    "not": lambda n: f"(not {dump(n.node)})",
    "neg": lambda n: f"(neg {dump(n.node)})",
    "pos": lambda n: f"(pos {dump(n.node)})",
    "compare": lambda n: f"(compare {dump(n.expr)}" + "".join(f" {o.op} {dump(o.expr)}" for o in n.ops) + ")",
    "concat": lambda n: f"(~ {dump(n.nodes)})",
    "getattr": lambda n: f"(attr {dump(n.node)} {n.attr})",
    "getitem": lambda n: f"(item {dump(n.node)} {dump(n.arg)})",
    "slice": lambda n: f"(slice {dump(n.start)} {dump(n.stop)} {dump(n.step)})",
    "call": lambda n: f"(call {dump(n.node)}{_arguments(n)})",
    "filter": lambda n: f"(filter {n.name} {dump(n.node)}{_arguments(n)})",
    "test": lambda n: f"(test {n.name} {dump(n.node)}{_arguments(n)})",
    "if": lambda n: f"(when{_branches(n)} {dump(n.else_ or [])})",
    "for": lambda n: f"(for {dump(n.target)} {dump(n.iter)} {dump(n.test)} {'recursive' if n.recursive else '-'} {dump(n.body)} {dump(n.else_)})",
    "assign": lambda n: f"(set {dump(n.target)} {dump(n.node)})",
    "assignblock": lambda n: f"(setblock {dump(n.target)} {dump(n.filter)} {dump(n.body)})",
    "macro": lambda n: f"(macro {n.name} {_signature(n)} {dump(n.body)})",
    "callblock": lambda n: f"(generation {dump(n.body)})" if isinstance(n.call.node, nodes.ExtensionAttribute) else f"(callblock {_signature(n)} {dump(n.call)} {dump(n.body)})",
    "filterblock": lambda n: f"(filterblock {dump(n.filter)} {dump(n.body)})",
    "with": lambda n: "(with" + "".join(f" {dump(t)}={dump(v)}" for t, v in zip(n.targets, n.values)) + f" {dump(n.body)})",
    "break": lambda n: "(break)",
    "continue": lambda n: "(continue)",
}
globals().update({"_" + name: function for name, function in __.items()})
