"""The text of DeepSeek-V3.2 and DeepSeek-V4 conversations, from the published description of the two formats.

Every message becomes a pair: what it always writes, and what it writes behind that to open the model's turn. The opening of the last message is
there only when something shall be generated. `drop_thinking` false keeps the reasoning of every turn in both formats.
"""

import json

BOS, EOS, USER, ASSISTANT, THINK, END_THINK = (
    "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>")

V32_TOOLS = """\
## Tools

You have access to a set of tools you can use to answer the user's question.
You can invoke functions by writing a "<DSMLfunction_calls>" block like the following as part of your reply to the user:
<DSMLfunction_calls>
<DSMLinvoke name="$FUNCTION_NAME">
<DSMLparameter name="$PARAMETER_NAME" string="true|false">$PARAMETER_VALUE</DSMLparameter>
...
</DSMLinvoke>
<DSMLinvoke name="$FUNCTION_NAME2">
...
</DSMLinvoke>
</DSMLfunction_calls>

String and scalar parameters should be specified as is without any escaping or quotes, while lists and objects should use JSON format. \
The "string" attribute should be set to "true" for string type parameters and "false" for other types (numbers, booleans, arrays, objects).

If the thinking_mode is enabled, then after function results you should strongly consider outputting a thinking block. Here is an example:

<DSMLfunction_calls>
...
</DSMLfunction_calls>

<function_results>
...
</function_results>

<think>...thinking about results</think>

Here are the functions available in JSONSchema format:
<functions>
SCHEMAS
</functions>
"""

V4_TOOLS = """\
## Tools

You have access to a set of tools to help answer the user's question. \
You can invoke tools by writing a "<DSMLtool_calls>" block like the following:

<DSMLtool_calls>
<DSMLinvoke name="$TOOL_NAME">
<DSMLparameter name="$PARAMETER_NAME" string="true|false">$PARAMETER_VALUE</DSMLparameter>
...
</DSMLinvoke>
<DSMLinvoke name="$TOOL_NAME2">
...
</DSMLinvoke>
</DSMLtool_calls>

String parameters should be specified as is and set `string="true"`. \
For all other types (numbers, booleans, arrays, objects), pass the value in JSON format and set `string="false"`.

If thinking_mode is enabled (triggered by <think>), \
you MUST output your complete reasoning inside <think>...</think> BEFORE any tool calls or final response.

Otherwise, output directly after </think> with tool calls or final response.

### Available Tool Schemas

SCHEMAS

You MUST strictly follow the above defined tool name and parameter schemas to invoke tool calls.
"""

V4_MAX_EFFORT = """\
Reasoning Effort: Absolute maximum with no shortcuts permitted.
You MUST be very thorough in your thinking and comprehensively decompose the problem to resolve the root cause, \
rigorously stress-testing your logic against all potential paths, edge cases, and adversarial scenarios.
Explicitly write out your entire deliberation process, documenting every intermediate step, considered alternative, and rejected hypothesis \
to ensure absolutely no assumption is left unchecked.

"""


class Refused(Exception):
    """The format has no place for the conversation."""


def v32(rules, messages, tools, kwargs, generate):
    thinks, drops, _ = _options(kwargs)
    messages = [_in_text(rules, message) for message in _with_system(messages, tools)]
    roles = [message["role"] for message in messages]
    last_user = max((i for i, role in enumerate(roles) if role in ("user", "developer")), default=-1)
    declaration = V32_TOOLS.replace("\n\n", "\n") if kwargs.get("tool_declaration") == "sglang" else V32_TOOLS
    open_calls, pairs = [], []
    for i, message in enumerate(messages):
        content = message.get("content") or ""
        opening = THINK if thinks and (not drops or i >= last_user) else END_THINK
        if roles[i] != "tool":
            open_calls = list(message.get("tool_calls") or []) if roles[i] == "assistant" else []
            expected = len(open_calls)
        if roles[i] == "system":
            pairs.append((content + (_tools(declaration, tools) if i == 0 and tools else ""), ""))
        elif roles[i] == "user":
            pairs.append((USER + content, ASSISTANT + opening))
        elif roles[i] == "developer":
            pairs.append((USER + "\n\n# The user's message is: " + _required(content), ASSISTANT + opening))
        elif roles[i] == "tool":
            if not open_calls:
                raise Refused("no call is open")
            head = "\n\n<function_results>" if len(open_calls) == expected else ""
            open_calls.pop()
            pairs.append((f"{head}\n<result>{content}</result>" + ("" if open_calls else "\n</function_results>"), "" if open_calls else "\n\n" + opening))
        else:
            reasoning, calls = message.get("reasoning_content") or "", message.get("tool_calls") or []
            shown = thinks and (not drops or i > last_user)
            if shown and drops and not (reasoning or calls):
                raise Refused("neither reasoning nor calls")
            pairs.append(((reasoning + END_THINK if shown else "") + content + _calls(calls, "function_calls", strict=True) + EOS, ""))
    return BOS + _join(pairs, generate)


def v4(rules, messages, tools, kwargs, generate):
    thinks, drops, effort = _options(kwargs)
    drops = drops and not tools
    turns = _merge([_in_text(rules, message) for message in _with_system(messages, tools)])
    last_user = max((i for i, turn in enumerate(turns) if turn["role"] in ("user", "developer")), default=-1)
    pairs = [(V4_MAX_EFFORT, "")] if thinks and effort == "max" else []
    for i, turn in enumerate(turns):
        if turn["role"] == "system":
            pairs.append(((turn.get("content") or "") + (_tools(V4_TOOLS, tools) if i == 0 and tools else ""), ""))
        elif turn["role"] in ("user", "developer"):
            answered = i + 1 == len(turns) or turns[i + 1]["role"] == "assistant"
            opening = THINK if thinks and (not drops or i >= last_user) else END_THINK
            said = _required(turn["content"]) if turn["role"] == "developer" else "\n\n".join(text for _, text in turn["blocks"])
            pairs.append((USER + said, ASSISTANT + opening if answered else ""))
        else:
            shown = thinks and (not drops or i > last_user)
            reasoning = (turn.get("reasoning_content") or "") + END_THINK if shown else ""
            pairs.append((reasoning + (turn.get("content") or "") + _calls(turn.get("tool_calls") or [], "tool_calls", strict=False) + EOS, ""))
    return BOS + _join(pairs, generate)


def _in_text(rules, message):
    """SGLang gives the encoders one text; a content that is null is written as None there, and as nothing here."""
    content = message.get("content")
    if isinstance(content, list):
        content = " ".join(part["text"] for part in content)
    if content is None and (message["role"] == "user" or message["role"] == "tool") and not rules.ours("null-content"):
        content = "None"
    return message | {"content": content or ""}


def _required(content):
    if not content:
        raise Refused("a developer says nothing")
    return content


def _options(kwargs):
    mode = kwargs.get("thinking_mode")
    if mode is None:
        flags = [kwargs[name] for name in ("enable_thinking", "thinking") if kwargs.get(name) is not None]
        mode = "chat" if flags and not flags[0] else "thinking"
    effort = kwargs.get("reasoning_effort")
    if mode not in ("chat", "thinking") or effort not in (None, "high", "max"):
        raise Refused("unknown option")
    drops = kwargs.get("drop_thinking")
    return mode == "thinking", drops is None or drops, effort


def _with_system(messages, tools):
    return [{"role": "system", "content": ""}] * (bool(tools) and messages[0]["role"] != "system") + messages


def _join(pairs, generate):
    return "".join(text + opening for text, opening in pairs[:-1]) + pairs[-1][0] + (pairs[-1][1] if generate else "")


def _dumps(value):
    return json.dumps(value, ensure_ascii=False)


def _tools(template, tools):
    schemas = []
    for tool in tools:
        function = tool["function"]
        schemas.append(_dumps({
            "description": function.get("description"), "name": function["name"],
            "parameters": function.get("parameters"), "strict": function.get("strict", False)}))
    return "\n\n" + template.replace("DSML", "｜DSML｜").replace("SCHEMAS", "\n".join(schemas))


def _calls(calls, block, strict):
    if not calls:
        return ""
    lines = [f"<｜DSML｜{block}>"]
    for call in calls:
        lines.append(f'<｜DSML｜invoke name="{call["function"]["name"]}">')
        parameters = []
        for name, value in _arguments(call["function"]["arguments"], strict).items():
            is_text = isinstance(value, str)
            parameters.append(f'<｜DSML｜parameter name="{name}" string="{"true" if is_text else "false"}">{value if is_text else _dumps(value)}</｜DSML｜parameter>')
        lines += ["\n".join(parameters), "</｜DSML｜invoke>"]
    return "\n\n" + "\n".join([*lines, f"</｜DSML｜{block}>"])


def _arguments(arguments, strict):
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments)
        except json.JSONDecodeError as unreadable:
            if strict:
                raise Refused("arguments are no JSON") from unreadable
            return {"arguments": arguments}
    if not isinstance(arguments, dict):
        raise Refused("arguments are no object")
    return arguments


def _merge(messages):
    """User messages and tool results become blocks of one user turn; the results stand in the order of the calls."""
    turns, order = [], {}
    for message in messages:
        if message["role"] in ("user", "tool"):
            if not turns or turns[-1]["role"] != "user":
                turns.append({"role": "user", "blocks": []})
            content = message.get("content") or ""
            turns[-1]["blocks"].append(
                (None, content) if message["role"] == "user"
                else (message.get("tool_call_id") or "", f"<tool_result>{content}</tool_result>"))
        else:
            turns.append(message)
    for turn in turns:
        if turn.get("tool_calls"):
            order = {call["id"]: place for place, call in enumerate(turn["tool_calls"]) if call.get("id")}
        elif turn["role"] == "user":
            places = [i for i, (call, _) in enumerate(turn["blocks"]) if call is not None]
            for place, block in zip(places, sorted((turn["blocks"][i] for i in places), key=lambda block: order.get(block[0], 0))):
                turn["blocks"][place] = block
    return turns
