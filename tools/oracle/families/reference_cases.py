"""Conversations as real clients send them, each with the text and the splices that the reference's rules give for every family.

    /usr/bin/python3 tools/oracle/families/reference_cases.py                  tests/Golden/corpus/reference, a file a family
    /usr/bin/python3 tools/oracle/families/reference_cases.py FILE COUNT SEED  all families into one file, COUNT conversations each

Where the reference and we part on purpose, the text is ours, and the case names the rows of COMPATIBILITY.md that it meets.
"""
import base64
import json
import random
import sys
from collections import Counter
from pathlib import Path

import deepseek
import reference_text
from reference_conversations import conversation
from reference_messages import Refused, Rules, prepared, wrapped
from reference_templates import rendered

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "tests/Golden/corpus/reference"
SEED, COUNT = 20261129, 24
EVERY, NO_SYSTEM, V4 = ("tool", "user", "system", "developer", "assistant"), ("tool", "user", "assistant"), ("tool", "user", "developer", "assistant")
# What writes a conversation, and the roles that may follow a generated turn.
FAMILIES = {
    "deepseekv32": (deepseek.v32, EVERY), "deepseekv4": (deepseek.v4, V4), "glm47": (rendered("glm47"), EVERY),
    "gptoss": (rendered("gptoss"), EVERY), "inkling": (reference_text.inkling, EVERY), "kimi25": (reference_text.kimi25, EVERY),
    "kimi26": (rendered("kimi26"), EVERY), "llama3": (rendered("llama3"), EVERY),
    "minimax_m25": (reference_text.minimax("MiniMax-M2.5"), NO_SYSTEM), "minimax_m27": (reference_text.minimax("MiniMax-M2.7"), NO_SYSTEM),
    "nemotron3": (rendered("nemotron3"), EVERY), "qwen3": (reference_text.qwen3, EVERY), "qwen35": (reference_text.qwen35, NO_SYSTEM),
    "qwennext": (reference_text.qwennext, EVERY),
}


def main(arguments):
    if arguments:
        path, count, seed = Path(arguments[0]), int(arguments[1]), int(arguments[2])
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for family in FAMILIES:
                write(file, family, count, seed)
        return
    for family in FAMILIES:
        with (CORPUS / f"{family}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            write(file, family, COUNT, SEED)


def write(file, family, count, seed):
    rng, met, equal = random.Random(f"{family} {seed}"), Counter(), 0
    for _ in range(count):
        found = case(rng, family)
        met.update(found["rows"])
        equal += not found["rows"]
        file.write(json.dumps(found, ensure_ascii=True) + "\n")
    print(f"{family}: {count} conversations, {equal} as the reference has them; " + ", ".join(f"{row} {n}" for row, n in sorted(met.items())))


def case(rng, family):
    _, roles = FAMILIES[family]
    messages, tools, kwargs = conversation(rng, family, roles)
    generate = rng.random() < 0.5
    rows = set()
    expected = text_of(family, messages, tools, kwargs, generate, rows)
    ends = [i for i, message in enumerate(messages) if message["role"] == "assistant"]
    splices = [splice(family, messages, end, following, tools, kwargs, rows) for end, following in zip(ends, ends[1:] + [len(messages)])]
    return {"family": family, "messages": messages, "tools": tools, "kwargs": kwargs, "generate": generate, "rows": sorted(rows),
            "expected": expected, "splices": splices}


def text_of(family, messages, tools, kwargs, generate, rows):
    """Our text; it is the reference's wherever that has the same or no row of the table was met."""
    mine = Rules(ours=True)
    sides = [side(family, messages, tools, kwargs, generate, rules) for rules in (Rules(ours=False), mine)]
    if sides[0] != sides[1]:
        if not mine.rows:
            raise AssertionError(f"{family}: the two sides part without a row")
        rows |= mine.rows
    return sides[1]


def side(family, messages, tools, kwargs, generate, rules):
    try:
        if family.startswith("deepseek"):
            kwargs = kwargs | {"drop_thinking": False}
        else:
            messages = prepared(rules, messages)  # No other format knows developers.
        return storable(FAMILIES[family][0](rules, messages, wrapped(tools), kwargs, generate))
    except (Refused, deepseek.Refused) as refused:
        return {"refused": str(refused)}


def storable(text):
    """Text that UTF-8 cannot write, for it has a lone surrogate, is kept in UTF-16."""
    try:
        text.encode("utf-8")
        return {"text": text}
    except UnicodeEncodeError:
        return {"utf16": base64.b64encode(text.encode("utf-16-le", "surrogatepass")).decode("ascii")}


def splice(family, messages, end, following, tools, kwargs, rows):
    """What follows the turn that ends with a message: the difference of two renders, behind a dummy unless the family looks further back."""
    stored, appended = messages[:end + 1], messages[end + 1:following]
    if family == "deepseekv4":
        return {"end": end, "following": following, "expected": difference(family, stored, appended, tools, kwargs, rows)}
    calls = stored[-1].get("tool_calls") or []
    reference = difference(family, dummy(calls), appended, tools, kwargs, set())
    mine = difference(family, dummy([shown(call) for call in calls]), appended, tools, kwargs, rows)
    if mine != reference:
        rows.add("dummy-arguments")
    return {"end": end, "following": following, "expected": mine}


def dummy(calls):
    return [
        {"role": "system", "content": "dummy system"},
        {"role": "assistant", "content": "", "reasoning_content": " "} | ({"tool_calls": calls} if calls else {}),
    ]


def shown(call):
    """A call as the dummy turn has it: arguments that are no object are left out."""
    given = call["function"]["arguments"]
    try:
        value = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        value = None
    return call if isinstance(value, dict) else call | {"function": call["function"] | {"arguments": "{}"}}


def difference(family, context, appended, tools, kwargs, rows):
    shorter = text_of(family, context, tools, kwargs, False, rows)
    longer = text_of(family, context + appended, tools, kwargs, True, rows)
    if "refused" in shorter or "refused" in longer:
        return {"refused": shorter.get("refused") or longer.get("refused")}
    before, after = (text_in(text) for text in (shorter, longer))
    if not after.startswith(before):
        raise AssertionError(f"{family} is not append-only: {appended}")
    return storable(after[len(before):])


def text_in(shown):
    return shown["text"] if "text" in shown else base64.b64decode(shown["utf16"]).decode("utf-16-le", "surrogatepass")


if __name__ == "__main__":
    main(sys.argv[1:])
