"""Where a request continues a linear session."""

_NOTHING = (None, "", [])  # in each compared field these are one and the same


def parent_of(request_messages, turns):
    """The turn that a request continues, or None for an empty buffer.

    The request is held against the messages on the path of the turn committed last, one by one, as far as they agree; the parent is
    the deepest turn on that path that ends at or before this point.
    """
    turn = turns[-1] if turns else None
    stored = turn.messages if turn else []
    matched = 0
    while matched < min(len(stored), len(request_messages)) and strictly_same(stored[matched], request_messages[matched]):
        matched += 1
    while turn and len(turn.messages) > matched:
        turn = turn.parent
    return turn


def strictly_same(stored, replayed):
    """The strict matcher: role, content, reasoning_content and tool_calls; other keys are not looked at."""
    return all(
        _same(stored.get(name), replayed.get(name)) for name in ("role", "content", "reasoning_content")
    ) and _same(_without_index(stored.get("tool_calls")), _without_index(replayed.get("tool_calls")))


def _same(left, right):
    return right in _NOTHING if left in _NOTHING else left == right


def _without_index(calls):
    """A call's `index` is there in streamed answers only."""
    if not isinstance(calls, list):
        return calls
    return [{name: value for name, value in call.items() if name != "index"} if isinstance(call, dict) else call for call in calls]
