"""usage: /usr/bin/python3 respelled_session.py FILE

Writes a recording made by hand, of a session whose client spells every answer in its own way: without reasoning or under another name, with arguments written anew, as parts,
under its own ids of tool calls. expect.py computes what must come of it.
"""
import json
import sys
from pathlib import Path

from exact_json import read
from families import FAMILIES
from layout import text_of
from sample_session import STOP, TOOLS, split
from tokenizer import Tokenizer

_CALLS = ['{"city": "Zürich", "limit": 60000.0}', '{"city": "Genève", "days": [1, 2]}']
_RESPELLED = ['{"city":"Z\\u00fcrich","limit":60000}', '{"days":[1.0,2],"city":"Genève"}']


def main(path):
    system, user = {"role": "system", "content": "Be brief."}, {"role": "user", "content": "How is it there? ☀"}
    calling = {"role": "assistant", "content": "", "reasoning_content": "\nI look twice.\n", "tool_calls": [
        {"id": f"call_{i}", "type": "function", "function": {"name": "weather", "arguments": arguments}, "index": i} for i, arguments in enumerate(_CALLS)]}
    said = "<think>\nI look twice.\n</think>\n\n" + "\n".join(
        f'<tool_call>\n{{"name": "weather", "arguments": {arguments}}}\n</tool_call>' for arguments in _CALLS)
    answer = {"role": "assistant", "content": "Sunny, and rain.", "reasoning_content": "Both are there."}
    bye = {"role": "assistant", "content": "Good-bye."}
    # What the client makes of them: the ids of its calls change places with ours.
    sent = {"role": "assistant", "content": None, "refusal": None, "tool_calls": [
        {"id": f"call_{1 - i}", "function": {"name": "weather", "arguments": arguments}} for i, arguments in enumerate(_RESPELLED)]}
    results = [{"role": "tool", "tool_call_id": "call_1", "content": "sun"}, {"role": "tool", "tool_call_id": "call_0", "content": "rain"}]
    again = [_part(system), _part(user), sent | {"reasoning": "I look twice."}, *map(_part, results), _part(answer)]
    with Tokenizer(FAMILIES["qwen3"].models) as tokenizer:
        turns = [_turn(tokenizer, *turn) for turn in (
            ([system, user], calling, said, "tool_calls"),
            ([system, user, sent, *results], answer, "<think>\nBoth are there.\n</think>\n\nSunny, and rain.", "stop"),
            ([*again, {"role": "user", "content": "Bye."}], bye, "<think>\n\n</think>\n\nGood-bye.", "stop"),
            # The same again, with another last question: the turn before is left behind, and nothing else is.
            ([*again, {"role": "user", "content": "Say it again."}], bye, "<think>\n\n</think>\n\nGood-bye.", "stop"),
        )]
    recording = {
        "format": "tito.golden-trajectory",
        "version": 2,
        "family": "qwen3",
        "opened_at": "2026-11-28T09:00:00.0000000+00:00",
        "settings": {"policy": "linear", "matcher": "rendered", "max_rollback": 1, "max_turns": 1024, "close_truncated": False},
        "turns": turns,
    }
    Path(path).write_text(text_of(read(json.dumps(recording, ensure_ascii=False))), "utf-8")


def _part(message):
    part = {"type": "text", "text": message["content"], "cache_control": {"type": "ephemeral"}}
    return {name: value for name, value in message.items() if name != "reasoning_content"} | {"content": [part]}


def _turn(tokenizer, messages, message, text, reason):
    ids = [*split(tokenizer, text), STOP]
    return {"request": {"messages": messages, "tools": TOOLS}, "completion": {
        "ids": ids, "logprobs": [round(-0.05 * (1 + i % 7), 2) for i in range(len(ids))], "finish_reason": reason, "message": message}}


if __name__ == "__main__":
    main(*sys.argv[1:])
