"""A session as the documented rules have it: what becomes of each step of a scenario. Nothing of ours is asked."""

import json
import struct
from dataclasses import dataclass, field
from itertools import groupby

import digests
from comparator import mismatches
from exact_json import canonical
from faces import seen
from models import CannotRender, effective
from positions import Inputs, Positions, Refused
from settings_of import settings_of
from turn_ends import Ends, closes, has_end, refused

VERSION = "tito.turn.v2"


@dataclass(eq=False)
class Turn:
    sequence: int
    parent: "Turn | None"
    messages: list       # the whole path, the assistant message last
    inputs: Inputs
    ids: list            # the whole buffer
    sampled: list
    end: tuple           # kind, tokens after the end
    law: str
    step: int
    digest: bytes
    sent: Inputs = None      # what its own request had, whatever was kept
    replaced: int = 0
    added: list = field(default_factory=list)  # (origin, ids), the completion last
    is_owed: bool = False

    def require_followed(self):
        if refused(self.law, self.end[0]):
            raise Refused(409, "turn_truncated")


class Session:
    def __init__(self, model, opened_at, body):
        self._model, self._opened_at = model, opened_at
        self.settings = settings_of(body)
        self._ends = Ends(model)
        self._positions = Positions(self.settings, model.form, model.contract.roles, self._declaration)
        self.turns, self.active, self.is_closed = [], None, False
        self._keys = {}
        self._answers = {}   # step: the turn that it got

    # What becomes of a step

    def turn(self, number, step, sampled):
        """The expectation of a step that asks for a turn; `sampled` are the answers of the engine, with what they say."""
        try:
            return self._turn(number, step, sampled)
        except Refused as no:
            return {"status": no.status, "error": no.code}

    def _turn(self, number, step, sampled):
        key, body = step.get("key"), canonical(step["body"])
        if key in self._keys:
            earlier, first = self._keys[key]
            if earlier != body:
                raise Refused(422, "idempotency_key_reused")
            return self._again(number, first)
        if self.is_closed:
            raise Refused(409, "session_closed")
        request = seen(step["face"], self._resolved(step["body"]), self._answered)
        if request is None:
            raise Refused(400, "invalid_request")
        try:
            inputs = Inputs(request.tools, effective(self._model.contract, request.arguments, request.effort))
        except ValueError:
            raise Refused(400, "invalid_request") from None
        repeated = None if key else self._repeated(request.messages, inputs)
        if repeated:
            return self._again(number, repeated)
        place = self._positions.of(self.turns, self.active, request.messages, inputs)
        turn = self._taken(number, place, inputs, sampled)
        if key:
            self._keys[key] = (body, turn)
        self._answers[number] = turn
        return {"status": 200, "turn": self._facts(turn), "message": self._said(turn)}

    def rollback(self, target):
        if self.is_closed:
            return {"status": 409, "error": "session_closed"}
        if not -1 <= target < len(self.turns):
            return {"status": 400, "error": "invalid_request"}
        self.active = self.turns[target] if target >= 0 else None
        return {"status": 200}

    def close(self):
        self.is_closed = True
        return {"status": 200}

    def restart(self):
        """Nobody knows any more whether the answers left the server whole; in a linear session they count as owed."""
        for turn in self.turns:
            turn.is_owed = self.settings.policy == "linear"
        return {"status": 200}

    def outcome(self):
        """What must come of the session; `mismatches` is absent where the format cannot write the conversation as a whole."""
        found = {"mismatches": []}
        if self.active:
            try:
                text = self._render(self.active.messages, self.active.inputs, generate=False)
                found["mismatches"] = mismatches(self._model.encode(text), self.active.ids, self._model.comparator, self._model.compared)
            except CannotRender:
                found = {}
        return {"genesis": self._model.genesis.hex(), "digest": (self.active.digest if self.active else self._model.genesis).hex(),
                "active": self.active.sequence if self.active else -1, **found}

    def answer_of(self, number):
        return self._answers[number]

    def headers(self, number):
        """What the headers of a turn's answer say of it (docs/server.md); null for one that is not there."""
        turn = self._answers[number]
        return {"x-tito-prompt-inputs": self._kept(turn), "x-tito-left-behind": self._left_behind(turn)}

    # The parts

    def _kept(self, turn):
        if self.settings.on_prompt_inputs != "keep" or not turn.parent or self._positions.same(turn.inputs, turn.sent):
            return None
        assert turn.inputs.arguments == turn.sent.arguments
        return "kept; tools"

    def _left_behind(self, turn):
        """The turns of the conversation before that are not of this one's: how many, their sampled tokens, and why."""
        path, left = _path(turn), []
        if self.settings.policy == "linear" and turn.sequence:
            left = [before for before in _path(self.turns[turn.sequence - 1]) if before not in path]
        if not left:
            return None
        first, start = left[-1], len(turn.parent.messages) if turn.parent else 0
        asked, before = turn.messages[start:-1], first.messages[len(first.parent.messages) if first.parent else 0:-1]
        if any(self._positions.is_altered(other, turn.messages[:-1]) for other in left if len(other.messages) < len(turn.messages)):
            reason = "altered"
        elif not start and not self._positions.common(first.messages[:1], asked[:1])[0]:
            reason = "new_conversation"
        elif (first.parent is turn.parent and len(before) == len(asked) == self._positions.common(before, asked)[0]
              and canonical([turn.inputs.tools, turn.inputs.arguments]) != canonical([first.inputs.tools, first.inputs.arguments])):
            reason = "inputs"
        else:
            reason = "retry"
        return f"turns={len(left)}; tokens={sum(len(other.sampled) for other in left)}; reason={reason}"

    def _again(self, number, turn):
        self._answers[number] = turn
        return {"status": 200, "repeats": turn.step}

    def _resolved(self, value):
        if isinstance(value, dict):
            return {name: self._resolved(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._resolved(item) for item in value]
        if isinstance(value, str) and value.startswith("$call."):
            _, step, index = value.split(".")
            return self._answers[int(step)].messages[-1]["tool_calls"][int(index)]["id"]
        return value

    def _answered(self, name):
        """The conversation up to an answer that a request names, `$response.S`."""
        return self._answers[int(name.split(".")[1])].messages

    def _repeated(self, messages, inputs):
        """The latest turn whose conversation and inputs a request has, where the session gives it again."""
        if self.settings.repeat == "anew":
            return None
        for heard in self._positions.heard_once_more(self.turns, messages):
            for turn in reversed(self.turns):
                if self._is_asked(turn, heard, inputs):
                    is_last = all(other.parent is not turn for other in self.turns)
                    return turn if self.settings.repeat == "replay" or (turn.is_owed and is_last and turn is self.active) else None
        return None

    def _is_asked(self, turn, messages, inputs):
        """Whether a turn answers a conversation with some inputs; where the stored ones stand, those of a root count."""
        return (len(turn.messages) == len(messages) + 1 and self._positions.common(turn.messages[:-1], messages)[0] == len(messages)
                and ((turn.parent and self.settings.on_prompt_inputs == "keep") or self._positions.same(turn.inputs, inputs)))

    def _taken(self, number, place, inputs, sampled):
        parent, sent = place.parent, inputs
        if parent and self.settings.on_prompt_inputs != "ignore":
            inputs = parent.inputs
        try:
            replaced, segments = self._spliced(place, inputs) if parent else (
                0, [("prompt", self._model.encode(self._render(place.appended, inputs, generate=True)))])
        except CannotRender:
            raise Refused(400, "template_failed") from None
        segments = [(origin, ids) for origin, ids in segments if ids]
        answer = sampled([token for _, ids in segments for token in ids])
        if answer.error:
            raise Refused(*answer.error)
        above = parent.digest if parent else self._model.genesis
        message = answer.message([self._call_id(above, segments, i) for i in range(len(answer.calls))])
        words = "tool_calls" if answer.calls else "stop"
        end = self._ends.of(answer.ids, answer.finish_reason, answer.stop_token, answer.stop_text)
        # A stop token that a limit met is an end: "length" is the word of engines that look at the limit first.
        ended = answer.finish_reason in ("stop", "tool_calls") or (answer.finish_reason == "length" and end[0] == "stop_token")
        reason = words if ended else answer.finish_reason
        added = [*segments, ("model", answer.ids)]
        kept = parent.ids[:len(parent.ids) - replaced] if parent else []
        digest = digests.link(
            VERSION, (inputs.tools, inputs.arguments), above, replaced, [*place.appended, message], added, answer.logprobs, reason,
            answer.weight_version)
        turn = Turn(
            len(self.turns), parent, [*(parent.messages if parent else []), *place.appended, message], inputs,
            [*kept, *(token for _, ids in added for token in ids)], answer.ids,
            end, self.settings.unended, number, digest, sent,
            replaced, added)
        self.turns.append(turn)
        self.active = turn
        return turn

    def _spliced(self, place, inputs):
        """How many of the parent's last tokens go, and what follows the rest: the incremental recipe of docs/families.md."""
        parent, contract, model = place.parent, self._model.contract, self._model
        if contract.rule == "history":
            context = parent.messages
        else:
            last = next(message for message in reversed(parent.messages) if message["role"] == "assistant")
            calls = {"tool_calls": [shown(call) for call in last["tool_calls"]]} if isinstance(last.get("tool_calls"), list) else {}
            context = [{"role": "system", "content": "dummy system"},
                       {"role": "assistant", "content": "", "reasoning_content": " ", **calls}]
        shorter = self._render(context, inputs, generate=False)
        longer = self._render([*context, *place.appended], inputs, generate=True)
        if not longer.startswith(shorter):
            raise Refused(500, "template_not_append_only")
        suffix = model.encode(longer[len(shorter):])
        dropped = 0 if self.settings.runs_on else parent.end[1]
        buffer = parent.ids[:len(parent.ids) - dropped]
        if not closes(self.settings.unended, parent.end[0]):
            replaced, segments = self._joined(buffer, suffix)
        elif self._ends.by_opener:
            replaced, segments = 0, [("splice", suffix[:1]), ("environment", suffix[1:])]
        else:
            closing = self._ends.closing_after(buffer[-1])
            replaced, segments = self._joined([*buffer, *closing], suffix)
            segments = [("splice", closing), *segments]
        return replaced + dropped, segments

    def _joined(self, buffer, suffix):
        contract, last = self._model.contract, buffer[-1]
        if contract.rule == "filler" and last == self._ends.own[0]:
            return 0, [("splice", self._model.encode(contract.ends.filler)), ("environment", suffix)]
        if contract.rule == "opener" and suffix and last in self._ends.own:
            if suffix[0] == last:
                return 0, [("environment", suffix[1:])]
            return 1, [("splice", suffix[:1]), ("environment", suffix[1:])]
        return 0, [("environment", suffix)]

    def _declaration(self, inputs):
        """How the template prints the tools of some inputs."""
        return self._render([{"role": "system", "content": "s"}, {"role": "user", "content": "u"}], inputs, generate=True)

    def _render(self, messages, inputs, generate):
        return self._model.render(messages, inputs.tools, inputs.arguments or {}, self._opened_at, generate)

    @staticmethod
    def _call_id(above, segments, index):
        """docs/parsers.md: a digest of what was there before the call."""
        fields = ["tito.call.v1", above, *(struct.pack(f"<{len(ids)}i", *ids) for _, ids in segments), struct.pack("<i", index)]
        return "call_" + digests._hash(fields).hex()[:24]

    def _facts(self, turn):
        mask = [int(origin == "model") for origin, ids in turn.added for _ in ids]
        runs = [len(list(run)) for _, run in groupby(mask)]
        return {
            "parent": turn.parent.sequence if turn.parent else -1, "replaced_count": turn.replaced,
            "prompt": [token for _, ids in turn.added[:-1] for token in ids],
            "prompt_count": len(turn.ids) - len(turn.sampled), "token_count": len(turn.ids),
            "origins": [{"origin": origin, "count": len(ids)} for origin, ids in turn.added if ids],
            "loss_mask": [0, *runs] if mask[:1] == [1] else runs, "end": turn.end[0], "digest": turn.digest.hex()}

    @staticmethod
    def _said(turn):
        message = turn.messages[-1]
        return {name: message[name] for name in ("content", "reasoning_content", "tool_calls") if name in message}


def shown(call):
    """A call as the dummy turn has it: arguments that are no object are left out (COMPATIBILITY.md, dummy-arguments)."""
    function = call.get("function") if isinstance(call, dict) else None
    if not isinstance(function, dict) or "arguments" not in function:
        return call
    given = function["arguments"]
    try:
        value = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        value = None
    return call if isinstance(value, dict) else call | {"function": function | {"arguments": "{}"}}


def _path(turn):
    """A turn and those that it goes on from, itself first."""
    path = []
    while turn:
        path.append(turn)
        turn = turn.parent
    return path
