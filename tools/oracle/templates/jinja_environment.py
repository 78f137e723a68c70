"""Jinja2 as Hugging Face transformers sets it up for chat templates (transformers.utils.chat_template_utils)."""

import datetime
import json

import jinja2
import jinja2.ext
from jinja2 import nodes
from jinja2.idtracking import VAR_LOAD_ALIAS, VAR_LOAD_RESOLVE, Symbols
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(jinja2.ext.Extension):
    """The ``generation`` tag: a call block around its body that notes which characters the body rendered."""

    tags = {"generation"}

    def __init__(self, environment):
        super().__init__(environment)
        environment.generation = self
        self.written = None
        self.ranges = []

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_note"), [], [], body).set_lineno(line)

    def _note(self, caller):
        text = caller()
        if self.written is not None:
            start = len("".join(self.written))
            self.ranges.append([start, start + len(text)])
        return text


def _branch_update(self, branch_symbols):
    """Symbols.branch_update as Jinja2 3.1.5 and 3.1.6 have it. Before, a name that every branch of an if, elif and else assigns began as
    undefined, and an argument of the caller was lost under it (pallets/jinja issue 1253)."""
    stores = set()
    for branch in branch_symbols:
        stores.update(branch.stores)
    stores.difference_update(self.stores)
    for branch in branch_symbols:
        self.refs.update(branch.refs)
        self.loads.update(branch.loads)
        self.stores.update(branch.stores)
    for name in stores:
        outer = self.parent.find_ref(name) if self.parent is not None else None
        self.loads[self.find_ref(name)] = (VAR_LOAD_RESOLVE, name) if outer is None else (VAR_LOAD_ALIAS, outer)


Symbols.branch_update = _branch_update


def _raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def _tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def make_environment(now):
    """``now`` stands for the clock that transformers reads."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
    )
    environment.filters["tojson"] = _tojson
    environment.globals["raise_exception"] = _raise_exception
    environment.globals["strftime_now"] = lambda format: now.strftime(format)
    return environment


#: The time that every golden is rendered at.
NOW = datetime.datetime(2026, 11, 24, 9, 8, 7, 123456)


def outcome(template, context):
    """What rendering yields: text, or the name of the exception's class and its words."""
    try:
        return {"text": template.render(**context)}
    except RecursionError:
        raise
    except Exception as error:  # noqa: BLE001 - every exception is a result here
        return {"error": type(error).__name__, "message": str(error)}
