"""Messages to text with Python's Jinja2, set up as transformers sets it up for chat templates."""
import json
import sys
from datetime import datetime
from pathlib import Path

from exact_json import plain

sys.path.append(str(Path(__file__).resolve().parents[1] / "templates"))
from jinja_environment import make_environment  # noqa: E402 - it lives in the folder that the line above adds


class Renderer:
    def __init__(self, family, named_tokens, opened_at):
        self._template = make_environment(datetime.fromisoformat(opened_at)).from_string(family.template.read_text("utf-8"))
        self._family, self._named_tokens = family, named_tokens

    def render(self, messages, request, add_generation_prompt):
        """The text of a conversation; the tools and template arguments are those of the request."""
        # A later entry wins: no argument of a request replaces what the caller of a template sets.
        return self._template.render({
            **self._named_tokens,
            **self._arguments(request.get("chat_template_kwargs") or {}),
            "messages": [normalize(message) for message in messages],
            "tools": [wrap(plain(tool)) for tool in request.get("tools") or []] or None,
            "add_generation_prompt": add_generation_prompt,
        })

    def _arguments(self, given):
        given = plain(given)
        for name, value in self._family.fixed_arguments.items():
            if name in given and (type(given[name]), given[name]) != (type(value), value):
                raise ValueError(f"{name} is {given[name]!r} in the request; family {self._family.name} needs {value!r}")
        return {**given, **self._family.fixed_arguments}


def normalize(message):
    """Assistant content that is null becomes "", and the arguments of a tool call become the object that their text stands for."""
    message = plain(message)
    if message["role"] == "assistant" and message.get("content") is None:
        message["content"] = ""
    if not isinstance(message.get("content"), str):
        raise ValueError(f"the content of a {message['role']} message is no text: {message.get('content')!r}")
    for call in message.get("tool_calls") or []:
        function = call.get("function") or call
        if isinstance(function["arguments"], str):
            function["arguments"] = json.loads(function["arguments"])
        if not isinstance(function["arguments"], dict):
            raise ValueError(f"the arguments of {function['name']} are no JSON object")
    return message


def wrap(tool):
    """A tool with the fields, order and defaults that an engine gives it before it renders the template."""
    function = tool["function"]
    unknown = (tool.keys() - {"type", "function"}) | (function.keys() - {"description", "name", "parameters", "strict"})
    if unknown:
        raise ValueError(f"a tool has fields of which no rule says how they are rendered: {sorted(unknown)}")
    return {
        "type": tool.get("type", "function"),
        "function": {
            "description": function.get("description"),
            "name": function["name"],
            "parameters": function.get("parameters"),
            "strict": function.get("strict", False),
        },
    }
