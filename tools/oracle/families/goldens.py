"""Writes tests/Golden/corpus/families/NAME.jsonl: conversations rendered by Jinja2 with each family's fixed template.

    /usr/bin/python3 tools/oracle/families/goldens.py
"""

import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path += [str(ROOT / "tools/oracle" / folder) for folder in ("templates", "trajectories")]
from conversations_of_families import conversation  # noqa: E402 - found through the lines above
from jinja_environment import NOW, make_environment  # noqa: E402
from rendering import normalize, wrap  # noqa: E402
from shapes import SHAPES, TOOLS, fits  # noqa: E402

SEED, COUNT = 20261124, 30
ALL, NO_SYSTEM = ("tool", "user", "system", "assistant"), ("tool", "user", "assistant")
# The published contract, typed by hand: the template, what it is given besides messages, and the roles that may be appended.
FAMILIES = {
    "qwen3": ("qwen3.jinja", {"clear_thinking": False}, ALL),
    "qwen35": ("qwen35.jinja", {"clear_thinking": False}, NO_SYSTEM),
    "qwennext": ("qwennext.jinja", {"clear_thinking": False}, ALL),
    "kimi25": ("kimi25.jinja", {"preserve_thinking": True}, ALL),
    "minimax_m25": ("minimax.jinja", {"clear_thinking": False, "model_name": "MiniMax-M2.5"}, NO_SYSTEM),
    "minimax_m27": ("minimax.jinja", {"clear_thinking": False, "model_name": "MiniMax-M2.7"}, NO_SYSTEM),
    "inkling": ("inkling.jinja", {}, ALL),
    "gptoss": ("gptoss.jinja", {}, ALL),
    "llama3": ("llama3.jinja", {}, ALL),
}
THINKING = [{}, {"enable_thinking": False, "thinking": False}, {"enable_thinking": True, "thinking": True}]


def main():
    environment = make_environment(NOW)
    for name, (file, fixed, roles) in FAMILIES.items():
        template = environment.from_string((ROOT / "src/Core/Families" / file).read_text("utf-8"))
        rng = random.Random(SEED)
        with (ROOT / f"tests/Golden/corpus/families/{name}.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
            for number in range(COUNT):
                messages, tools = conversation(rng, roles)
                case = {"messages": messages, "tools": tools, "kwargs": THINKING[number % 3], "add_generation_prompt": number % 2 == 0}
                lines.write(rendered(template, fixed, case))
            for number, (shape, messages) in enumerate(SHAPES.items()):
                if fits(messages, roles):
                    case = {"shape": shape, "messages": messages, "tools": TOOLS, "kwargs": THINKING[number % 3], "add_generation_prompt": False}
                    lines.write(rendered(template, fixed, case))
    (ROOT / "tests/Golden/corpus/families/shapes.json").write_text(json.dumps(
        {"tools": TOOLS, "shapes": [{"name": name, "messages": messages} for name, messages in SHAPES.items()]}, indent=1) + "\n", "utf-8", newline="\n")


def rendered(template, fixed, case):
    """A case with its text, as a line."""
    text = template.render(
        **fixed, **case["kwargs"], messages=[normalize(message) for message in case["messages"]],
        tools=[wrap(tool) for tool in case["tools"] or []] or None, add_generation_prompt=case["add_generation_prompt"])
    return json.dumps(case | {"text": text}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
