"""Renders tests/Golden/corpus/families/conversations by Jinja2 with each family's fixed template; makes those that come from a seed.

    /usr/bin/python3 tools/oracle/families/goldens.py
"""

import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path += [str(ROOT / "tools/oracle" / folder) for folder in ("templates", "trajectories")]
import case_files  # noqa: E402 - found through the line above
from conversations_of_families import conversation  # noqa: E402
from jinja_environment import NOW, make_environment  # noqa: E402
from rendering import normalize, wrap  # noqa: E402

CORPUS = ROOT / "tests/Golden/corpus/families"
SEED, COUNT = 20261124, 30
# The roles that may be appended, and the folder of the conversations that have them all.
ALL, NO_SYSTEM = ("tool", "user", "system", "assistant"), ("tool", "user", "assistant")
GENERATED = {ALL: "every-role", NO_SYSTEM: "no-system"}
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
    for roles, group in GENERATED.items():
        write_conversations(CORPUS / "conversations" / group, roles)
    environment = make_environment(NOW)
    for name, (file, fixed, roles) in FAMILIES.items():
        case_files.clear(CORPUS / name, ".txt")
        template = environment.from_string((ROOT / "src/Core/Families" / file).read_text("utf-8"))
        for group in (GENERATED[roles], "shapes"):
            for path in sorted((CORPUS / "conversations" / group).glob("*.json")):
                case = json.loads(case_files.read(path))
                if fits(case["messages"], roles):
                    case_files.write(CORPUS / name / group / f"{path.stem}.txt", rendered(template, fixed, case))


def write_conversations(folder, roles):
    case_files.clear(folder, ".json")
    rng = random.Random(SEED)
    for number in range(COUNT):
        messages, tools = conversation(rng, roles)
        case_files.write(folder / f"{number:02}.json", case_files.readable(
            {"messages": messages, "tools": tools, "kwargs": THINKING[number % 3], "add_generation_prompt": number % 2 == 0}))


def fits(messages, append_roles):
    """Whether only roles that may be appended stand after the model's first turn."""
    first = next(i for i, message in enumerate(messages) if message["role"] == "assistant")
    return all(message["role"] in ("assistant", *append_roles) for message in messages[first:])


def rendered(template, fixed, case):
    return template.render(
        **fixed, **case["kwargs"], messages=[normalize(message) for message in case["messages"]],
        tools=[wrap(tool) for tool in case["tools"] or []] or None, add_generation_prompt=case["add_generation_prompt"])


if __name__ == "__main__":
    main()
