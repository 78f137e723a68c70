"""usage: /usr/bin/python3 cut_off_session.py FILE

Writes a recording made by hand, of a session that goes on behind turns that ended by length: one cut off while the model was thinking, one in its
answer, one right behind its stop token. expect.py computes what must come of it.
"""
import json
import sys
from pathlib import Path

from exact_json import read
from families import FAMILIES
from layout import text_of
from sample_session import STOP, split
from tokenizer import Tokenizer

_TURNS = [  # what the client appends, what the model samples, its message, whether the stop token was sampled, why the engine stopped
    ({"role": "user", "content": "Why is the sky blue? 🌌"},
     "<think>\nScattering: shorter waves, λ⁻⁴, so", {"content": "", "reasoning_content": "Scattering: shorter waves, λ⁻⁴, so"}, False, "length"),
    ({"role": "user", "content": "Answer in one sentence."},
     "<think>\n\n</think>\n\nAir scatters blue light more than", {"content": "Air scatters blue light more than"}, False, "length"),
    ({"role": "user", "content": "More than what?"},
     "<think>\n\n</think>\n\nMore than red light.", {"content": "More than red light."}, True, "length"),
    ({"role": "system", "content": "The user has left."},
     "<think>\n\n</think>\n\nGood-bye.", {"content": "Good-bye."}, True, "stop"),
]


def main(path):
    messages, turns = [], []
    with Tokenizer(FAMILIES["qwen3"].models) as tokenizer:
        for appended, text, said, stopped, reason in _TURNS:
            messages = [*messages, appended]
            answer = {"role": "assistant", **said}
            ids = split(tokenizer, text) + ([STOP] if stopped else [])
            logprobs = [round(-0.05 * (1 + i % 7), 2) for i in range(len(ids))]
            turns.append({"request": {"messages": messages}, "completion": {
                "ids": ids, "logprobs": logprobs, "finish_reason": reason, "message": answer}})
            messages = [*messages, answer]
    recording = {
        "format": "tito.golden-trajectory",
        "version": 1,
        "family": "qwen3",
        "opened_at": "2026-11-25T09:00:00.0000000+00:00",
        "close_truncated": True,
        "turns": turns,
    }
    Path(path).write_text(text_of(read(json.dumps(recording, ensure_ascii=False))), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
