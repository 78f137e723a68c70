"""Whether messages are alike under the matcher `rendered`. Written from docs/matching.md, not from the server's code: it compares values, no hashes."""
import json
from dataclasses import dataclass
from decimal import Decimal

from exact_json import Number

_MAX_DEPTH = 512
_MAX_WRAPPINGS = 16
# White space by Unicode, and U+FEFF, which JavaScript cuts as well. What a template cuts is Python's white space.
_CLIENT_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"


@dataclass(frozen=True)
class Form:
    """What a family's template makes of a message's spelling, typed from the template by hand."""
    joint: str | None = None  # between the texts of content parts; None where each is written apart, or nobody knows
    apart: tuple = ()         # roles whose parts are written apart all the same
    trimmed: tuple = ()       # roles whose text is written without white space at its ends
    cut: bool = False         # an assistant's text is written without the line feeds that it begins with
    split: str = ""           # <think> in an assistant's text is reasoning; the rest loses line feeds at its "start" or at its "ends"
    silent: bool = False      # no reasoning is ever written
    reads_ids: bool = False   # the id of a tool result's call is written, or decides what is
    fields: tuple = ()        # (role, name) of other fields that are written


_EVERYBODY = ("system", "user", "assistant", "tool")
_NAMES = tuple((role, "name") for role in ("system", "user", "tool"))
_MINIMAX = Form(joint="", apart=("tool",), split="ends", fields=(("system", "current_date"), ("system", "current_location")))
FORMS = {
    "default": Form(reads_ids=True, fields=_NAMES),
    "deepseekv32": Form(joint=" ", reads_ids=True),
    "deepseekv4": Form(joint=" ", reads_ids=True),
    "glm47": Form(trimmed=("assistant",)),
    "gptoss": Form(joint=" ", reads_ids=True, fields=(("tool", "name"),)),
    "inkling": Form(joint=" ", apart=("system", "developer", "user", "assistant"), reads_ids=True, fields=(("tool", "name"),)),
    "kimi25": Form(joint="", reads_ids=True, fields=_NAMES),
    "kimi26": Form(reads_ids=True, fields=_NAMES),
    "llama3": Form(joint=" ", trimmed=("system", "user", "assistant"), silent=True),
    "minimax_m25": _MINIMAX,
    "minimax_m27": _MINIMAX,
    "nemotron3": Form(trimmed=("assistant",)),
    "qwen3": Form(joint=" ", cut=True, split="start"),
    "qwen35": Form(joint="", trimmed=_EVERYBODY, split="start"),
    "qwennext": Form(joint=" ", cut=True, split="start"),
}


def common(stored, sent, form):
    """How many messages two conversations have in common at their start, and the ids that the client gave to stored calls."""
    names, count = {}, 0
    while count < min(len(stored), len(sent)) and alike(stored[count], sent[count], form, names):
        names = _renamed(names, stored[count], sent[count])
        count += 1
    return count, names


def in_stored_ids(names, appended):
    """Messages that follow, with tool results under the stored ids of their calls."""
    messages = []
    for message in appended:
        if message["role"] == "tool" and message.get("tool_call_id") in names:
            message = message | {"tool_call_id": names[message["tool_call_id"]]}
        names = _renamed(names, message, message)
        messages.append(message)
    return messages


def alike(stored, sent, form, names=None):
    if stored["role"] != sent["role"]:
        return False
    if stored["role"] == "assistant":
        return _same_readings(stored, sent, form) and _same_calls(_calls(stored), _calls(sent))
    if stored["role"] == "tool" and not _same_result(stored, sent, form, names or {}):
        return False
    return _content(stored, form) == _content(sent, form) and all(
        _field(stored, name) == _field(sent, name) for role, name in form.fields if role == stored["role"])


def _same_result(stored, sent, form, names):
    """Two results of the same call of the same function; what no prompt shows may be missing."""
    own, other = (_word(message.get("tool_call_id")) for message in (stored, sent))
    other = names.get(other, other)
    if own != other and (form.reads_ids or (own and other)):
        return False
    own, other = (_word(message.get("name")) for message in (stored, sent))
    return own == other or not own or not other


def _renamed(names, stored, sent):
    if stored["role"] != "assistant":
        return names
    pairs = zip(*([_word(call.get("id")) if isinstance(call, dict) else None for call in _list(message)] for message in (stored, sent)))
    names = dict(names)
    for own, other in pairs:
        if other:
            names.pop(other, None)
            if own and own != other:
                names[other] = own
    return names


def _list(message):
    return message.get("tool_calls") if isinstance(message.get("tool_calls"), list) else []


def _word(value):
    return value if isinstance(value, str) and value else None


def _field(message, name):
    value = message.get(name)
    return None if value in (None, "") else _value(value)


# Text and reasoning

def _same_readings(stored, sent, form):
    return any(_same_reading(own, other, form) for own in _readings(stored, form) for other in _readings(sent, form))


def _same_reading(stored, sent, form):
    (text, reasoning), (other_text, other_reasoning) = stored, sent
    if form.cut:
        text, other_text = (each.lstrip("\n") if isinstance(each, str) else each for each in (text, other_text))
    return text == other_text and other_reasoning in (None, reasoning)


def _readings(message, form):
    """(text, reasoning) as the message has them, and where its text has its reasoning in it, the two apart."""
    text, reasoning = _content(message, form), _reasoning(message, form)
    readings = [(_said(text), reasoning)]
    if form.split and reasoning is None and isinstance(text, str) and "</think>" in text:
        before, after = text.split("</think>")[0].split("<think>")[-1], text.split("</think>")[-1]
        after = after.strip("\n") if form.split == "ends" else after.lstrip("\n")
        readings.append((_said(after), _thought(before)))
    return readings


def _said(text):
    """Clients drop an answer's text where it is blank."""
    return "" if isinstance(text, str) and not text.strip(_CLIENT_SPACE) else text


def _thought(text):
    """Reasoning without the ends of its lines: clients trim the blocks in which it was told, and faces put them together again."""
    return "".join(line.strip(_CLIENT_SPACE) for line in text.split("\n")) or None


def _reasoning(message, form):
    given = message.get("reasoning_content")
    if given in (None, "", []):
        given = message.get("reasoning") if isinstance(message.get("reasoning"), str) else None
    if form.silent or given is None:
        return None
    return _thought(given) if isinstance(given, str) else ("value", _value(given))


def _content(message, form):
    content = message.get("content")
    if content is None:
        content = ""
    if isinstance(content, list):
        parts = [part for part in map(_part, content) if part != ""]
        is_text = all(isinstance(part, str) for part in parts) and (len(parts) < 2 or (form.joint is not None and message["role"] not in form.apart))
        content = (form.joint or "").join(parts) if is_text else parts
    if isinstance(content, str):
        return content.strip() if message["role"] in form.trimmed else content
    return content if isinstance(content, list) else ("value", _value(content))


def _part(part):
    if isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str):
        return part["text"]
    return ("part", _value({name: value for name, value in part.items() if name != "cache_control"} if isinstance(part, dict) else part))


# Calls

def _same_calls(stored, sent):
    return len(stored) == len(sent) and all(
        own_target == target and (own == arguments or (is_broken and arguments == {}))
        for (own_target, own, is_broken), (target, arguments, _) in zip(stored, sent))


def _calls(message):
    calls = message.get("tool_calls")
    if calls in (None, "", []):
        return []
    return [_call(call) for call in calls] if isinstance(calls, list) else [(("calls", _value(calls)), {}, False)]


def _call(call):
    """(what is called, its arguments, whether they are broken)"""
    function = None
    if isinstance(call, dict):
        function = call["function"] if isinstance(call.get("function"), dict) else call if "name" in call else None
    if function is None:
        return ("odd", _value(call)), ("none",), False
    kind = call["type"] if isinstance(call.get("type"), str) else "function"
    name = None if function.get("name") is None else _value(function["name"])
    return ("" if kind == "function" else kind, name), *_arguments(function.get("arguments"))


def _arguments(given):
    if given in (None, ""):
        return {}, False
    if not isinstance(given, str):
        return _value(given), False
    text, is_broken = given, False
    for wrapping in range(_MAX_WRAPPINGS):
        try:
            value, is_standard = _parse(text)
        except ValueError:
            value, is_standard = None, False
            is_broken |= wrapping == 0
            break
        is_broken |= wrapping == 0 and not is_standard
        if isinstance(value, (dict, list)) or (wrapping == 0 and not isinstance(value, str)):
            return value, is_broken
        if not isinstance(value, str):
            break
        text = value
    return ("text", text), is_broken


# Values

def _parse(text):
    """(the value of a JSON text as a client reads it, whether it is JSON of the standard). A key's last value counts, as everywhere."""
    constants = []

    def constant(name):
        constants.append(name)
        return ("constant", name)

    try:
        value = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=constant)
    except RecursionError:
        raise ValueError("too deep") from None
    if _depth(value) > _MAX_DEPTH:
        raise ValueError("too deep")
    return value, not constants


def _number(text):
    """Whole numbers exactly, others as the float64 that clients and templates make of them."""
    exact = Decimal(text)
    if exact != exact.to_integral_value() if exact.adjusted() < 400 else False:
        near = float(text)
        exact = Decimal(repr(near)) if near and near not in (float("inf"), float("-inf")) else exact
    return ("number", exact)


def _value(value):
    if isinstance(value, Number):
        return _number(value.text)
    if isinstance(value, dict):
        return {name: _value(item) for name, item in value.items()}
    return [_value(item) for item in value] if isinstance(value, list) else value


def _depth(value):
    deepest, level = 0, [value]
    while level := [item for item in level if isinstance(item, (dict, list))]:
        deepest += 1
        level = [item for each in level for item in (each.values() if isinstance(each, dict) else each)]
    return deepest
