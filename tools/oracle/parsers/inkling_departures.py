"""Inkling's blocks as models break them."""
from case import case

PARIS = ("get_weather", '{"city":"Paris"}')
NEXT = "<|message_model|>"


def cases(format):
    prompt, stop = format.prompt, format.stop
    end = "<|end_message|>"
    call = format.call("get_weather", {"city": "Paris"})
    text = format.text("Hi.")

    def block(body, name="now"):
        return f"{name}<|content_invoke_tool_json|>{body}{end}"

    def row(name, body, reasoning=None, content="", calls=(), malformed=False, tools=True):
        return case(name, prompt, body + stop, reasoning, content, calls, malformed, tools)

    def refused(name, body):
        """What opened the block is content with it; the end of a block ends it whatever it was."""
        return row(name, block(body), content="<|content_invoke_tool_json|>" + body, malformed=True)

    yield row("no name in the header", call.replace("get_weather<", "<", 1), calls=[PARIS])
    yield row("no name in the object", block('{"args":{}}'), calls=[("now", "{}")])
    yield row("arguments first", block('{"args":{"a":1},"name":"now"}'), calls=[("now", '{"a":1}')])
    yield row("arguments", block('{"name":"now","arguments":{"a":1}}'), calls=[("now", '{"a":1}')])
    yield row("no arguments", block('{"name":"now"}'), calls=[("now", "{}")])
    yield row("the model's own text", block('{"name": "now", "args": {"a" :1.50,\n "b":"\\u00e9"}}'), calls=[("now", '{"a" :1.50,\n "b":"\\u00e9"}')])
    yield row("line breaks around", block('\n{"name":"now","args":{}}\n'), calls=[("now", "{}")])
    yield row("other name in the object", block('{"name":"now","args":{}}', "search"), calls=[("now", "{}")])
    yield row("unknown tool", block('{"name":"nope","args":{}}', "nope"), calls=[("nope", "{}")])
    yield row("trailing comma", block('{"name":"now","args":{"a":1,}}'), calls=[("now", '{"a":1,}', True)], malformed=True)
    yield row("missing brace", block('{"name":"now","args":{"a":1}'), calls=[("now", '{"a":1}')], malformed=True)
    yield row("marker in a string", block('{"name":"now","args":{"a":"<|content_text|>"}}'), calls=[("now", '{"a":"<|content_text|>"}')])
    yield refused("arguments are text", '{"name":"now","args":"{}"}')
    yield refused("not an object", "[1]")
    yield refused("prose", "hello there")
    yield refused("empty", "")
    yield row(
        "text, then no call", text + NEXT + block("[1]"), content="Hi.\n<|content_invoke_tool_json|>[1]", malformed=True)
    yield row("text after a call", block('{"name":"now","args":{}}ok'), content="ok", calls=[("now", "{}")], malformed=True)
    yield row("two objects", block('{"name":"now","args":{}}{"name":"f","args":{}}'), calls=[("now", "{}"), ("f", "{}")])
    yield row("two thoughts", format.thinking("a") + NEXT + format.thinking("b") + NEXT + text, "a\nb", "Hi.")
    yield row("two texts", text + NEXT + text, content="Hi.\nHi.")
    yield row("text, call, text", text + NEXT + call + NEXT + text, content="Hi.\nHi.", calls=[PARIS])
    yield row("thinking after a call", call + NEXT + format.thinking("b") + NEXT + text, "b", "Hi.", [PARIS])
    yield row("model is missing", format.thinking("a") + text, "a", "Hi.")
    yield row("end is missing", format.thinking("a").replace(end, "") + NEXT + text, "a", "Hi.", malformed=True)
    yield row("end and model are missing", format.thinking("a").replace(end, "") + text, "a", "Hi.", malformed=True)
    yield row("call within thinking", "<|content_thinking|>a" + call[call.index("<"):], "a", calls=[PARIS])
    yield row("thinking twice", "<|content_thinking|>" + format.thinking("a") + NEXT + text, "a", "Hi.")
    yield row("no kind", "Hello there.", content="Hello there.", malformed=True)
    yield row("name, then nothing", "now", content="now", malformed=True)
    yield row("blank header", " \n" + text, content="Hi.")
    yield row("text between blocks", format.thinking("a") + "hm" + NEXT + text, "a", "hm\nHi.", malformed=True)
    yield row("call as text", "now<|content_invoke_tool_text|>now()" + end, content="now()")
    yield row("tool error", "<|content_tool_error|>oops" + end, content="oops")
    yield row("no tools", call, content='{"name":"get_weather","args":{"city":"Paris"}}', tools=False)
    yield row("ended by the stop", "<|content_text|>Hi.", content="Hi.")
    yield case("text cut off", prompt, "<|content_text|>Hi", content="Hi")
    yield case("cut off in the arguments", prompt, call.split("ris")[0], calls=[("get_weather", '{"city":"Pa', True)], malformed=True)
    yield case(
        "cut off in the object", prompt, 'now<|content_invoke_tool_json|>{"na', content='<|content_invoke_tool_json|>{"na', malformed=True)
    yield case("no token", prompt, "")
    yield case("prompt within thinking", prompt + "<|content_thinking|>I", " think." + end + NEXT + text + stop, " think.", "Hi.")
    yield case("prompt within the answer", prompt + "<|content_text|>The", " end." + end + stop, content=" end.")
    yield case("marker typed out", prompt, ["<|content_text|><|end_", "message|>x" + end, stop], content="<|end_message|>x")


def later(format):
    """An object with keys of its own and no arguments is text: those may be its arguments."""
    def refused(name, body):
        text = f"<|content_invoke_tool_json|>{body}"
        return case(name, format.prompt, f"get_weather{text}<|end_message|>{format.stop}", content=text, malformed=True)

    yield refused("arguments alone", '{"city":"Paris"}')
    yield refused("arguments beside the name", '{"name":"get_weather","city":"Paris"}')
    yield case(
        "an empty object", format.prompt, f"now<|content_invoke_tool_json|>{{}}<|end_message|>{format.stop}", calls=[("now", "{}")])
