"""Where a request continues a session (docs/server.md, docs/matching.md): level 1."""
import json
from dataclasses import dataclass, field

from exact_json import canonical, plain
from matching import MATCHERS
from rendered import common, in_stored_ids
from rendering import wrap


class Refused(Exception):
    def __init__(self, status, code):
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


@dataclass(frozen=True)
class Inputs:
    tools: list | None
    arguments: dict | None

    def declared(self, in_order=True):
        """What a template is given for them: key order counts within a value, and not among the arguments."""
        return json.dumps([[wrap(plain(tool)) for tool in self.tools or []],
                           sorted([name, canonical(value)] for name, value in (self.arguments or {}).items())], sort_keys=not in_order)


@dataclass
class Place:
    parent: object
    appended: list = field(default_factory=list)


class Positions:
    def __init__(self, settings, form, roles, declaration):
        developers = ("developer",) if "system" in roles else ()
        self._settings, self._form, self._roles, self._declaration = settings, form, (*roles, *developers), declaration

    def same(self, stored, sent):
        """Whether a template is given the same: the order of a schema's keys counts where it prints them so."""
        return stored.declared() == sent.declared() or (
            stored.declared(in_order=False) == sent.declared(in_order=False) and self._declaration(stored) == self._declaration(sent))

    def common(self, stored, messages):
        if self._settings.matcher == "rendered":
            return common(stored, messages, self._form)
        matches, count = MATCHERS[self._settings.matcher], 0
        while count < min(len(stored), len(messages)) and matches(stored[count], messages[count]):
            count += 1
        return count, {}

    def of(self, turns, active, messages, inputs):
        """The place of a request; raises Refused. Empty answers that a client kept of broken streams are passed by where that goes deeper."""
        if not messages:
            raise Refused(400, "invalid_request")
        if len(turns) >= self._settings.max_turns:
            raise Refused(409, "session_full")
        try:
            place, refusal = self._of(turns, active, messages, inputs), None
        except Refused as refused:
            place, refusal = None, refused
        depth = len(place.parent.messages) if place and place.parent else 0
        heard = _without_ghosts(messages, depth)
        if self._settings.repeat != "anew" and turns and len(heard) < len(messages):
            try:
                other = self._of(turns, active, heard, inputs)
                if other.parent and len(other.parent.messages) > depth:
                    return other
            except Refused:
                pass
        if refusal:
            raise refusal
        return place

    def heard_once_more(self, turns, messages):
        """What a request may ask for once more: its conversation, and that without the ghosts after what it continues with them."""
        known = self._deepest(turns, messages, None)[0] if self._settings.policy == "tree" else None
        heard = _without_ghosts(messages, len(known.messages) if known else 0)
        return [messages] if len(heard) == len(messages) else [messages, heard]

    def _of(self, turns, active, messages, inputs):
        declared = inputs if self._settings.on_prompt_inputs == "refuse" else None
        parent, names = (self._in_tree if self._settings.policy == "tree" else self._in_line)(turns, active, messages, declared)
        appended = in_stored_ids(names, messages[len(parent.messages) if parent else 0:])
        if parent:
            parent.require_followed()
            if any(message["role"] not in self._roles for message in appended):
                raise Refused(400, "role_not_allowed")
        return Place(parent, appended)

    def _in_line(self, turns, active, messages, declared):
        matched, names = self.common(active.messages if active else [], messages)
        parent, left = active, []
        while parent and len(parent.messages) > matched:
            left.append(parent)
            parent = parent.parent
        if self._settings.altered == "refuse":
            self._require_unaltered(turns, parent, left, messages)
        if len(left) > self._settings.max_rollback:
            raise Refused(400, "history_mismatch")
        if parent and declared is not None and not self.same(parent.inputs, declared):
            raise Refused(400, "prompt_inputs_changed")
        return parent, names

    def _require_unaltered(self, turns, parent, left, messages):
        """A retry asks again from some place on; it has no assistant message of its own where one was sampled, and goes on from no turn
        that was left behind."""
        start = len(parent.messages) if parent else 0
        if not any(message["role"] == "assistant" for message in messages[start:]):
            return
        if any(len(turn.messages) <= len(messages) and self.is_altered(turn, messages) for turn in left):
            raise Refused(400, "history_mismatch")
        other, _ = self._deepest(turns, messages, None)
        if other and len(other.messages) > start:
            raise Refused(400, "history_mismatch")

    def is_altered(self, turn, messages):
        sent = messages[len(turn.messages) - 1]
        return sent["role"] == "assistant" and self.common(turn.messages[-1:], [sent])[0] == 0

    def _deepest(self, turns, messages, declared):
        found, names = None, {}
        for turn in turns:
            count, renamed = self.common(turn.messages, messages)
            fits = count == len(turn.messages) and (declared is None or self.same(turn.inputs, declared))
            if fits and len(turn.messages) >= (len(found.messages) if found else 0):
                found, names = turn, renamed
        return found, names

    def _in_tree(self, turns, active, messages, declared):
        parent, names = self._deepest(turns, messages, declared)
        if self._settings.altered == "refuse" and any(
                self._goes_on_alike(turn.parent, parent, declared) and self._is_replayed(turn, messages) for turn in turns):
            raise Refused(400, "history_mismatch")
        return parent, names

    def _goes_on_alike(self, own, parent, declared):
        """Whether a turn's parent is the one that a request goes on from, or one that says the same as far as the request says."""
        if own is None or parent is None:
            return own is parent
        return len(own.messages) == len(parent.messages) and (declared is None or self.same(own.inputs, declared))

    def _is_replayed(self, turn, messages):
        """Whether a request has all of a turn but what that sampled, and another answer there."""
        before = len(turn.messages) - 1
        return before < len(messages) and self.common(turn.messages[:-1], messages)[0] == before and self.is_altered(turn, messages)


def _without_ghosts(messages, start):
    return [message for i, message in enumerate(messages) if i < start or not _is_ghost(messages, i)]


def _is_ghost(messages, i):
    """An assistant message that says nothing, directly before another one."""
    message = messages[i]
    return (message["role"] == "assistant" and i + 1 < len(messages) and messages[i + 1]["role"] == "assistant"
            and _is_blank(message.get("content")) and _is_blank(message.get("reasoning_content") or message.get("reasoning"))
            and not message.get("tool_calls"))


def _is_blank(text):
    if isinstance(text, list):
        return all(_is_blank(part.get("text")) for part in text)
    return text is None or (isinstance(text, str) and not text.strip())
