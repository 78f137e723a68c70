"""Seeded conversations with what real clients and engines send: parts, nulls, developers, bare functions, odd arguments."""
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "templates"))
from conversations import json_value, text  # noqa: E402 - it lives in the folder that the line above adds

THINKING = [{}, {"enable_thinking": False, "thinking": False}, {"enable_thinking": True, "thinking": True}]
EFFORTS = [None, "none", "minimal", "low", "medium", "high", "max", " high ", "xhigh", "bogus", 0, 0.0, 0.5, 0.99, 1, 1.5, -0.1, 1e-05, True, False]
ARGUMENTS = [
    '{"a": NaN, "b": [-Infinity, Infinity]}', '{"a": ' + "[" * 70 + "]" * 70 + "}", '{"a": "\\ud800", "\\udc00k": 1}', '"{\\"a\\": 1}"', "{bad", "", "[1, 2]",
    "null", "7", "0", '{"a": 1, "b": 2, "a": 3}', ' {"a" : 1.50, "e": 1e5 }\n', '{"a": "raw\nnewline"}', '{"q": "\\u00e9\\ud83d\\ude00"}', "{}",
]


def conversation(rng, family, roles):
    """Messages, tools and template arguments; after the first turn of the model only such roles as may follow one."""
    messages = []
    if rng.random() < 0.5:
        messages.append(said(rng, "system"))
    if rng.random() < 0.3:
        messages.append(said(rng, "developer"))
    messages.append(said(rng, "user"))
    for number in range(rng.randrange(1, 4)):
        calls = rng.choice([0, 0, 1, 2])
        messages.append(turn(rng, number, calls))
        results = [result(rng, call) for call in messages[-1].get("tool_calls") or []]
        messages += results
        others = [role for role in roles if role not in ("tool", "assistant")]
        if rng.random() < 0.04:
            messages.append(result(rng, {"id": "call_0_0"}))  # Late, or of a call that nobody made.
        if messages[-1]["role"] == "assistant" or rng.random() < 0.3:
            messages += [said(rng, rng.choice(others)) for _ in range(rng.randrange(1, 3))]
    tools = [tool(rng, name) for name in ("get_weather", "bash")[:rng.randrange(1, 3)]] if rng.random() < 0.5 else None
    kwargs = dict(rng.choice(THINKING))
    if family == "inkling" and rng.random() < 0.5:
        kwargs["reasoning_effort"] = rng.choice(EFFORTS)
    if family == "deepseekv32" and rng.random() < 0.3:
        kwargs["tool_declaration"] = rng.choice(["published", "sglang"])
    return messages, tools, kwargs


def said(rng, role):
    message = {"role": role, **content(rng)}
    if role == "developer" and not message.get("content"):
        message["content"] = "Be brief."  # DeepSeek's formats have no place for a developer who says nothing.
    return message | ({"name": "bob"} if role == "user" and rng.random() < 0.05 else {})


def content(rng):
    kind = rng.random()
    if kind < 0.04:
        return {}
    if kind < 0.08:
        return {"content": None}
    if kind < 0.25:
        return {"content": [part(rng) for _ in range(rng.choice([0, 1, 1, 2, 3]))]}
    return {"content": text(rng)}


def part(rng):
    return {"type": "text", "text": text(rng)} | ({"cache_control": {"type": "ephemeral"}} if rng.random() < 0.2 else {})


def turn(rng, number, calls):
    message = {"role": "assistant", **content(rng)}
    reasoning = rng.choice(["absent", "absent", None, "", text(rng), text(rng), "\n so \n"])
    if reasoning != "absent":
        message["reasoning_content"] = reasoning
    if rng.random() < 0.03:
        message["name"] = "alice"
    if calls:
        message["tool_calls"] = [call(rng, number, i) for i in range(calls)]
    elif rng.random() < 0.1:
        message["tool_calls"] = rng.choice([None, []])
    return message


def call(rng, number, index):
    arguments = json.dumps({key: json_value(rng) for key in rng.sample(["city", "cmd", "n"], rng.randrange(3))}, ensure_ascii=rng.random() < 0.5)
    function = {"name": rng.choice(["get_weather", "bash"]), "arguments": rng.choice(ARGUMENTS) if rng.random() < 0.12 else arguments}
    if rng.random() < 0.1:
        function["arguments"] = {"city": text(rng)}
    ident = rng.random()
    return {"type": "function", "function": function} | ({} if ident < 0.05 else {"id": None} if ident < 0.08 else {"id": "call_0_0"} if ident < 0.12 else {"id": f"call_{number}_{index}"})


def result(rng, answered):
    message = {"role": "tool", **content(rng)}
    if answered.get("id"):
        message["tool_call_id"] = answered["id"]
    if rng.random() < 0.05:
        message["name"] = "renamed"
    return message


def tool(rng, name):
    properties = {key: {"type": rng.choice(["string", "number", ["string", "null"]]), "description": text(rng)} for key in ("city", "cmd")}
    function = {"name": name, "description": text(rng), "parameters": {"type": "object", "properties": properties, "required": ["city"]}}
    for field in ("description", "parameters"):
        if rng.random() < 0.1:
            del function[field]
    return function if rng.random() < 0.2 else {"type": "function", "function": function}
