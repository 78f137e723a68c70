"""Writes tests/Golden/corpus/ends: for every family and every kind of end, what follows a turn that ended so.

    /usr/bin/python3 tools/oracle/families/ends.py

The rule is that of docs/proof.md, level 4, over the published formats: a turn ends with the family's own stop token. What is missing is put there
by the splice, what was sampled after it is in no later prompt, and where a family closes no message the next message's opener ends the turn.
Texts come from Jinja2 and the templates (from deepseek.py for the formats that are code); nothing of ours is asked.
"""

import json
import sys
from dataclasses import dataclass, field
from reference_messages import Rules
from pathlib import Path

import deepseek
from goldens import FAMILIES, ROOT  # found through the paths that it adds: case_files, jinja_environment, rendering
import case_files
from jinja_environment import NOW, make_environment
from rendering import normalize, wrap

CORPUS = ROOT / "tests/Golden/corpus/ends"
STAND_INS = ROOT / "tests/Support/Families"


@dataclass(frozen=True)
class Format:
    """How the published format ends a turn, typed by hand: generation_config.json (eos_token_id) and the chat template."""
    stops: tuple             # the tokens with which the model ends a turn
    closing: tuple           # what the template writes at the end of a turn, in tokens; none where the next opener ends it
    foreign: tuple = ()      # tokens at which engines stop too, and which the template never writes
    filler: str = ""         # what the template writes after the stop token, and an engine stops before
    bare: str = ""           # an opener after which no block is open, so that the last closing token is enough
    inner: str = ""          # a token that ends a part of a turn, as the format has it inside of turns
    arguments: dict = field(default_factory=dict)
    template: str = ""       # a stand-in's file, where the checkpoint's own template is used


CHATML = dict(stops=("<|im_end|>",), closing=("<|im_end|>",), filler="\n")
KIMI = dict(stops=("<|im_end|>",), closing=("<|im_end|>",), foreign=("[EOS]",))
MINIMAX = dict(stops=("[e~[",), closing=("[e~[",), filler="\n")
DEEPSEEK = dict(stops=(deepseek.EOS,), closing=(deepseek.EOS,))
FORMATS = {
    "qwen3": Format(**CHATML, foreign=("<|endoftext|>",)),
    "qwen35": Format(**CHATML, foreign=("<|endoftext|>",)),
    "qwennext": Format(**CHATML, foreign=("<|endoftext|>",)),
    "nemotron3": Format(
        **CHATML, foreign=("<|endoftext|>",), arguments={"truncate_history_thinking": False}, template="nemotron3.jinja"),
    "kimi25": Format(**KIMI),
    "kimi26": Format(**KIMI, arguments={"preserve_thinking": True}, template="kimi26.jinja"),
    "minimax_m25": Format(**MINIMAX),
    "minimax_m27": Format(**MINIMAX),
    "deepseekv32": Format(**DEEPSEEK),
    "deepseekv4": Format(**DEEPSEEK),
    "llama3": Format(stops=("<|eot_id|>", "<|eom_id|>"), closing=("<|eot_id|>",), foreign=("<|end_of_text|>",)),
    # "<|end|>: Represents the end of a single message"; <|return|> and <|call|> end sampling (openai/harmony, docs/format.md).
    "gptoss": Format(stops=("<|return|>", "<|call|>"), closing=("<|end|>",), foreign=("<|endoftext|>",), inner="<|end|>"),
    "inkling": Format(
        stops=("<|content_model_end_sampling|>",), closing=("<|end_message|>", "<|content_model_end_sampling|>"),
        bare="<|message_model|>", inner="<|end_message|>"),
    # Closes no message: the model stops by opening the next one.
    "glm47": Format(
        stops=("<|observation|>", "<|user|>"), closing=(), foreign=("<|endoftext|>",),
        arguments={"clear_thinking": False}, template="glm47.jinja"),
}
NO_SYSTEM = {"qwen35", "minimax_m25", "minimax_m27", "deepseekv4"}
SAID = "Thought: look it up"
ASKED = [{"role": "user", "content": "go"}]
CALL = {"role": "assistant", "content": "", "tool_calls": [
    {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{\"city\": \"Oslo\"}"}}]}
TEXT = {"role": "assistant", "content": SAID}
TOOLS = [{"type": "function", "function": {"name": "look", "description": "", "parameters": {"type": "object", "properties": {}}}}]


def main():
    case_files.clear(CORPUS, ".json")
    for name, published in FORMATS.items():
        render = renderer(name, published)
        cases = [case(name, published, render, end, follow) for end in ends(published) for follow in followers(name)]
        tokens = sorted({*published.stops, *published.closing, *published.foreign, *filter(None, (published.bare, published.inner))})
        case_files.write(CORPUS / f"{name}.json", document(name, tokens, cases))


def document(name, tokens, cases):
    """A line a case."""
    lines = ",\n".join("    " + json.dumps(one, ensure_ascii=False) for one in cases)
    return f'{{\n  "family": "{name}",\n  "tokens": {json.dumps(tokens, ensure_ascii=False)},\n  "cases": [\n{lines}\n  ]\n}}\n'


def ends(published):
    """Kind of end, sampled pieces, the engine's word, the stop string that it names."""
    stop = published.stops[0]
    for own in published.stops:
        yield "stop_token", [SAID, own], "stop", None
        yield "stop_token", [SAID, own], "length", None
    yield "tokens_after_stop", [SAID, stop, "\nHm"], "stop", None
    yield "tokens_after_stop", [SAID, stop, stop], "length", None
    yield "tokens_after_stop", [stop, SAID, stop], "tool_calls", None
    for foreign in published.foreign:
        yield "foreign_token", [SAID, foreign], "stop", None
    yield "stop_string", [SAID + "\nObservation:"], "stop", "\nObservation:"
    yield "no_stop_token", [SAID + "\nObservation:"], "stop", None
    yield "no_stop_token", [], "tool_calls", None
    yield "length", [SAID], "length", None
    yield "length", [], "length", None
    yield "abort", [SAID], "abort", None
    yield "other", [SAID], "content_filter", None
    if published.inner:
        yield "length", [SAID, published.inner], "length", None
        yield "tokens_after_stop", [SAID, published.inner, SAID, stop, "\n"], "stop", None
    if published.bare:
        yield "length", [SAID, published.inner, published.bare], "length", None


def followers(name):
    yield TEXT, [{"role": "user", "content": "next"}]
    yield CALL, [{"role": "tool", "tool_call_id": "call_1", "content": "3"}]
    yield TEXT, [{"role": "assistant", "content": "as I said"}, {"role": "user", "content": "next"}]
    if name not in NO_SYSTEM:
        yield TEXT, [{"role": "system", "content": "be brief"}]


def case(name, published, render, end, follow):
    kind, pieces, reason, stop_text = end
    assistant, appended = follow
    history = [*ASKED, assistant]
    before, after = render(history, False), render([*history, *appended], True)
    assert after.startswith(before), name
    suffix = after[len(before):]
    at = next((i for i, piece in enumerate(pieces) if piece in published.stops), None)
    kept, dropped = (pieces, []) if at is None else (pieces[:at + 1], pieces[at + 1:])
    closing, replaced, opened = [], [], False
    if not published.closing:
        # The opener that the next message begins with is the end: the model's own where it sampled that one, else the environment's.
        opened = at is None or not suffix.startswith(kept[-1])
        if not opened:
            suffix = suffix[len(kept[-1]):]
        elif at is not None:
            kept, replaced = kept[:-1], kept[-1:]
    elif at is None:
        closing = missing(published, kept, name)
    ended = at is not None or bool(closing) or kept[-1:] == [published.closing[-1]] if published.closing else False
    return {
        "end": kind, "pieces": pieces, "finish_reason": reason, "stop_text": stop_text,
        "messages": history, "appended": appended,
        "refused_by": refused(kind),
        "kept": kept, "dropped": replaced + dropped,
        "closing": closing, "filler": published.filler if ended else "", "suffix": suffix, "opens_as_splice": opened,
    }


def missing(published, kept, name):
    """What a turn lacks at its end. The opener in front of an empty one is the generation prompt's."""
    last = kept[-1] if kept else published.bare
    if published.bare and last == published.bare:
        return list(published.closing[-1:])
    if last in published.closing:
        return list(published.closing[published.closing.index(last) + 1:])
    return list(published.closing)


def refused(kind):
    """The laws under which nothing may follow."""
    if kind == "stop_token":
        return []
    return ["refuse"] + (["close_stop_strings"] if kind in ("length", "abort", "other") else [])


def renderer(name, published):
    if name.startswith("deepseek"):
        write = {"deepseekv32": deepseek.v32, "deepseekv4": deepseek.v4}[name]
        return lambda messages, generate: write(
            Rules(ours=True), messages, [wrap(tool) for tool in TOOLS], {"drop_thinking": False}, generate)
    file, fixed = FAMILIES[name][:2] if name in FAMILIES else (published.template, published.arguments)
    folder = ROOT / "src/Core/Families" if name in FAMILIES else STAND_INS
    template = make_environment(NOW).from_string((folder / file).read_text("utf-8"))
    return lambda messages, generate: template.render(
        **fixed, messages=[normalize(message) for message in messages], tools=[wrap(tool) for tool in TOOLS],
        add_generation_prompt=generate)


if __name__ == "__main__":
    main()
