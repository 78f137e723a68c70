"""The three faces by docs/faces.md: a client's body of a chat request, and the chat request that a server reads out of a body."""
import json
from dataclasses import dataclass, field

from spoils import is_spoiled



@dataclass
class Request:
    """A request in chat form, whatever its face."""
    messages: list
    tools: list | None = None
    arguments: dict | None = None
    effort: str | None = None
    fields: dict = field(default_factory=dict)


def body_of(face, request, stream=False):
    """What a client of a face sends for a request in chat form."""
    body = {"openai-chat": _chat, "openai-responses": _responses, "anthropic-messages": _anthropic}[face](request)
    return body | ({"stream": True} if stream else {})


def seen(face, body, answered):
    """The request that a body stands for, or None where it is refused; `answered` gives the conversation up to an answer that is named."""
    if is_spoiled(body):
        return None
    try:
        return {"openai-chat": _of_chat, "openai-responses": _of_responses, "anthropic-messages": _of_anthropic}[face](body, answered)
    except (KeyError, TypeError, ValueError):
        return None


# Chat Completions

def _chat(request):
    body = {"model": "default", "messages": request.messages}
    for name, value in (("tools", request.tools), ("chat_template_kwargs", request.arguments), ("reasoning_effort", request.effort)):
        if value is not None:
            body[name] = value
    return body | request.fields


def _of_chat(body, _):
    for message in body["messages"]:
        if message["role"] not in ("system", "developer", "user", "assistant", "tool"):
            return None
    tools = body.get("tools") and [_wrapped(tool) for tool in body["tools"]]
    return Request(body["messages"], tools, body.get("chat_template_kwargs"), body.get("reasoning_effort"))


def _wrapped(tool):
    """A function that stands for a tool."""
    if "function" in tool or "name" not in tool:
        return tool
    return {"type": tool.get("type", "function"), "function": {name: value for name, value in tool.items() if name != "type"}}


# Responses

def _responses(request):
    messages, body = request.messages, {"model": "default"}
    if messages and messages[0]["role"] == "system" and isinstance(messages[0]["content"], str):
        body["instructions"], messages = messages[0]["content"], messages[1:]
    body["input"] = [item for message in messages for item in _items(message)]
    if request.tools:
        body["tools"] = [{"type": "function", **tool["function"]} for tool in request.tools]
    if request.effort is not None:
        body["reasoning"] = {"effort": request.effort}
    return body | _renamed(request.fields, {"max_tokens": "max_output_tokens"})


def _items(message):
    content = message.get("content")
    texts = [content] if isinstance(content, str) else [part["text"] for part in content or []]
    if message["role"] == "tool":
        yield {"type": "function_call_output", "call_id": message["tool_call_id"], "output": content if isinstance(content, str) else [
            {"type": "input_text", "text": text} for text in texts]}
    elif message["role"] == "assistant":
        if message.get("reasoning_content"):
            yield {"type": "reasoning", "summary": [], "content": [{"type": "reasoning_text", "text": message["reasoning_content"]}]}
        if content:
            yield {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text} for text in texts]}
        for call in message.get("tool_calls") or []:
            yield {"type": "function_call", "call_id": call["id"], **call["function"]}
    else:
        yield {"type": "message", "role": message["role"], "content": [{"type": "input_text", "text": text} for text in texts]}


def _of_responses(body, answered):
    messages = []
    if "previous_response_id" in body:
        messages = list(answered(body["previous_response_id"]))
    if body.get("instructions"):
        if messages and messages[0]["role"] == "system":
            messages = messages[1:]
        messages = [_text("system", [body["instructions"]]), *messages]
    items, own = body["input"], []
    if isinstance(items, str):
        items = [{"role": "user", "content": items}]
    for item in items:
        kind = item.get("type", "message")
        if kind == "function_call_output":
            _flush(messages, own)
            messages.append(_result(item["call_id"], _parts(item["output"])))
        elif kind == "message" and item["role"] != "assistant":
            _flush(messages, own)
            messages.append(_text(item["role"], _parts(item["content"])))
        elif kind in ("message", "reasoning", "function_call"):
            own.append(item)
        else:
            raise ValueError(kind)
    _flush(messages, own)
    tools = [{"type": "function", "function": {
        name: tool[name] for name in ("name", "description", "parameters", "strict") if name in tool}} for tool in body.get("tools") or []]
    return Request(messages, tools or None, None, (body.get("reasoning") or {}).get("effort"))


def _flush(messages, own):
    """Items of the assistant that follow each other are one message."""
    if own:
        messages.append(_assistant(
            "".join(text for item in own if item["type"] == "reasoning" for text in _parts(item["content"])),
            "".join(text for item in own if item["type"] == "message" for text in _parts(item["content"])),
            [(item["call_id"], item["name"], item["arguments"]) for item in own if item["type"] == "function_call"]))
        own.clear()


def _parts(content):
    return [content] if isinstance(content, str) else [part["text"] for part in content or [] if part["text"]]


# Messages

def _anthropic(request):
    messages, body = request.messages, {"model": "default", "max_tokens": 4096}
    if messages and messages[0]["role"] == "system" and isinstance(messages[0]["content"], str):
        body["system"], messages = messages[0]["content"], messages[1:]
    body["messages"] = list(_anthropic_messages(messages))
    if request.tools:
        body["tools"] = [
            {name: tool["function"][name] for name in ("name", "description") if name in tool["function"]}
            | {"input_schema": tool["function"]["parameters"]} for tool in request.tools]
    if request.effort == "none":
        body["thinking"] = {"type": "disabled"}
    elif request.effort is not None:
        body["output_config"] = {"effort": request.effort}
    return body | _renamed(request.fields, {"stop": "stop_sequences"})


def _anthropic_messages(messages):
    """Tool results and the user's text after them are blocks of one message."""
    blocks = []
    for i, message in enumerate(messages):
        follower = messages[i + 1]["role"] if i + 1 < len(messages) else None
        if message["role"] == "tool":
            content = message["content"]
            blocks.append({"type": "tool_result", "tool_use_id": message["tool_call_id"], "content": content if isinstance(content, str) else [
                {"type": "text", "text": part["text"]} for part in content]})
            if follower not in ("tool", "user"):
                yield {"role": "user", "content": blocks}
                blocks = []
        elif message["role"] == "user":
            own = [{"type": "text", "text": text} for text in _parts(message["content"])]
            yield {"role": "user", "content": [*blocks, *own] if blocks or not isinstance(message["content"], str) else message["content"]}
            blocks = []
        elif message["role"] == "system":
            yield {"role": "system", "content": message["content"]}
        else:
            yield {"role": "assistant", "content": list(_blocks(message))}


def _blocks(message):
    if message.get("reasoning_content"):
        yield {"type": "thinking", "thinking": message["reasoning_content"], "signature": "c2lnbmVk"}
    if message.get("content"):
        yield {"type": "text", "text": message["content"]}
    for call in message.get("tool_calls") or []:
        yield {"type": "tool_use", "id": call["id"], "name": call["function"]["name"], "input": json.loads(call["function"]["arguments"])}


def _of_anthropic(body, _):
    messages = [_text("system", [body["system"]])] if body.get("system") else []
    for message in body["messages"]:
        content = message["content"]
        if message["role"] == "user":
            messages += _of_blocks(content)
        elif message["role"] == "assistant":
            of = {kind: [block for block in content if block["type"] == kind] for kind in ("thinking", "text", "tool_use")}
            messages.append(_assistant(
                "".join(block["thinking"] for block in of["thinking"]), "".join(block["text"] for block in of["text"]),
                [(block["id"], block["name"], json.dumps(block["input"], ensure_ascii=False)) for block in of["tool_use"]]))
        elif message["role"] == "system":
            messages.append(_text("system", [content]))
        else:
            raise ValueError(message["role"])
    tools = [{"type": "function", "function": {
        "name": tool["name"], **({"description": tool["description"]} if "description" in tool else {}), "parameters": tool["input_schema"]}}
        for tool in body.get("tools") or []]
    thinking = (body.get("thinking") or {}).get("type")
    effort = "none" if thinking == "disabled" else (body.get("output_config") or {}).get("effort")
    return Request(messages, tools or None, None, effort)


def _of_blocks(content):
    if isinstance(content, str):
        return [_text("user", [content])]
    messages, texts = [], []
    for block in content:
        if block["type"] == "tool_result":
            if texts:
                messages.append(_text("user", texts))
            texts = []
            messages.append(_result(block["tool_use_id"], _all_parts(block["content"])))
        elif block["type"] == "text":
            texts += [block["text"]] * bool(block["text"])
        else:
            raise ValueError(block["type"])
    return messages + ([_text("user", texts)] if texts or not messages else [])


def _all_parts(content):
    return [content] if isinstance(content, str) else [part["text"] for part in content or []]


# The chat messages that the two other faces write

def _content(texts):
    return "".join(texts) if len(texts) < 2 else [{"type": "text", "text": text} for text in texts]


def _text(role, texts):
    return {"role": role, "content": _content(texts)}


def _result(call, texts):
    return {"role": "tool", "tool_call_id": call, "content": _content(texts)}


def _assistant(reasoning, content, calls):
    return {"role": "assistant", "content": content, **({"reasoning_content": reasoning} if reasoning else {}), **({"tool_calls": [
        {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}} for id, name, arguments in calls]} if calls else {})}


def _renamed(fields, names):
    return {names.get(name, name): value for name, value in fields.items()}
