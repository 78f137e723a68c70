"""Writes parity cases as JSON lines: {"template", "context", and "text" or "error" with "message"}.

    python3 tools/oracle/templates/parity.py grammar COUNT [FIRST_SEED] > cases.jsonl
    python3 tools/oracle/templates/parity.py published COUNT [FIRST_SEED] > cases.jsonl
    python3 tools/oracle/templates/parity.py chat COUNT [SEED] TEMPLATE_FILE... > cases.jsonl
    PYTHONMALLOC=malloc python3 tools/oracle/templates/parity.py again < cases.jsonl > cases-that-hold.jsonl

`published` is `grammar` with what published templates do besides: `safe`, methods as values, content parts, tools. The last judges cases once more and keeps those on which Python agrees with itself. The other allocator hands out shorter addresses, so a text
that an address went into, cut, reversed or counted, comes out differently; so does one that the order of a set went into. What a case yields with
methods that print without their addresses is what is kept.

A TEMPLATE_FILE is a tokenizer_config.json or a bare template. The cases are judged by tests/Golden:

    TITO_TEMPLATE_PARITY=cases.jsonl dotnet test --project tests/Golden --filter-class '*.ParityTests'
"""

import json
import pathlib
import re
import resource
import signal
import sys
import types
import warnings

import grammar
import published
from conversations import conversations
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja_environment import NOW, make_environment, outcome

# What the interpreter's state decides, addresses, and complex numbers, which the engine refuses.
UNSTABLE = re.compile(r" at 0x[0-9a-f]+|[0-9a-f]+x0 ta |\dj\b", re.IGNORECASE)


class Unfinished(BaseException):
    """A template that Python cannot finish is no oracle. Not an Exception: those are results."""


def give_up(*_):
    raise Unfinished


def judge(environment, source, context):
    try:
        template = environment.from_string(source)
    except RecursionError:
        raise
    except Exception as error:  # noqa: BLE001 - every exception is a result here
        return {"error": type(error).__name__, "message": str(error)}
    return outcome(template, context)


class Tally:
    """How many cases were written, and how many of them render."""

    written = rendered = 0


def write(source, context, result):
    line = json.dumps({"template": source, "context": context} | result, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return
    if not UNSTABLE.search(result.get("text", "")):
        sys.stdout.write(line + "\n")
        Tally.written += 1
        Tally.rendered += "text" in result


def chat_template(path):
    text = pathlib.Path(path).read_text("utf-8")
    return json.loads(text)["chat_template"] if path.endswith(".json") else text


def judge_again(environment):
    sys.stdin.reconfigure(encoding="utf-8")
    addressless = make_environment(NOW)
    addressless.__class__ = Addressless
    for line in sys.stdin:
        case = json.loads(line)
        source, context = case["template"], case["context"]
        result = judge(environment, source, context)
        if all(case.get(key) == result.get(key) for key in ("text", "error")) and not subtracts_views(source, context):
            write(source, context, judge(addressless, source, context))


class Method:
    """A bound method that prints without its address, as COMPATIBILITY.md lists it."""

    def __init__(self, method):
        self.method = method

    def __repr__(self):
        return f"<built-in method {self.method.__name__} of {type(self.method.__self__).__name__} object>"

    def __eq__(self, other):
        return isinstance(other, Method) and self.method == other.method

    def __hash__(self):
        return hash(self.method)

    def __call__(self, *args, **kwargs):
        return self.method(*args, **kwargs)


class Addressless(ImmutableSandboxedEnvironment):
    def getattr(self, obj, attribute):
        value = super().getattr(obj, attribute)
        return Method(value) if isinstance(value, types.BuiltinMethodType) else value

    def call(self, context, function, *args, **kwargs):
        return super().call(context, function.method if isinstance(function, Method) else function, *args, **kwargs)


def subtracts_views(source, context):
    """Whether a view of a dict is taken from something, or something from it: COMPATIBILITY.md lists that."""
    found = []

    class Watched(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset("-")

        def call_binop(self, context, operator, left, right):
            found.extend(operand for operand in (left, right) if type(operand).__name__ in ("dict_keys", "dict_items"))
            return super().call_binop(context, operator, left, right)

    environment = make_environment(NOW)
    environment.__class__ = Watched
    judge(environment, source, context)
    return bool(found)


def write_cases():
    warnings.simplefilter("ignore")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    kind, *rest = sys.argv[1:]
    environment = make_environment(NOW)
    if kind == "again":
        judge_again(environment)
        return
    count = rest.pop(0)
    signal.signal(signal.SIGVTALRM, give_up)
    if kind in ("grammar", "published"):
        make = (grammar if kind == "grammar" else published).case
        first = int(rest[0]) if rest else 0
        for seed in range(first, first + int(count)):
            source, context = make(seed)
            signal.setitimer(signal.ITIMER_VIRTUAL, 20)
            try:
                write(source, context, judge(environment, source, context))
            except Unfinished:
                print(f"seed {seed}: Python does not finish this template", file=sys.stderr)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return
    seed = int(rest.pop(0)) if rest and rest[0].isdigit() else 0
    for path in rest:
        source = chat_template(path)
        template = environment.from_string(source)
        for context in conversations(seed, int(count)):
            write(source, context, outcome(template, context))


def main():
    # The engine's limits refuse what would not fit here; Python is to raise a MemoryError then, not to go on with a string of 2 GB.
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    write_cases()
    print(f"{Tally.written} {sys.argv[1]} cases, of which Jinja2 renders {Tally.rendered}", file=sys.stderr)


if __name__ == "__main__":
    main()
