"""Mutation operators over a chat template's text. Each yields edits (name, start, end, replacement)."""
import re

# Conditions that a template must not ask: whether a message is the last one, how long the conversation is, what follows.
_LOOP_CONDITIONS = (
    "loop.last", "not loop.last", "loop.first", "loop.index0 > 1", "messages | length > 3", "messages | length < 4",
    "messages[-1].role == 'user'", "messages[-1].role != 'tool'", "add_generation_prompt", "not add_generation_prompt",
    "loop.index0 > 0 and messages[loop.index0 - 1].role == 'user'", "not tools",
)
_TAG = re.compile(r"\{%- (?:el)?if (?P<condition>.*?) %\}")
_OUTPUT = re.compile(r"\{\{- (?P<value>.*?) \}\}", re.S)
_LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'")


def edits(template):
    """All edits of one template; comments are left alone."""
    comment_end = template.index("-#}") + 3
    loop_start = template.index("{%- for message in messages %}")
    loop_end = template.rindex("{%- if add_generation_prompt %}")
    for operator in (_guards, _conditions, _literals, _fields, _loops, _lookbacks, _json, _dashes, _roles):
        for name, start, end, text in operator(template, loop_start, loop_end):
            if start >= comment_end:
                yield f"{operator.__name__[1:]}: {name}", start, end, text


def _guards(template, loop_start, loop_end):
    """An output statement of the message loop is written under one more condition."""
    for match in _OUTPUT.finditer(template, loop_start, loop_end):
        for condition in _LOOP_CONDITIONS:
            # `loop` is another loop inside the tool calls; the outer one is meant.
            yield condition, match.start(), match.end(), f"{{%- if {condition} %}}{match[0]}{{%- endif %}}"


def _conditions(template, loop_start, _loop_end):
    """A condition is negated, made constant, or looks at the end of the conversation."""
    for match in _TAG.finditer(template):
        start, end = match.span("condition")
        for change in ("not ({})", "true", "false"):
            yield change, start, end, change.format(match["condition"])
        if start > loop_start:
            for change in ("({}) and loop.last", "({}) and not loop.last", "({}) or loop.last"):
                yield change, start, end, change.format(match["condition"])


def _literals(template, _loop_start, _loop_end):
    """A literal that is written loses a newline, gains one, or goes."""
    for output in _OUTPUT.finditer(template):
        for match in _LITERAL.finditer(template, *output.span("value")):
            inner = match[0][1:-1]
            if inner.endswith("\\n"):
                yield "drop the last newline", match.start(), match.end(), f"'{inner[:-2]}'"
            if inner.startswith("\\n"):
                yield "drop the first newline", match.start(), match.end(), f"'{inner[2:]}'"
            yield "add a newline", match.start(), match.end(), f"'{inner}\\n'"
            yield "drop", match.start(), match.end(), "''"


def _fields(template, loop_start, loop_end):
    """A field is cut, changed, or treated otherwise at the end of the conversation."""
    for field in ("message.content", "message.reasoning_content", "call.name", "call.arguments", "message.tool_calls"):
        for match in re.finditer(re.escape(field) + r"(?![\w(])", template[loop_start:loop_end]):
            start, end = match.start() + loop_start, match.end() + loop_start
            if template[start - 1] in "'\"" or "is defined" in template[end:end + 12]:
                continue
            whole = field == "message.tool_calls"
            for change in ("{}[:1]", "({} if loop.last else {}[:0])", "({}[:0] if loop.last else {})") if whole else (
                "({} | string)[:6]", "({} | string | upper)", "({} | string | trim)", "({} if loop.last else '')",
                "('' if loop.last else {})", "({} if messages[-1].role != 'user' else '')",
            ):
                yield change, start, end, change.replace("{}", field)


def _loops(template, loop_start, _loop_end):
    """The message loop runs over other messages."""
    start = template.index("messages", loop_start)
    for change in ("messages[1:]", "messages[:-1]", "messages[::-1]", "messages[-3:]", "messages if message.role != 'system'",
                   "messages if message.role != 'tool'", "messages if message.role != 'user' or loop.last", "messages | unique"):
        yield change, start, start + len("messages"), change


def _lookbacks(template, loop_start, loop_end):
    """A neighbour is looked for in the wrong place."""
    for match in re.finditer(r"loop\.index0 ([-+]) 1", template[loop_start:loop_end]):
        start, end = match.start() + loop_start, match.end() + loop_start
        for change in ("loop.index0", "loop.index0 - 2", "0", "-1", "loop.index0 - 1"):
            if change != match[0]:
                yield change, start, end, change


def _json(template, *_):
    """JSON in another style."""
    for match in re.finditer(r"tojson", template):
        for change in ("tojson(indent=2)", "tojson(sort_keys=true)", "tojson | upper", "tojson | replace(' ', '')"):
            yield change, match.start(), match.end(), change


def _dashes(template, *_):
    """White space before a tag stays."""
    for match in re.finditer(r"\{([{%])-", template):
        yield match[0], match.start(), match.end(), f"{{{match[1]}"


def _roles(template, *_):
    """A role is taken for another or for none."""
    for match in re.finditer(r"'(user|system|assistant|tool)'", template):
        for change in ("'user'", "'system'", "'assistant'", "'tool'", "'nobody'"):
            if change != match[0]:
                yield f"{match[0]} becomes {change}", match.start(), match.end(), change
