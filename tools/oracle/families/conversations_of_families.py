"""Seeded conversations as a session meets them: turns of the model with what a client appends between them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "templates"))
from conversations import json_value, text  # noqa: E402 - it lives in the folder that the line above adds


def conversation(rng, append_roles):
    """Messages and tools; an assistant turn is followed only by roles that may be appended to one."""
    messages = [{"role": "system", "content": text(rng)}] * (rng.random() < 0.6) + [{"role": "user", "content": "What now?"}]
    for turn in range(rng.randrange(1, 4)):
        calls = rng.choice([0, 0, 1, 2]) if "tool" in append_roles else 0
        messages.append(_assistant(rng, turn, calls))
        messages += [{"role": "tool", "tool_call_id": f"call_{turn}_{i}", "content": text(rng)} for i in range(calls)]
        others = [role for role in append_roles if role != "tool"]
        if not calls or rng.random() < 0.3:
            messages += [{"role": role, "content": text(rng)} for role in rng.choices(others, k=rng.randrange(1, 3))]
    return messages, [_tool(rng, name) for name in ("get_weather", "bash")] if rng.random() < 0.5 else None


def _assistant(rng, turn, calls):
    message = {"role": "assistant", "content": text(rng)}
    if rng.random() < 0.6:
        message["reasoning_content"] = rng.choice(["", text(rng)])
    if calls:
        message["tool_calls"] = [{"id": f"call_{turn}_{i}", "type": "function", "function": {
            "name": rng.choice(["get_weather", "bash"]),
            "arguments": {key: json_value(rng) for key in rng.sample(["city", "cmd", "n"], rng.randrange(3))},
        }} for i in range(calls)]
    return message


def _tool(rng, name):
    properties = {key: {"type": rng.choice(["string", "number", ["string", "null"]]), "description": text(rng)} for key in ("city", "cmd")}
    return {"type": "function", "function": {
        "name": name, "description": text(rng), "parameters": {"type": "object", "properties": properties, "required": ["city"]}}}
