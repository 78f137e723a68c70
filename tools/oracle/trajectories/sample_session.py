"""A recording made by hand for selftest.py: a tool call, its result and an answer, and the last step again with another result."""

STOP = 151645
SYSTEM = {"role": "system", "content": "You say what the weather is."}
USER = {"role": "user", "content": "How is Zürich?"}
CALL = {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Zürich"}'}}
CALLING = {"role": "assistant", "content": None, "reasoning_content": "I look.", "tool_calls": [CALL]}
CALLING_TEXT = '<think>\nI look.\n</think>\n\n<tool_call>\n{"name": "weather", "arguments": {"city": "Zürich"}}\n</tool_call>'
ANSWER = {"role": "assistant", "content": "Sunny ☀, 21.50 °C"}
ANSWER_TEXT = "<think>\n\n</think>\n\n" + ANSWER["content"]
TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]
# What a client may make of the first answer; to the strict matcher it is the same message.
REPLAYED = {"role": "assistant", "content": "", "reasoning_content": "I look.", "tool_calls": [{"index": 0, **CALL}]}


def recording(tokenizer):
    requests = [[SYSTEM, USER]] + [
        [SYSTEM, USER, REPLAYED, {"role": "tool", "tool_call_id": "c1", "content": text}] for text in ("sun", "rain")]
    answers = [(CALLING, CALLING_TEXT), (ANSWER, ANSWER_TEXT), (ANSWER, ANSWER_TEXT)]
    return {
        "format": "tito.golden-trajectory",
        "version": 1,
        "family": "qwen3",
        "opened_at": "2026-11-24T09:00:00.0000000+00:00",
        "turns": [_turn(tokenizer, messages, *answer) for messages, answer in zip(requests, answers)],
    }


def split(tokenizer, text):
    """The ids of a text as a model might sample it: some words whole, everything else a character at a time."""
    ids = []
    while text:
        word = next((word for word in ("<think>", "</think>", "<tool_call>", "</tool_call>") if text.startswith(word)), text[0])
        ids += tokenizer.encode(word)
        text = text[len(word):]
    return ids


def _turn(tokenizer, messages, message, text):
    ids = [*split(tokenizer, text), STOP]
    return {"request": {"messages": messages, "tools": TOOLS}, "completion": {
        "ids": ids, "logprobs": [-0.1] * len(ids), "finish_reason": "stop", "message": message, "weight_version": "7"}}
