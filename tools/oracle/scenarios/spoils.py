"""What makes a body one that is refused, by face (docs/server.md, docs/faces.md)."""

_IMAGE = {"type": "image_url", "image_url": {"url": "data:,"}}
_CHAT = {
    "n": {"n": 2}, "prompt": {"prompt": "Once"}, "empty": {"messages": []}, "effort": {"reasoning_effort": "huge"}, "tools": {"tools": [{"type": "function"}]},
    "kwargs": {"chat_template_kwargs": {"messages": []}}, "image": {"messages": [{"role": "user", "content": [_IMAGE]}]},
    "functions": {"functions": [5]}, "functions-name": {"functions": [{"description": "Looks."}]}}
_RESPONSES = {
    "conversation": {"conversation": "conv_1"}, "image": {"input": [{"type": "message", "role": "user", "content": [{"type": "input_image", "image_url": "data:,"}]}]},
    "item": {"input": [{"type": "web_search_call", "id": "ws_1", "status": "completed"}]}, "effort": {"reasoning": {"effort": "huge"}}}
_ANTHROPIC = {
    "container": {"container": "c1"}, "image": {"messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "url", "url": "data:,"}}]}]},
    "role": {"messages": [{"role": "critic", "content": "No."}]},
    "edits": {"context_management": {"edits": [{"type": "clear_tool_uses_20250919"}]}}}


def spoil(body, way):
    if way == "messages":
        del body["messages"]
        return
    of = _ANTHROPIC if "max_tokens" in body else _RESPONSES if "input" in body else _CHAT
    body |= of[way]


def is_spoiled(body):
    """Whether a body has something of this."""
    return any(body.get(name) == value for spoils in (_CHAT, _RESPONSES, _ANTHROPIC) for way in spoils.values() for name, value in way.items()
               if value != [] or name == "messages")
