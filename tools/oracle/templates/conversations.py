"""Seeded conversations for chat templates: roles in every order, tools, calls, reasoning, odd contents, extra and missing fields."""

import random

WORDS = ["weather", "Zürich", "naïve", "数据", "🙂", "👩‍👩‍👧", "ls -la", "<b>", "&amp;", "\"quoted\"", "it's", "a\tb", "\u00a0", "e\u0301", "𝔘", "0", "-1.5"]
TEXTS = ["", " ", "\n", "Hello", "Hello\n", "\n\nHello  ", "<think>\nso\n</think>\n\nanswer", "</think>x", "<think>open",
         "<tool_response>\nx\n</tool_response>", "<tool_response>", "line one\r\nline two", "{\"a\": 1}", "[1, 2]"]


def text(rng):
    if rng.random() < 0.5:
        return rng.choice(TEXTS)
    return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 9)))


def json_value(rng, depth=0):
    kind = rng.randrange(10 if depth < 3 else 7)
    if kind == 0:
        return None
    if kind == 1:
        return rng.random() < 0.5
    if kind == 2:
        return rng.choice([0, 1, -1, 42, 2**31, 2**63, -(10**30)])
    if kind == 3:
        return rng.choice([0.0, -0.0, 1.0, 0.1, 1e16, 1e-5, 1.5e300, 123456789.125])
    if kind < 7:
        return text(rng)
    if kind < 9:
        return {rng.choice(["city", "unit", "n", "nested", "k ü", "items"]): json_value(rng, depth + 1) for _ in range(rng.randrange(4))}
    return [json_value(rng, depth + 1) for _ in range(rng.randrange(4))]


def tool(rng):
    name = rng.choice(["get_weather", "bash", "search_web", "ünïcode"])
    parameters = {"type": "object", "properties": {
        rng.choice(["city", "cmd", "query"]): {"type": rng.choice(["string", "number", ["string", "null"]]), "description": text(rng)}
        for _ in range(rng.randrange(1, 3))}, "required": ["city"]}
    function = {"name": name, "description": text(rng), "parameters": parameters}
    if rng.random() < 0.2:
        function["strict"] = rng.random() < 0.5
    return {"type": "function", "function": function} if rng.random() < 0.9 else function


def tool_call(rng, index):
    arguments = {key: json_value(rng) for key in rng.sample(["city", "cmd", "n", "flag"], rng.randrange(3))}
    function = {"name": rng.choice(["get_weather", "bash"]), "arguments": arguments if rng.random() < 0.8 else text(rng)}
    if rng.random() < 0.1:
        return function
    return {"id": f"call_{index}", "type": "function", "function": function}


def content(rng, odd):
    if rng.random() < odd:
        return rng.choice([None, [{"type": "text", "text": text(rng)}], [{"type": "image"}, {"type": "text", "text": text(rng)}], []])
    return text(rng)


def message(rng, role, odd):
    result = {"role": role, "content": content(rng, odd)}
    if rng.random() < odd / 4:
        del result["content"]
    if role == "assistant":
        if rng.random() < 0.3:
            result["reasoning_content"] = rng.choice([None, "", text(rng)])
        if rng.random() < 0.4:
            result["tool_calls"] = [tool_call(rng, i) for i in range(rng.choice([0, 1, 1, 2, 3]))]
    if role == "tool":
        result["tool_call_id"] = "call_0"
        if rng.random() < 0.5:
            result["name"] = "get_weather"
    if rng.random() < odd / 2:
        result["extra"] = json_value(rng)
    return result


def conversation(rng, odd=0.15):
    """Keyword arguments for a render: messages, and tools, flags and other arguments or not."""
    if rng.random() < 0.5:
        roles = ["system"] * (rng.random() < 0.6) + ["user"]
        for _ in range(rng.randrange(5)):
            roles += rng.choice([["assistant", "user"], ["assistant", "tool", "assistant"], ["assistant", "tool", "tool"], ["assistant"]])
    else:
        roles = [rng.choice(["system", "user", "assistant", "tool", "developer"]) for _ in range(rng.randrange(7))]
    context = {"messages": [message(rng, role, odd) for role in roles]}
    if rng.random() < 0.5:
        context["tools"] = [tool(rng) for _ in range(rng.randrange(4))] if rng.random() < 0.9 else None
    for name, values in FLAGS.items():
        if rng.random() < 0.5:
            context[name] = rng.choice(values)
    return context


FLAGS = {
    "add_generation_prompt": [True, False],
    "enable_thinking": [True, False],
    "clear_thinking": [True, False],
    "preserve_thinking": [True, False],
    "truncate_history_thinking": [True, False],
    "thinking": [True, False],
    "tools_in_user_message": [True, False],
    "builtin_tools": [["code_interpreter", "brave_search"], []],
    "custom_tools": [None],
    "date_string": ["26 Jul 2024"],
    "bos_token": ["<bos>", ""],
    "eos_token": ["<eos>"],
    "documents": [None, []],
    "reasoning_effort": ["low", "high"],
    "model_identity": ["You are a model."],
}


def conversations(seed, count, odd=0.15):
    rng = random.Random(seed)
    return [conversation(rng, odd) for _ in range(count)]
