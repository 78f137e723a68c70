"""Whether a message that a client sends again is the stored one: the matchers of the reference, from the strictest on; `rendered` is in a file of its own."""
import json

from exact_json import Number, read

_NOTHING = (None, "", [])  # in each compared field these are one and the same
_MAX_DEPTH = 64  # arguments that nest deeper are compared as they are


def strict(stored, replayed):
    """role, content, reasoning_content and tool_calls; other keys are not looked at."""
    return _same_texts(stored, replayed) and _same(
        _without_index(stored.get("tool_calls")), _without_index(replayed.get("tool_calls")))


def loose_tool_call(stored, replayed):
    """As strict, but the arguments of a call are compared as the objects that they spell."""
    if strict(stored, replayed):
        return True
    left, right = (_without_index(message.get("tool_calls")) for message in (stored, replayed))
    return _same_texts(stored, replayed) and isinstance(left, list) and isinstance(right, list) and [
        _with_objects(call) for call in left] == [_with_objects(call) for call in right]


def role_content_only(stored, replayed):
    """Beyond the reference, a list of text parts is the text that it is written as."""
    return stored.get("role") == replayed.get("role") and (
        _same(stored.get("content"), replayed.get("content")) or _text(stored.get("content")) == _text(replayed.get("content")) is not None)


MATCHERS = {matcher.__name__: matcher for matcher in (strict, loose_tool_call, role_content_only)}


def _text(content):
    if content in _NOTHING or isinstance(content, str):
        return content or ""
    if not isinstance(content, list) or not all(isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str) for part in content):
        return None
    return " ".join(part["text"] for part in content if part["text"])


def _same_texts(stored, replayed):
    return all(_same(stored.get(name), replayed.get(name)) for name in ("role", "content", "reasoning_content"))


def _same(left, right):
    return right in _NOTHING if left in _NOTHING else left == right


def _without_index(calls):
    """A call's `index` is there in streamed answers only."""
    if not isinstance(calls, list):
        return calls
    return [{name: value for name, value in call.items() if name != "index"} if isinstance(call, dict) else call for call in calls]


def _with_objects(call):
    """A call whose arguments are the object that they spell; a call without arguments stays one."""
    function = call.get("function") if isinstance(call, dict) else None
    if not isinstance(function, dict) or "arguments" not in function:
        return call
    return call | {"function": function | {"arguments": _object(function["arguments"])}}


def _object(arguments):
    if arguments in (None, ""):
        return {}
    if not isinstance(arguments, str):
        return arguments
    try:
        value = read(arguments)
    except (json.JSONDecodeError, ValueError, RecursionError):
        return arguments
    return value if isinstance(value, dict) and _depth(value) <= _MAX_DEPTH else arguments


def _depth(value):
    if isinstance(value, Number) or not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(_depth, value.values() if isinstance(value, dict) else value), default=0)
