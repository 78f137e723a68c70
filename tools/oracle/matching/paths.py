"""Conversations as a client sends them back: respelled, or changed, or both. What each change must do is said here as well, so that the oracle is held against it."""
import json
import random

from exact_json import canonical, read

ROLES = ("user", "tool", "assistant")


def pair(rng):
    """(stored, sent, the name of the change that makes one message another, or None where all of them are alike)"""
    stored = conversation(rng)
    sent = json.loads(json.dumps(stored))
    for _ in range(rng.choice((0, 1, 1, 2, 3, 5))):
        rng.choice(RESPELLINGS)(rng, sent)
    change = rng.choice(CHANGES) if rng.random() < 0.4 else None
    changed = change.__name__ if change and change(rng, sent) else None
    if rng.random() < 0.6:
        sent += following(rng, sent)
    return stored, sent, changed


def conversation(rng):
    messages, number = [{"role": "user", "content": text(rng)}], rng.choice((0, 0, 5))
    if rng.random() < 0.3:
        messages.insert(0, {"role": "system", "content": text(rng)})
    for _ in range(rng.choice((1, 1, 2, 3))):
        calls = [call(rng, number + i) for i in range(rng.choice((0, 1, 1, 2, 3)))]
        number += len(calls) if rng.random() < 0.8 else 0  # some engines number each turn's calls anew
        answer = {"role": "assistant", "content": rng.choice((text(rng), "", None)) if calls else text(rng)}
        if rng.random() < 0.6:
            answer["reasoning_content"] = rng.choice(("", "\n", " ")) + text(rng) + rng.choice(("", "\n"))
        if calls:
            answer["tool_calls"] = calls
        messages.append(answer)
        messages += [{"role": "tool", "tool_call_id": made["id"], "content": text(rng)} for made in calls]
        if not calls or rng.random() < 0.2:
            messages.append({"role": "user", "content": rng.choice((text(rng), [{"type": "text", "text": text(rng)}]))})
    return messages


def text(rng):
    return rng.choice(("go", "Hm. Let me look.", "Zürich 21.5 °C", "a b", "first", "second\nline", "ok", "\u2603"))


def call(rng, number):
    arguments = {name: rng.choice((1, 2.5, 60000.0, "x", "é", True, None, [1, "a"], {"k": 1.0, "j": []})) for name in rng.sample("abcd", rng.choice((0, 1, 2, 3)))}
    return {"id": f"call_{number}", "type": "function", "function": {
        "name": rng.choice(("f", "g")), "arguments": rng.choice((json.dumps(arguments), json.dumps(arguments, separators=(",", ":"))))}}


def following(rng, sent):
    calls = (sent[-1].get("tool_calls") or []) if sent[-1]["role"] == "assistant" else []
    late = [made for message in sent if message["role"] == "assistant" for made in message.get("tool_calls") or []]
    results = [{"role": "tool", "content": text(rng), "tool_call_id": made.get("id")} for made in calls or rng.sample(late, min(len(late), 1))]
    carried = {"role": "assistant", "content": "", "tool_calls": [call(rng, rng.choice((0, 1, 9)))]}
    extra = [carried, {"role": "tool", "content": "r", "tool_call_id": carried["tool_calls"][0]["id"]}] if rng.random() < 0.2 else []
    return results + extra + [{"role": "user", "content": text(rng)}]


# Respellings: each is done to all messages that it is for, or to some.

def each(role):
    def decorate(change):
        def apply(rng, messages):
            for message in messages:
                if message["role"] in role and rng.random() < 0.8:
                    change(rng, message)
        apply.__name__ = change.__name__
        return apply
    return decorate


@each(("assistant",))
def drop_reasoning(rng, message):
    message.pop("reasoning_content", None)
    message.pop("reasoning", None)


@each(("assistant",))
def alias(rng, message):
    if "reasoning_content" in message:
        message["reasoning"] = message.pop("reasoning_content")


@each(("assistant",))
def trim_reasoning(rng, message):
    if isinstance(message.get("reasoning_content"), str):
        message["reasoning_content"] = message["reasoning_content"].strip()


@each(("assistant",))
def null_reasoning(rng, message):
    if not message.get("reasoning_content"):
        message["reasoning_content"] = rng.choice((None, ""))


@each(("assistant",))
def no_content(rng, message):
    if not message.get("content"):
        message.pop("content", None)
        message |= rng.choice(({}, {"content": None}, {"content": ""}, {"content": []}, {"content": " "}, {"content": [{"type": "text", "text": ""}]}))


@each(ROLES + ("system",))
def as_parts(rng, message):
    if isinstance(message.get("content"), str) and message["content"]:
        message["content"] = [{"type": "text", "text": message["content"]}] + ([{"type": "text", "text": ""}] if rng.random() < 0.3 else [])


@each(ROLES)
def as_text(rng, message):
    if isinstance(message.get("content"), list):
        message["content"] = " ".join(part["text"] for part in message["content"] if part["text"])


@each(ROLES)
def marker(rng, message):
    if isinstance(message.get("content"), str) and message["content"]:
        message["content"] = [{"type": "text", "text": message["content"]}]
    if message.get("content"):
        message["content"][-1]["cache_control"] = {"type": "ephemeral"}


@each(("assistant",))
def sdk_nulls(rng, message):
    message |= {"refusal": None, "annotations": [], "audio": None, "function_call": None, "name": None}
    message.setdefault("tool_calls", rng.choice((None, [])))


def functions(message):
    return [made for made in message.get("tool_calls") or []]


@each(("assistant",))
def rewrite_arguments(rng, message):
    for made in functions(message):
        if isinstance(made["function"]["arguments"], str):
            value = read(made["function"]["arguments"])
            made["function"]["arguments"] = rng.choice((canonical(value), canonical(value).replace("60000.0", rng.choice(("60000", "6e4"))),
                json.dumps(json.loads(made["function"]["arguments"]), ensure_ascii=True, indent=1)))


@each(("assistant",))
def reorder_keys(rng, message):
    for made in functions(message):
        if isinstance(made["function"]["arguments"], str):
            value = json.loads(made["function"]["arguments"])
            if isinstance(value, dict):
                made["function"]["arguments"] = json.dumps(dict(sorted(value.items(), reverse=rng.random() < 0.5)), ensure_ascii=False)


@each(("assistant",))
def encode_again(rng, message):
    for made in functions(message):
        if isinstance(made["function"]["arguments"], str):
            made["function"]["arguments"] = json.dumps(made["function"]["arguments"])


@each(("assistant",))
def as_object(rng, message):
    for made in functions(message):
        if isinstance(made["function"]["arguments"], str):
            made["function"]["arguments"] = json.loads(made["function"]["arguments"])


@each(("assistant",))
def index(rng, message):
    for place, made in enumerate(functions(message)):
        made["index"] = place
        if rng.random() < 0.3:
            made.pop("type", None)


@each(ROLES)
def reorder_fields(rng, message):
    fields = list(message.items())
    rng.shuffle(fields)
    message.clear()
    message.update(fields)


def rename_ids(rng, messages):
    """Other ids for calls, and for the results that follow them, until the next call of the same id."""
    names, kind = {}, rng.choice(("fresh", "shifted"))
    for message in messages:
        for made in functions(message) if message["role"] == "assistant" else []:
            old = made["id"]
            names[old] = f"new_{rng.randrange(10 ** 6)}" if kind == "fresh" else f"call_{int(old.split('_')[1]) + 1}"
            made["id"] = names[old]
        if message["role"] == "tool" and message.get("tool_call_id") in names:
            message["tool_call_id"] = names[message["tool_call_id"]]


RESPELLINGS = [drop_reasoning, alias, trim_reasoning, null_reasoning, no_content, as_parts, as_text, marker, sdk_nulls, rewrite_arguments, reorder_keys, encode_again, as_object, index,
    reorder_fields, rename_ids]


# Changes: each makes one message say something else, and says whether it did.

def other_reasoning(rng, messages):
    return _first(rng, messages, lambda m: m["role"] == "assistant" and m.get("reasoning_content"), lambda m: m.update(reasoning_content=m["reasoning_content"].strip() + "!"))


def added_reasoning(rng, messages):
    return _first(rng, messages, lambda m: m["role"] == "assistant" and "reasoning_content" not in m and "reasoning" not in m, lambda m: m.update(reasoning_content="I think"))


def other_text(rng, messages):
    return _first(rng, messages, lambda m: isinstance(m.get("content"), str) and m["content"].strip(), lambda m: m.update(content=m["content"] + "!"))


def other_tool(rng, messages):
    return _first(rng, messages, lambda m: functions(m), lambda m: functions(m)[0]["function"].update(name="rm"))


def other_value(rng, messages):
    return _first(rng, messages, lambda m: functions(m), lambda m: functions(m)[-1]["function"].update(arguments='{"a":"other"}'))


def invalid(rng, messages):
    return _first(rng, messages, lambda m: functions(m), lambda m: functions(m)[0]["function"].update(name="invalid", arguments='{"tool":"f","error":"x"}'))


def missing_call(rng, messages):
    return _first(rng, messages, lambda m: functions(m), lambda m: m["tool_calls"].pop())


CHANGES = [other_reasoning, added_reasoning, other_text, other_tool, other_value, invalid, missing_call]


def _first(rng, messages, fits, change):
    able = [message for message in messages if fits(message)]
    if not able:
        return False
    change(rng.choice(able))
    return True
