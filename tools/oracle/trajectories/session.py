"""A session as the contract describes it: every turn's prompt from the messages, by the incremental recipe."""
from dataclasses import dataclass

import digests
from exact_json import canonical, plain
from positioning import parent_of, recorded_parent
from rendering import wrap
from rendered import in_stored_ids


@dataclass(eq=False)
class Turn:
    sequence: int
    parent: "Turn | None"
    messages: list  # the whole path, the assistant message last
    replaced_count: int  # ids of the parent's completion that gave way to this turn's
    segments: list  # (origin, ids) on the whole path, the completion last
    truncated: bool  # ended by a length limit
    digest: bytes
    declared: list  # what shaped the prompt besides messages, as the template was given it

    @property
    def ids(self):
        return [token for _, ids in self.segments for token in ids]


class Session:
    def __init__(self, family, tokenizer, renderer, settings):
        self._family, self._tokenizer, self._renderer, self._settings = family, tokenizer, renderer, settings
        self.genesis = digests.genesis(family, tokenizer.file, tokenizer.named_tokens)
        self.turns = []

    def take(self, request, completion, recorded=None, version=digests.VERSIONS[0]):
        """Adds the turn of a request and of the completion that the engine answered it with; of the record only the parent is believed."""
        inputs = self._inputs(request)
        declared = _declared(*inputs)
        parent = self._parent(request["messages"], declared, recorded)
        stored = parent.messages if parent else []
        appended = in_stored_ids(self._settings.common(stored, request["messages"])[1], request["messages"][len(stored):])
        forbidden = {message["role"] for message in appended} - self._family.append_roles
        if parent and forbidden:
            raise ValueError(f"{sorted(forbidden)} may not follow a generated turn of family {self._family.name}")
        if parent and parent.truncated and not self._settings.close_truncated:
            raise ValueError(f"turn {parent.sequence} ended by length and the session closes no such turn")
        replaced, prompt = (
            self._splice(parent, appended, request) if parent else (0, [("prompt", self._render(appended, request))]))
        added = [(origin, ids) for origin, ids in prompt if ids] + [("model", _ints(completion["ids"]))]
        added_messages = [*appended, completion["message"]]
        turn = Turn(
            sequence=len(self.turns),
            parent=parent,
            messages=stored + added_messages,
            replaced_count=replaced,
            truncated=completion["finish_reason"] == "length",
            declared=declared,
            segments=(_without_last(parent.segments, replaced) if parent else []) + added,
            digest=digests.link(
                version, inputs, parent.digest if parent else self.genesis, replaced, added_messages, added, _floats(completion["logprobs"]),
                completion["finish_reason"], completion.get("weight_version"), completion.get("routed_experts")))
        self.turns.append(turn)
        return turn

    def _parent(self, messages, declared, recorded):
        if recorded is None:
            return parent_of(messages, self.turns, self._settings, declared)
        return recorded_parent(plain(recorded["parent"]), messages, self.turns, self._settings, declared)

    def _inputs(self, request):
        """The tools as they came, and the template arguments with the family's fixed ones."""
        arguments = {**(request.get("chat_template_kwargs") or {}), **self._family.fixed_arguments}
        return request.get("tools"), arguments or None

    def fresh_ids(self, turn, request):
        """The ids of a turn's whole conversation, rendered anew."""
        return self._tokenizer.encode(self._renderer.render(turn.messages, request, add_generation_prompt=False))

    def _render(self, messages, request):
        return self._tokenizer.encode(self._renderer.render(messages, request, add_generation_prompt=True))

    def _splice(self, parent, appended, request):
        """How many of the parent's last tokens go, and the tokens between the rest and the completion; nothing is rendered again.

        A dummy context is rendered without and with the appended messages; what the second has more than the first is theirs. The
        tool calls of the last assistant message stay in it, because a template may look back for the call that a result answers.
        """
        last = next(message for message in reversed(parent.messages) if message["role"] == "assistant")
        dummy = [
            {"role": "system", "content": "dummy system"},
            {"role": "assistant", "content": "", "reasoning_content": " ", "tool_calls": last.get("tool_calls")},
        ]
        shorter = self._renderer.render(dummy, request, add_generation_prompt=False)
        longer = self._renderer.render(dummy + appended, request, add_generation_prompt=True)
        if not longer.startswith(shorter):
            raise ValueError(f"turn {len(self.turns)}: the template does not render append-only")
        # The template writes the filler behind the stop token, but the engine stops at it.
        stop = self._tokenizer.id_of(self._family.stop)
        # What was cut off has no stop token of its own, unless the limit fell right behind it.
        closing = [stop] if parent.truncated and parent.ids[-1] != stop else []
        stopped = closing or parent.ids[-1] == stop
        filler = self._tokenizer.encode(self._family.filler) if stopped and self._family.filler else []
        suffix = self._tokenizer.encode(longer[len(shorter):])
        # The model stops by opening a message. The same opener stays what it is, the model's own; another takes its position.
        if suffix and parent.ids[-1] in map(self._tokenizer.id_of, self._family.openers):
            if suffix[0] == parent.ids[-1]:
                return 0, [("environment", suffix[1:])]
            return 1, [("splice", suffix[:1]), ("environment", suffix[1:])]
        return 0, [("splice", closing), ("splice", filler), ("environment", suffix)]


def _declared(tools, arguments):
    """What a template is given for some inputs: key order counts within a value, and not among the arguments."""
    return [canonical([wrap(plain(tool)) for tool in tools or []]), sorted((name, canonical(value)) for name, value in (arguments or {}).items())]


def _without_last(segments, count):
    """The segments without their last ids, which all lie in the last segment: a turn replaces what its parent sampled."""
    if count == 0:
        return segments
    origin, ids = segments[-1]
    kept = ids[:len(ids) - count]
    return segments[:-1] + ([(origin, kept)] if kept else [])


def _ints(numbers):
    return [int(number.text) for number in numbers]


def _floats(numbers):
    return [float(number.text) for number in numbers]
