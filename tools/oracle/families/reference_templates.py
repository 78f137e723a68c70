"""Families whose template is the checkpoint's own, or beyond the reference: the template that tests have, rendered by Jinja2."""
import sys
from pathlib import Path

from jinja2 import TemplateError

from reference_messages import Refused, arguments_of, plain

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "tools/oracle/templates"))
from jinja_environment import NOW, make_environment  # noqa: E402 - it lives in the folder that the line above adds

FIXED = {"glm47": {"clear_thinking": False}, "kimi26": {"preserve_thinking": True}, "nemotron3": {"truncate_history_thinking": False}}


def rendered(family):
    """The writer of a family: each of these templates takes content as one text."""
    folder = "src/Core/Families" if family in ("gptoss", "llama3") else "tests/Support/Families"
    template = make_environment(NOW).from_string((ROOT / folder / f"{family}.jinja").read_text("utf-8"))

    def text(rules, messages, tools, kwargs, generate):
        try:
            return template.render(**kwargs, **FIXED.get(family, {}), messages=[normal(rules, message) for message in messages], tools=tools or None,
                                   add_generation_prompt=generate)
        except (TemplateError, TypeError, AttributeError) as failed:
            raise Refused(str(failed)) from failed
    return text


def normal(rules, message):
    message = message | {"content": plain(rules, message)}
    if message.get("tool_calls"):
        message["tool_calls"] = [call | {"function": call["function"] | {"arguments": arguments_of(rules, call["function"])}} for call in message["tool_calls"]]
    return message
