"""Fields that no wire of ids alone can express: each is refused by its name before anything is sent."""
from kit import request

FIELDS = {
    "several": {"n": 2},
    "best-of": {"best_of": 3},
    "echo": {"echo": True},
    "unknown": {"max_tokens": 4, "prediction": {"type": "content"}},
    "forced-tool": {"tool_choice": "required"},
    "forced-function": {"tool_choice": {"type": "function", "function": {"name": "f"}}},
    "top-logprobs": {"top_logprobs": 5},
    "limit-of-zero": {"max_tokens": 0},
    "limit-as-text": {"max_completion_tokens": "9"},
    "two-grammars": {"json_schema": "{}", "response_format": {"type": "json_object"}},
    "format": {"response_format": {"type": "xml"}},
}


def write(wire, without=()):
    for name, fields in FIELDS.items():
        if name not in without:
            request(wire, f"refused-{name}", fields, refused=list(fields)[-1])
    request(wire, "refused-no-context", {}, refused="max_completion_tokens", context=None)
