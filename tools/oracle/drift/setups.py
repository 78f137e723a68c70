"""The setups that are compared, each one change away from qwen3's own.

Templates and family files are written into the corpus, where both sides read them. A tokenizer is 11 MB, so that its change is written down
instead: a merge that is gone, or a text that is one token more.
"""
import json
from dataclasses import dataclass, replace
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[3] / "tests/Golden/corpus/drift"


@dataclass(frozen=True)
class Setup:
    name: str
    template: tuple = ()       # (text, what stands there instead), which must be in the template once
    merge: tuple = ()          # the two parts of a merge that the tokenizer lacks
    added: str = ""            # a text that is one added token
    swap: tuple = ()           # two tokens that change their ids
    openers: tuple = ()        # stop tokens that the next message's opener replaces; then no filler
    filler: str = "\n"         # what follows the stop token
    append_roles: tuple = ()   # roles that may follow a turn; empty for qwen3's


SETUPS = [
    # One newline more at the end of the generation prompt: every prompt is another one.
    Setup("newline", template=("{{- '<|im_start|>assistant\\n' }}", "{{- '<|im_start|>assistant\\n\\n' }}")),
    # One newline less after a tool's result: what came before the first result is as it was.
    Setup("result", template=("'\\n<tool_response>\\n' + message.content + '\\n</tool_response>'",
                              "'\\n<tool_response>\\n' + message.content + '</tool_response>'")),
    # A merge less: a word is two tokens.
    Setup("merge", merge=("Ġlo", "ok")),
    # A token more: a text in the middle of a tool's name.
    Setup("added", added="et_weather"),
    # Two tokens change their ids: what was sampled says something else.
    Setup("swap", swap=("Ġlook", "Ġunits")),
    # A family whose next message replaces the token that the model stopped with.
    Setup("opener", openers=("<|im_end|>", "<|endoftext|>")),
    # A family whose engine stops before two newlines.
    Setup("filler", filler="\n\n"),
    # A family that lets users' messages follow a turn, and no results of tools.
    Setup("roles", append_roles=("user", "system")),
]


def template_of(setup, original):
    """The template's text."""
    if not setup.template:
        return original
    old, new = setup.template
    assert original.count(old) == 1, f"{setup.name}: {old!r} is not once in the template"
    return original.replace(old, new)


def tokenizer_of(setup, original):
    """The tokenizer.json, as bytes."""
    tokenizer = json.loads(original)
    if setup.merge:
        before = len(tokenizer["model"]["merges"])
        tokenizer["model"]["merges"].remove(list(setup.merge))
        assert len(tokenizer["model"]["merges"]) == before - 1
    if setup.added:
        tokenizer["added_tokens"].append({
            "id": max(token["id"] for token in tokenizer["added_tokens"]) + 1, "content": setup.added, "single_word": False,
            "lstrip": False, "rstrip": False, "normalized": False, "special": False})
    if setup.swap:
        vocabulary = tokenizer["model"]["vocab"]
        (first, second) = setup.swap
        vocabulary[first], vocabulary[second] = vocabulary[second], vocabulary[first]
    return json.dumps(tokenizer, ensure_ascii=False).encode()


def family_of(setup, family, template):
    """The family as the oracle has it."""
    return replace(
        family, template=template, filler="" if setup.openers else setup.filler, openers=frozenset(setup.openers),
        append_roles=frozenset(setup.append_roles) if setup.append_roles else family.append_roles)


def family_file(setup, template_name):
    """The family file, or None where the setup's family is qwen3."""
    if setup.filler == "\n" and not setup.append_roles and not setup.openers:
        return None
    return {
        "name": f"qwen3-{setup.name}",
        "template": template_name,
        "fixed_arguments": {"clear_thinking": False},
        "append_roles": list(setup.append_roles or ("tool", "user", "system", "assistant")),
        "boundary": {"rule": "replace_trailing", "openers": list(setup.openers)} if setup.openers
        else {"rule": "append_after", "stop": "<|im_end|>", "filler": setup.filler},
        "required_tokens": ["<|im_start|>", "<|im_end|>"],
        "completion_format": "qwen",
    }
