"""What scenarios are made of: one JSON file that the oracle and the C# expansion both read."""
import json

import texts
from paths import PUBLISHED, ROOT
from answers import Writer
from contracts import CONTRACTS
from kinds import KINDS
from exact_json import Number, canonical
from messages import TOOLS
from modes import OFF, thinks
from splitmix import SplitMix

_OTHER_TOOLS = [TOOLS[0], {"type": "function", "function": {"name": "clock", "description": "Tells the time.", "parameters": {
    "type": "object", "properties": {"zone": {"type": "string"}}}}}]
# The first ones again: with the keys of a schema in another order, which most templates print; and in a spelling that no template sees.
_REORDERED = [{"type": "function", "function": tool["function"] | {"parameters": dict(reversed(tool["function"]["parameters"].items()))}} for tool in TOOLS]
_RESPELLED = [{"function": {"strict": False, **dict(reversed(tool["function"].items()))}, "type": "function"} for tool in TOOLS]
_NUMBERS = [{"type": "function", "function": {"name": "now", "description": None, "parameters": {"type": "object", "properties": {
    "n": {"enum": [Number(text) for text in ("1.50", "1E+2", "-0", "0.1", "1e-7", "1e16", "1e22", "123456789.123456789", "12345678901234567890123")]}}}}}]
TOOLSETS = [TOOLS, _OTHER_TOOLS, _REORDERED, _NUMBERS, _RESPELLED]
_ROWS = ROOT / "tests/Golden/corpus/parsers"


def shared():
    """What all families have."""
    return {
        "users": texts.USERS, "tricky": texts.TRICKY, "systems": texts.SYSTEMS, "results": texts.RESULTS, "contents": texts.CONTENTS, "dates": texts.DATES,
        "toolsets": TOOLSETS, "off": OFF, "policies": ["linear", "tree"],
        "matchers": ["rendered", "strict", "loose_tool_call", "role_content_only"], "bytes": byte_ids(), "kinds": KINDS}


def byte_ids():
    """The token of each byte, by GPT-2's letters for bytes, which every byte-level vocabulary has."""
    vocabulary = json.loads((PUBLISHED / "tokenizer.json").read_bytes())["model"]["vocab"]
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, extra = {byte: chr(byte) for byte in plain}, 0
    for byte in range(256):
        if byte not in letters:
            letters[byte] = chr(256 + extra)
            extra += 1
    return [vocabulary[letters[byte]] for byte in range(256)]


def of_family(model):
    """The roles that may follow a turn, what the prompt opens, and the answers of each state: how each is written, and what it says."""
    states = {thinks(model.name, False), thinks(model.name, True)}
    return {
        "roles": list(model.contract.roles), "thinks": [thinks(model.name, False), thinks(model.name, True)],
        "answers": {state or "plain": _groups(model, state) for state in sorted(states, key=str)}}


def _groups(model, state):
    writer = _Recorder(model)
    rng = SplitMix(len(model.name))
    groups = {name: [] for name in ("text", "call", "calls", "broken", "odd", "length", "unclosed", "stop_text", "foreign", "after", "opener", "boundary", "stop_thought", "stop_over")}
    for i, content in enumerate(texts.CONTENTS):
        groups["text"].append(writer.write(rng, state, _thought(state, i), content))
        if i % 4 == 0:
            groups["boundary"].append(writer.write(rng, state, _thought(state, i + 1), content, (), "boundary"))
        if i % 3 == 0:
            for end, group in (("length", "length"), ("unclosed", "unclosed"), ("stop_text", "stop_text"), ("stop_over", "stop_over"), ("stop_thought", "stop_thought"), ("foreign", "foreign"),
                               ("after", "after"), ("opener", "opener")):
                thinks = end in ("unclosed", "stop_thought")
                if thinks and (state == "closed" or (end == "stop_thought" and not writer.format.keeps_reasoning)):
                    continue
                groups[group].append(writer.write(rng, state, texts.THOUGHTS[i % 9] if thinks else _thought(state, i + 1), content, (), end))
    single = model.name == "gptoss"  # Each call ends sampling there.
    for i, calls in enumerate(texts.CALLS):
        groups["call"].append(writer.write(rng, state, _thought(state, i), texts.CONTENTS[i] if i % 2 else "", _with_ids(calls)))
    for i, calls in enumerate(texts.CALLS[:3] if single else texts.PARALLEL):
        groups["calls"].append(writer.write(rng, state, _thought(state, i), texts.CONTENTS[i] if i % 2 else "", _with_ids(calls)))
    prompts = {"opened": "prompt_thinks", "closed": "prompt_closed", None: "prompt"}
    wanted = getattr(writer.format, prompts[state], writer.format.prompt)
    for line in (_ROWS / f"{model.name}.jsonl").read_text("utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        if row["formed"] or row["prompt"] != wanted or not row["tools"] or not any(row["text"]):
            continue
        broken = any(call["malformed"] for call in row["calls"])
        if broken or not row["calls"]:
            groups["broken" if broken else "odd"].append(writer.of_row(rng, row))
    for group, stand_in in (("broken", "call"), ("odd", "text"), ("unclosed", "length"), ("stop_thought", "stop_text")):
        groups[group] = groups[group] or groups[stand_in]
    return groups


def _thought(state, i):
    """A model whose prompt has opened its thinking thinks; where nothing is opened, it does so two times in three."""
    return None if state == "closed" or (state is None and i % 3 == 0) else texts.THOUGHTS[i % len(texts.THOUGHTS)]


def _with_ids(calls):
    return [(name, arguments, f"functions.{name}:{i}") for i, (name, arguments) in enumerate(calls)]


class _Recorder(Writer):
    """Writes the recipe of an answer instead of its tokens."""

    def __init__(self, model):
        super().__init__(model, None)

    def spelled(self, rng, pieces):
        self.pieces = pieces
        return [piece if isinstance(piece, int) else -1 for piece in pieces]

    def write(self, *arguments):
        return self._recipe(super().write(*arguments))

    def of_row(self, *arguments):
        return self._recipe(super().of_row(*arguments))

    def _recipe(self, answer):
        return {
            "pieces": self.pieces, "finish_reason": answer.finish_reason, "stop_token": answer.stop_token, "stop_text": answer.stop_text,
            "reasoning": answer.reasoning, "content": answer.content, "calls": [list(call) for call in answer.calls]}


def build(models):
    """The file; `models` gives an open model by its name."""
    return {"format": "tito.golden-pools", "version": 1, **shared(), "families": {name: of_family(models(name)) for name in CONTRACTS}}
