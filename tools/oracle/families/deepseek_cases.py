"""Writes conversations in the DeepSeek formats, each with its text, or with the reason where the format refuses it.

    /usr/bin/python3 tools/oracle/families/deepseek_cases.py                  tests/Golden/corpus/encoders, a file each
    /usr/bin/python3 tools/oracle/families/deepseek_cases.py FILE COUNT SEED  both formats into one file, a line each
"""

import json
import random
import sys
from pathlib import Path

import deepseek
from conversations_of_families import conversation, json_value
from reference_messages import Rules
import case_files  # found in the folder that the line above adds

ROOT = Path(__file__).resolve().parents[3]
SEED, COUNT = 20261125, 60
FORMATS = {"deepseekv32": deepseek.v32, "deepseekv4": deepseek.v4}
MODES = [{}, {"enable_thinking": False}, {"thinking": True}, {"thinking_mode": "chat"}, {"thinking_mode": "thinking", "thinking": False},
         {"enable_thinking": True, "thinking": False}, {"thinking": None}]


def main(arguments):
    if arguments:
        path, count, seed = Path(arguments[0]), int(arguments[1]), int(arguments[2])
        lines = [json.dumps(case, ensure_ascii=False) + "\n" for name in FORMATS for case in _cases(name, count, seed)]
        path.write_text("".join(lines), "utf-8", newline="\n")
        return
    for name in FORMATS:
        _write(ROOT / "tests/Golden/corpus/encoders" / name, _cases(name, COUNT, SEED))


def _write(folder, cases):
    case_files.clear(folder, ".json", ".txt")
    for number, case in enumerate(cases):
        parts = ("messages", "tools", "kwargs", "add_generation_prompt")
        case_files.write(folder / f"{number:02}.json", case_files.readable({part: case[part] for part in parts}))
        if "text" in case:
            case_files.write(folder / f"{number:02}.expected.txt", case["text"])
        else:
            case_files.write(folder / f"{number:02}.refused.txt", case["refused"] + "\n")


def _cases(name, count, seed):
    rng = random.Random(f"{name} {seed}")
    return [_case(rng, name, number) for number in range(count)]


def _case(rng, name, number):
    messages, tools = conversation(rng, ("tool", "user", "system", "assistant"))
    for message in messages:
        _vary(rng, message)
    messages = _reorder(rng, messages)
    kwargs = {**rng.choice(MODES), "drop_thinking": number % 2 == 0}
    if name == "deepseekv4" and rng.random() < 0.3:
        kwargs["reasoning_effort"] = rng.choice(["max", "high", None, "max", "low"])
    case = {"family": name, "messages": messages, "tools": tools, "kwargs": kwargs, "add_generation_prompt": rng.random() < 0.6}
    try:
        return case | {"text": FORMATS[name](Rules(ours=True), messages, tools, kwargs, case["add_generation_prompt"])}
    except deepseek.Refused as refused:
        return case | {"refused": str(refused)}


def _vary(rng, message):
    """What clients send: arguments as text, nested or of another kind, null content."""
    if rng.random() < 0.05:
        message["content"] = None
    for call in message.get("tool_calls") or []:
        function = call["function"]
        function["arguments"] |= {"nested": json_value(rng)} if rng.random() < 0.4 else {}
        if rng.random() < 0.6:
            function["arguments"] = json.dumps(function["arguments"], ensure_ascii=rng.random() < 0.5)
        if rng.random() < 0.04:
            function["arguments"] = rng.choice(["{\"city\": ", "ls -la", "", "[1, 2]", "7", "\"text\""])


def _reorder(rng, messages):
    """Results in another order than the calls, without an id, or fewer or more than the calls."""
    tools = [i for i, message in enumerate(messages) if message["role"] == "tool"]
    for first, second in zip(tools, tools[1:]):
        if second == first + 1 and rng.random() < 0.4:
            messages[first], messages[second] = messages[second], messages[first]
    for i in tools:
        if rng.random() < 0.1:
            messages[i].pop("tool_call_id", None)
    if tools and rng.random() < 0.08:
        place = rng.choice(tools)
        messages = messages[:place] + messages[place + 1:] if rng.random() < 0.5 else messages[:place] + [dict(messages[place])] + messages[place:]
    return messages


if __name__ == "__main__":
    main(sys.argv[1:])
