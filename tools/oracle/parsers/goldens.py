"""Writes tests/Golden/corpus/parsers: a file a family, a case a row."""
import json
import pathlib

import departures
import element_departures
import glm_departures
import harmony_departures
import inkling_departures
import json_departures
import kimi_departures
import llama_departures
import messages
from case import case
from formats import FAMILIES, Thinking

OUT = pathlib.Path(__file__).parents[3] / "tests/Golden/corpus/parsers"
OWN = {
    "qwen3": json_departures.cases, "qwennext": json_departures.cases, "qwen35": element_departures.qwen,
    "nemotron3": element_departures.qwen, "glm47": glm_departures.cases, "kimi25": kimi_departures.cases, "kimi26": kimi_departures.cases,
    "minimax_m25": element_departures.minimax, "minimax_m27": element_departures.minimax, "deepseekv32": element_departures.deepseek,
    "deepseekv4": element_departures.deepseek, "llama3": llama_departures.cases, "gptoss": harmony_departures.cases,
    "inkling": inkling_departures.cases,
}


def written(format):
    """A turn that the format's template writes is read as the message that it was written from."""
    for name, reasoning, content, calls in messages.messages():
        if not format.keeps_reasoning:
            reasoning = None
            if content and any(call[0] == "no_such_tool" for call in calls):
                continue  # In the midst of prose only a tool that was given is a call.
        ids = [f"functions.{call[0]}:{index}" for index, call in enumerate(calls)]
        prompt, text = format.turn(reasoning, content, [(*call, id) for call, id in zip(calls, ids)])
        expected = [
            (name_, format.arguments(arguments)) + ((False, id) if format.has_ids else ())
            for (name_, arguments), id in zip(calls, ids)
        ]
        yield {"formed": True} | case(name, prompt, text, reasoning, content, expected)


def rows(family, format):
    yield from written(format)
    for row in departures.cases(format, family) if isinstance(format, Thinking) else ():
        yield {"formed": False} | row
    for row in OWN[family](format):
        yield {"formed": False} | row


OUT.mkdir(parents=True, exist_ok=True)
(OUT / "tools.json").write_text(json.dumps(messages.TOOLS, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
for family, format in FAMILIES.items():
    lines = list(rows(family, format))
    names = [row["name"] for row in lines]
    assert len(set(names)) == len(names), (family, [name for name in names if names.count(name) > 1])
    departing = sum(not row["formed"] for row in lines)
    assert len(lines) >= 60 and departing * 3 >= len(lines), (family, len(lines), departing)
    (OUT / f"{family}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines), encoding="utf-8")
    print(f"{family}: {len(lines)} cases, {departing} that no template writes")

# Rows that came later: scenarios are made from those above (tools/oracle/scenarios/pools.py), and stay as they are.
(OUT / "more").mkdir(exist_ok=True)
LATER = {
    "llama3": llama_departures.later, "qwen35": element_departures.later, "nemotron3": element_departures.later,
    "deepseekv32": element_departures.deepseek_later, "deepseekv4": element_departures.deepseek_later, "kimi25": kimi_departures.later,
    "kimi26": kimi_departures.later, "gptoss": harmony_departures.later, "qwen3": json_departures.later, "qwennext": json_departures.later,
    "inkling": inkling_departures.later,
}
for family, later in LATER.items():
    lines = [json.dumps({"formed": False} | row, ensure_ascii=False) + "\n" for row in later(FAMILIES[family])]
    (OUT / "more" / f"{family}.jsonl").write_text("".join(lines), encoding="utf-8")
