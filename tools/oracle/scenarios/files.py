"""Which scenarios are files, and by which face, wire, policy and matcher each is played."""
from file_kinds import FILE_KINDS
from kinds import KINDS
from splitmix import SplitMix
from play import Player

FACES = ("openai-chat", "openai-responses", "anthropic-messages")
POLICIES, MATCHERS = ("linear", "tree"), ("rendered", "strict", "loose_tool_call", "role_content_only")
WIRES = ("sglang", "sglang-chat", "vllm", "vllm-generate")
# What only a chat client can say: template arguments, arguments that are no JSON, spellings, empty answers, answers one after the other.
_CHAT_ONLY = {
    "chat.unthinking", "chat.odd", "tools.invalid", "respelled", "ghost", "assistant.injected", "invalid.body", "matcher.strict", "matcher.loose",
    "run-on", "role.refused", "boundary.sampled", "developer", "dressed", "cached", "inputs.numbers", "inputs.respelled"}
_FACES = {"responses.chained": "openai-responses", "invalid.responses": "openai-responses", "invalid.anthropic": "anthropic-messages"}
_ALWAYS = {("deepseekv32", "tools.orphan")}  # The one format that has no place for a result without a call.
_LONG = ("qwen3", "llama3", "glm47")


def of_family(model, pools, number):
    """The scenarios of a family, each with its name; `number` is the family's place."""
    for index, kind in enumerate(KINDS):
        if kind["name"] == "long" and model.name not in _LONG:
            continue
        if (index + number) % 2 and model.name != "qwen3" and (model.name, kind["name"]) not in _ALWAYS:
            continue
        seed = 1_000_000 + 1000 * number + index
        face = "openai-chat" if kind["name"] in _CHAT_ONLY else FACES[(index + number // 2) % 3]
        if face == "openai-responses" and "stop_" in str(kind["script"]):
            face = "anthropic-messages"  # Responses has no stop strings.
        face = _FACES.get(kind["name"], face)
        wire = WIRES[(index // 2 + number) % 4]
        if kind["name"] == "abort.resumed" and wire == "sglang-chat":
            wire = "vllm"
        opened = {"policy": POLICIES[(index // 3 + number) % 2], "matcher": MATCHERS[(index + number // 4) % 4]}
        if face == "anthropic-messages" and kind["tools"] is not None and opened["matcher"] == "strict":
            opened["matcher"] = "loose_tool_call"  # Its clients send arguments as objects, in their own spelling.
        opened = {name: value for name, value in opened.items() if name not in kind["open"]}
        weights = f"v{index}" if wire.startswith("sglang") and index % 3 == 0 else None
        name = f"{model.name}/{kind['name'].replace('.', '-')}"
        yield name, Player(model, pools, kind, SplitMix(seed), face, wire, opened, weights, (index + number // 3) % 3 == 0).play(name)
    for index, (kind, families) in enumerate(FILE_KINDS, len(KINDS)):
        if model.name in families:
            name = f"{model.name}/{kind['name'].replace('.', '-')}"
            opened = {name: value for name, value in {"policy": POLICIES[index % 2], "matcher": "rendered"}.items() if name not in kind["open"]}
            rng = SplitMix(1_000_000 + 1000 * number + index)
            yield name, Player(model, pools, kind, rng, "openai-chat", WIRES[(index + number) % 4], opened).play(name)
