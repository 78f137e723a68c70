"""The text that the reference server's rules give for a conversation, family by family, written from the published formats without a template.

Every function takes the rules, the messages, the wrapped tools, the template's arguments, and whether a generation prompt ends the text. Where we
depart from the reference on purpose the rules are asked by the name of the row in COMPATIBILITY.md: they note it, and say which side is wanted.
"""
import json

from reference_messages import Refused, arguments_of, calls_of, listed, plain, reasoning_of

QWEN_TOOLS = (
    "# Tools\n\nYou may call one or more functions to assist with the user query.\n\n"
    "You are provided with function signatures within <tools></tools> XML tags:\n<tools>{}\n</tools>\n\n"
    "For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n"
    "<tool_call>\n{{\"name\": <function-name>, \"arguments\": <args-json-object>}}\n</tool_call>")
QWEN35_TOOLS = (
    "# Tools\n\nYou have access to the following functions:\n\n<tools>{}\n</tools>\n\n"
    "If you choose to call a function ONLY reply in the following format with NO suffix:\n\n"
    "<tool_call>\n<function=example_function_name>\n<parameter=example_parameter_1>\nvalue_1\n</parameter>\n"
    "<parameter=example_parameter_2>\nThis is the value for the second parameter\nthat can span\nmultiple lines\n</parameter>\n"
    "</function>\n</tool_call>\n\n<IMPORTANT>\nReminder:\n"
    "- Function calls MUST follow the specified format: an inner <function=...></function> block must be nested within <tool_call></tool_call> XML tags\n"
    "- Required parameters MUST be specified\n"
    "- You may provide optional reasoning for your function call in natural language BEFORE the function call, but NOT after\n"
    "- If there is no function call available, answer the question like normal with your current knowledge and do not tell the user about function calls\n"
    "</IMPORTANT>")
MINIMAX_TOOLS = (
    "\n\n# Tools\nYou may call one or more tools to assist with the user query.\nHere are the tools available in JSONSchema format:\n\n"
    "<tools>\n{}</tools>\n\nWhen making tool calls, use XML format to invoke tools and pass parameters:\n\n"
    "<minimax:tool_call>\n<invoke name=\"tool-name-1\">\n<parameter name=\"param-key-1\">param-value-1</parameter>\n"
    "<parameter name=\"param-key-2\">param-value-2</parameter>\n...\n</invoke>\n</minimax:tool_call>")
EFFORTS = {"none": 0.0, "minimal": 0.1, "low": 0.2, "medium": 0.7, "high": 0.9, "max": 0.99}


def dumps(value):
    return json.dumps(value, ensure_ascii=False)


def compact(value, sort=False):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort)


def turn(role, text):
    return f"<|im_start|>{role}\n{text}<|im_end|>\n"


def is_role(messages, i, role):
    return 0 <= i < len(messages) and messages[i]["role"] == role


def results(messages, i, text):
    """A tool result of the Qwen formats: those that stand side by side share one user turn."""
    opens = "" if is_role(messages, i - 1, "tool") else "<|im_start|>user"
    closes = "" if is_role(messages, i + 1, "tool") else "<|im_end|>\n"
    return f"{opens}\n<tool_response>\n{text}\n</tool_response>{closes}"


def qwen3(rules, messages, tools, kwargs, generate, opening=""):
    system = plain(rules, messages[0], starts=True) if messages[0]["role"] == "system" else None
    out = ""
    if tools:
        out += turn("system", (system + "\n\n" if system is not None else "") + QWEN_TOOLS.format("".join("\n" + dumps(tool) for tool in tools)))
    elif system is not None:
        out += turn("system", system)
    for i, message in enumerate(messages):
        role = message["role"]
        if role == "user" or (role == "system" and i > 0):
            out += turn(role, plain(rules, message))
        elif role == "assistant":
            reasoning, content = reasoning_of(message, plain(rules, message), "\n")
            text = f"<think>\n{reasoning.strip(chr(10))}\n</think>\n\n" + content.lstrip("\n")
            for number, call in enumerate(calls_of(message)):
                text += "\n" if content or number else ""
                value = arguments_of(rules, call)
                text += f'<tool_call>\n{{"name": "{call["name"]}", "arguments": {value if isinstance(value, str) else dumps(value)}}}\n</tool_call>'
            out += turn("assistant", text)
        elif role == "tool":
            out += results(messages, i, plain(rules, message))
    closed = "<think>\n\n</think>\n\n" if not opening and kwargs.get("enable_thinking") is False else ""
    return out + ("<|im_start|>assistant\n" + opening + closed if generate else "")


def qwennext(rules, messages, tools, kwargs, generate):
    return qwen3(rules, messages, tools, kwargs, generate, opening="<think>\n")


def qwen35(rules, messages, tools, kwargs, generate):
    system = "".join(listed(messages[0])).strip() if messages[0]["role"] == "system" else ""
    out = ""
    if tools:
        out += turn("system", QWEN35_TOOLS.format("".join("\n" + dumps(tool) for tool in tools)) + ("\n\n" + system if system else ""))
    elif messages[0]["role"] == "system":
        out += turn("system", system)
    for i, message in enumerate(messages):
        role, content = message["role"], "".join(listed(message)).strip()
        if role == "user" or (role == "system" and i > 0):
            out += turn(role, content)
        elif role == "assistant":
            reasoning, content = reasoning_of(message, content, "\n")
            text = f"<think>\n{reasoning.strip()}\n</think>\n\n{content}"
            for number, call in enumerate(calls_of(message)):
                text += ("\n\n" if content else "") if number == 0 else "\n"
                text += f"<tool_call>\n<function={call['name']}>\n"
                for name, value in named(rules, call):
                    text += f"<parameter={name}>\n{dumps(value) if isinstance(value, (dict, list)) else str(value)}\n</parameter>\n"
                text += "</function>\n</tool_call>"
            out += turn("assistant", text)
        elif role == "tool":
            out += results(messages, i, content)
        elif role != "system":
            raise Refused(f"unexpected role {role}")
    closed = "\n</think>\n\n" if kwargs.get("enable_thinking") is False else ""
    return out + ("<|im_start|>assistant\n<think>\n" + closed if generate else "")


def named(rules, call):
    """The arguments of a call in a format that has a tag for each."""
    value = arguments_of(rules, call)
    if isinstance(value, dict):
        return value.items()
    if not value and rules.ours("empty-arguments"):
        return ()
    raise Refused("the arguments are no object")


def kimi25(rules, messages, tools, kwargs, generate):
    silent = kwargs.get("thinking") is False
    out = ""
    if tools:
        out += f"<|im_system|>tool_declare<|im_middle|>{kwargs.get('tools_ts_str') or compact(tools)}<|im_end|>"
    for message in messages:
        role, content = message["role"], "".join(listed(message))
        name = message.get("name") or role
        if role == "assistant":
            if name != role and rules.ours("assistant-name"):
                name = role
            reasoning = "" if silent else message.get("reasoning_content", "")
            if reasoning is None:
                reasoning = "" if rules.ours("null-reasoning") else "None"
            text = f"<think>{reasoning}</think>{content}"
            if calls_of(message):
                text += "<|tool_calls_section_begin|>"
                for number, call in enumerate(calls_of(message)):
                    ident = call["id"]
                    if not ident:
                        ident = f"functions.{call['name']}:{number}" if rules.ours("call-id") else "None" if ident is None and call["has_id"] else ""
                    value = arguments_of(rules, call)
                    text += f"<|tool_call_begin|>{ident}<|tool_call_argument_begin|>{value if isinstance(value, str) else dumps(value)}<|tool_call_end|>"
                text += "<|tool_calls_section_end|>"
            out += f"<|im_assistant|>{name}<|im_middle|>{text}<|im_end|>"
        elif role == "tool":
            out += f"<|im_system|>{name}<|im_middle|>## Return of {message.get('tool_call_id') or ''}\n{content}<|im_end|>"
        else:
            out += f"{'<|im_user|>' if role == 'user' else '<|im_system|>'}{name}<|im_middle|>{content}<|im_end|>"
    return out + (f"<|im_assistant|>assistant<|im_middle|><think>{'</think>' if silent else ''}" if generate else "")


def minimax(release):
    def text(rules, messages, tools, kwargs, generate):
        head = messages[0] if messages[0]["role"] == "system" else {}
        out = "]~!b[]~b]system\n" + ("".join(listed(head)) if head.get("content")
                                     else f"You are a helpful assistant. Your name is {release} and is built by MiniMax.")
        if tools:
            out += MINIMAX_TOOLS.format("".join(f"<tool>{dumps(tool['function'])}</tool>\n" for tool in tools))
        out += "[e~[\n"
        called = False
        for i, message in enumerate(messages):
            role, content = message["role"], "".join(listed(message))
            if role == "user" or (role == "system" and i > 0 and rules.ours("second-system")):
                out += f"]~b]{role}\n{content}[e~[\n"
            elif role == "assistant":
                reasoning, content = reasoning_of(message, content, "\n", both=True)
                out += "]~b]ai\n" + (f"<think>\n{reasoning}\n</think>\n\n" if reasoning else "") + content
                called = bool(calls_of(message))
                if called:
                    out += "\n<minimax:tool_call>\n"
                    for call in calls_of(message):
                        values = "".join(f'<parameter name="{name}">{value if isinstance(value, str) else dumps(value)}</parameter>\n'
                                         for name, value in named(rules, call))
                        out += f'<invoke name="{call["name"]}">\n{values}</invoke>\n'
                    out += "</minimax:tool_call>"
                out += "[e~[\n"
            elif role == "tool":
                if not called and not rules.ours("result-without-call"):
                    raise Refused("no call before the result")
                out += "" if is_role(messages, i - 1, "tool") else "]~b]tool"
                given = message.get("content")
                if isinstance(given, list):
                    out += "".join(f"\n<response>{part}\n</response>" for part in listed(message))
                elif given is None and not rules.ours("null-result"):
                    raise Refused("None is not iterable")
                else:
                    out += f"\n<response>{content}</response>"
                out += "" if is_role(messages, i + 1, "tool") else "[e~[\n"
        return out + ("]~b]ai\n<think>\n" if generate else "")
    return text


def inkling(rules, messages, tools, kwargs, generate):
    tokens = {"user": "<|message_user|>", "assistant": "<|message_model|>", "system": "<|message_system|>", "tool": "<|message_tool|>"}
    effort = "<|message_system|><|content_text|>Thinking effort level: " + inkling_effort(rules, kwargs.get("reasoning_effort")) + "<|end_message|>"
    out = ""
    if tools:
        specs = [{"description": function["description"] or "", "name": function["name"], "parameters": function["parameters"] or {}, "type": "function"}
                 for function in (tool["function"] for tool in tools)]
        out += f"<|message_system|>tool_declare<|content_xml|>{compact(specs, sort=True)}<|end_message|>"
    told = False
    for i, message in enumerate(messages):
        role = message["role"]
        if role not in tokens:
            raise Refused(f"unknown role {role}")
        if role != "system" and not told:
            out, told = out + effort, True
        given = message.get("content")
        if role == "tool":
            if isinstance(given, list):
                given = " ".join(listed(message)) if rules.ours("result-parts") else ""
            out += f"{tokens[role]}{name_of(rules, messages, i)}<|content_text|>{given or ''}<|end_message|>"
            continue
        said = out
        if role == "assistant" and message.get("reasoning_content"):
            out += f"<|message_model|><|content_thinking|>{message['reasoning_content']}<|end_message|>"
        for part in listed(message) if isinstance(given, list) else [given] if given else []:
            out += f"{tokens[role]}<|content_text|>{part}<|end_message|>"
        if role != "assistant":
            continue
        for call in calls_of(message):
            value = arguments_of(rules, call) or {}
            if isinstance(value, str) or not isinstance(value, dict):
                if not rules.ours("arguments-without-object"):
                    raise Refused("the arguments are no object")
            written = value if isinstance(value, str) else compact(value, sort=True)
            out += f'<|message_model|>{call["name"]}<|content_invoke_tool_json|>{{"name":{compact(call["name"])},"args":{written}}}<|end_message|>'
        if out == said and not rules.ours("empty-turn"):
            continue
        out += ("<|message_model|>" if out == said else "") + "<|content_model_end_sampling|>"
    out += "" if told else effort
    return out + ("<|message_model|>" if generate else "")


def inkling_effort(rules, effort):
    if effort is None:
        level = 0.9
    elif isinstance(effort, str):
        key = effort.strip()
        if key not in EFFORTS and not (key == "xhigh" and rules.ours("effort-xhigh")):
            raise Refused("unknown effort")
        level = EFFORTS.get(key, 0.99)
    else:
        level = float(effort)
    if not 0 <= level <= 0.99:
        raise Refused("effort out of range")
    return "0" if level == 0 else str(level)


def name_of(rules, messages, at):
    """The name of the function whose result a message is."""
    message = messages[at]
    if message.get("name"):
        return message["name"]
    if not message.get("tool_call_id"):
        return ""
    found = [(i, call["name"]) for i, other in enumerate(messages) for call in calls_of(other) if call["id"] == message["tool_call_id"]]
    before = max((i for i, other in enumerate(messages[:at]) if other["role"] == "assistant"), default=-1)
    near = [(i, name) for i, name in found if i == before]
    if near[-1:] != found[-1:] and rules.ours("later-call"):
        found = near
    return found[-1][1] if found else ""
