"""Qwen's JSON blocks as models break them."""
from case import case

GOOD = '{"name": "get_weather", "arguments": {"city": "Paris"}}'
PARIS = ("get_weather", '{"city": "Paris"}')


def cases(format):
    closed, stop = format.prompt_closed, format.stop

    def block(body):
        return f"<tool_call>\n{body}\n</tool_call>"

    def refused(name, body):
        return case(name, closed, block(body) + stop, content=block(body), malformed=True)

    def taken(name, body, *calls, malformed=False, content=""):
        return case(name, closed, block(body) + stop, calls=calls, malformed=malformed, content=content)

    yield taken("trailing comma", GOOD.replace('"}}', '",}}'), ("get_weather", '{"city": "Paris",}', True), malformed=True)
    yield taken("missing brace", GOOD[:-1], PARIS, malformed=True)
    yield taken("brace too many", GOOD + "}", PARIS, malformed=True, content="}\n")
    yield refused("no name", '{"arguments": {"city": "Paris"}}')
    yield refused("empty name", '{"name": "", "arguments": {}}')
    yield refused("name is a number", '{"name": 1, "arguments": {}}')
    yield refused("arguments are text", '{"name": "now", "arguments": "{}"}')
    yield refused("arguments are a list", '{"name": "now", "arguments": []}')
    yield refused("Python", "{'name': 'now', 'arguments': {}}")
    yield refused("a list", f"[{GOOD}]")
    yield taken("arguments first", '{"arguments": {"city": "Paris"}, "name": "get_weather"}', PARIS)
    yield taken("parameters", '{"name": "get_weather", "parameters": {"city": "Paris"}}', PARIS)
    yield taken("parameters and arguments", '{"name": "now", "parameters": {"a": 1}, "arguments": {"a": 2}}', ("now", '{"a": 1}'))
    yield taken("no arguments", '{"name": "now"}', ("now", "{}"))
    yield taken("null arguments", '{"name": "now", "arguments": null}', ("now", "{}"))
    yield taken("other keys", '{"id": [1, "}"], "name": "now", "arguments": {}, "n": 1.5, "t": "x"}', ("now", "{}"))
    yield taken("the model's own text", '{"name":"now","arguments":{"a" :1.50,\n"b":"\\u00e9"}}', ("now", '{"a" :1.50,\n"b":"\\u00e9"}'))
    yield taken("no white space", GOOD, PARIS)
    yield taken("NaN", '{"name": "now", "arguments": {"a": NaN}}', ("now", '{"a": NaN}', True), malformed=True)
    yield taken("line break in a string", '{"name": "now", "arguments": {"a": "x\ny"}}', ("now", '{"a": "x\ny"}', True), malformed=True)
    yield taken("key twice", '{"name": "now", "arguments": {"a": 1, "a": 2}}', ("now", '{"a": 1, "a": 2}', True), malformed=True)
    yield taken("two in a block", GOOD + "\n" + '{"name": "now"}', PARIS, ("now", "{}"))
    yield taken("marker in a string", '{"name": "now", "arguments": {"a": "<think>"}}', ("now", '{"a": "<think>"}'))
    yield taken("escaped name", '{"name": "n\\u006fw", "arguments": {}}', ("now", "{}"))
    yield case(
        "cut off in the arguments", closed, f"<tool_call>\n{GOOD[:-5]}", calls=[("get_weather", '{"city": "Par', True)], malformed=True)
    yield case("cut off in the name", closed, '<tool_call>\n{"name": "get', content='<tool_call>\n{"name": "get', malformed=True)
    yield case("block not closed", closed, f"<tool_call>\n{GOOD}" + stop, calls=[PARIS])
    yield case(
        "blocks glued", closed, f"<tool_call>{GOOD}<tool_call>{GOOD}</tool_call>" + stop, calls=[PARIS, PARIS], malformed=True)
    yield case(
        "a call and a broken one", closed, "A\n" + block(GOOD) + "\n" + block("{oops") + stop,
        content="A\n" + block("{oops"), calls=[PARIS], malformed=True)
    yield case("text before a broken call", closed, " A\n" + block("{") + "\nB" + stop, content=" A\n" + block("{") + "\nB", malformed=True)


def later(format):
    """An object with keys of its own and no arguments is text: those may be its arguments."""
    def block(body):
        return f"<tool_call>\n{body}\n</tool_call>"

    def refused(name, body):
        return case(name, format.prompt_closed, block(body) + format.stop, content=block(body), malformed=True)

    yield refused("arguments beside the name", '{"name": "get_weather", "city": "Paris"}')
    yield refused("arguments before the name", '{"city": "Paris", "name": "get_weather"}')
    yield refused("arguments under another key", '{"name": "get_weather", "args": {"city": "Paris"}}')
    yield refused("null arguments, and others", '{"name": "get_weather", "arguments": null, "city": "Paris"}')
    yield refused("another key that is null", '{"name": "get_weather", "city": null}')
    yield case(
        "type and id, no arguments", format.prompt_closed, block('{"type": "function", "id": "c1", "name": "now"}') + format.stop,
        calls=[("now", "{}")])
    body = '{"name": "now", "city": "x"}'
    yield case(
        "a call, and arguments beside a name", format.prompt_closed, block(GOOD + "\n" + body) + format.stop,
        content=body + "\n", calls=[PARIS], malformed=True)
