"""usage: /usr/bin/python3 inputs_session.py FILE

Writes a recording of a tree in which tools and template arguments change, by hand: what a turn of digest version 2 binds. expect.py adds
what must come of it.
"""
import json
import sys

from families import FAMILIES
from sample_session import STOP, SYSTEM, TOOLS, USER, split
from tokenizer import Tokenizer

MORE = [*TOOLS, {"type": "function", "function": {"name": "clock", "description": "Tells the time.", "parameters": {"type": "object", "n": 1.50}}}]


def main(file):
    with Tokenizer(FAMILIES["qwen3"].models) as tokenizer:
        def turn(messages, text, tools, **arguments):
            ids = [*split(tokenizer, text), STOP]
            inputs = {} if tools is None else {"tools": tools}
            return {
                "digest_version": "tito.turn.v2",
                "request": {"messages": messages, **inputs, "chat_template_kwargs": {**arguments, "clear_thinking": False}},
                "completion": {"ids": ids, "logprobs": [-0.25] * len(ids), "finish_reason": "stop", "message": said(text)},
            }

        start = [SYSTEM, USER]
        after = [*start, said("Sunny."), {"role": "user", "content": "And now?"}]
        later = [*after, said("Windy."), {"role": "user", "content": "And then?"}]
        recording = {
            "format": "tito.golden-trajectory",
            "version": 2,
            "family": "qwen3",
            "opened_at": "2026-11-28T09:00:00.0000000+00:00",
            "settings": {"policy": "tree", "on_prompt_inputs": "refuse"},
            "turns": [
                turn(start, "Sunny.", TOOLS),
                turn(after, "Windy.", TOOLS),
                turn(after, "Windy.", MORE),
                turn(later, "Calm.", MORE),
                turn(after, "Windy.", TOOLS, enable_thinking=False),
                turn(after, "Windy.", None),
                turn(later, "Calm.", TOOLS),
            ],
        }
    with open(file, "w", encoding="utf-8") as output:
        json.dump(recording, output, ensure_ascii=False)


def said(text):
    return {"role": "assistant", "content": text}


if __name__ == "__main__":
    main(*sys.argv[1:])
