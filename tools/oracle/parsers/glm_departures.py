"""GLM's pairs as models break them, and as GLM-4.5 writes them."""
from case import case

PARIS = ("get_weather", '{"city": "Paris"}')
CITY = "<arg_key>city</arg_key><arg_value>Paris</arg_value>"


def cases(format):
    closed, stop = format.prompt_closed, format.stop

    def call(body):
        return f"<tool_call>{body}</tool_call>"

    def value(name, tool, key, text, arguments):
        return case(
            name, closed, call(f"{tool}<arg_key>{key}</arg_key><arg_value>{text}</arg_value>") + stop, calls=[(tool, arguments)])

    def taken(name, body, *calls, malformed=True):
        return case(name, closed, body + stop, calls=calls, malformed=malformed)

    lines = "<tool_call>get_weather\n<arg_key>city</arg_key>\n<arg_value>Paris</arg_value>\n</tool_call>"
    yield taken("GLM-4.5's lines", lines, PARIS, malformed=False)
    yield taken("GLM-4.5's lines without arguments", "<tool_call>now\n</tool_call>", ("now", "{}"), malformed=False)
    yield taken("blanks around the name", call(" get_weather \n" + CITY), PARIS, malformed=False)
    yield taken("line break before the name", call("\nget_weather" + CITY), PARIS, malformed=False)
    yield value("Python list", "search", "tags", "['a']", '{"tags": ["a"]}')
    yield value("JSON list as it is", "search", "tags", '["a","b"]', '{"tags": ["a","b"]}')
    yield value("not a list", "search", "tags", "a, b", '{"tags": "a, b"}')
    yield value("booleans", "search", "exact", "True", '{"exact": true}')
    yield value("no integer", "search", "limit", "five", '{"limit": "five"}')
    yield value("digits that are a string", "search", "query", "5", '{"query": "5"}')
    yield value("null for a string", "search", "note", "null", '{"note": null}')
    yield value("digits for a union", "search", "either", "12", '{"either": 12}')
    yield value("unknown tool, JSON", "nope", "a", "[1, 2]", '{"a": [1, 2]}')
    yield value("unknown tool, text", "nope", "a", "b c", '{"a": "b c"}')
    yield value("unknown tool, quotes", "nope", "a", '"b"', '{"a": "\\"b\\""}')
    yield value("unknown parameter", "now", "a", "5", '{"a": 5}')
    yield value("line breaks in a value", "get_weather", "city", "\nParis\n", '{"city": "\\nParis\\n"}')
    yield value("blanks around a key", "get_weather", " city ", "Paris", '{"city": "Paris"}')
    yield taken("value ends with the call", call(CITY.replace("</arg_value>", "")).replace("l>", "l>get_weather", 1), PARIS)
    yield taken(
        "value ends with the next key", call("get_weather<arg_key>city</arg_key><arg_value>Paris<arg_key>days</arg_key><arg_value>3</arg_value>"),
        ("get_weather", '{"city": "Paris", "days": 3}'))
    yield taken("key not closed", call("get_weather<arg_key>city<arg_value>Paris</arg_value>"), PARIS)
    yield taken("value without a key", call("now<arg_value>x</arg_value>"), ("now", "{}"))
    yield taken("key without a value", call("now<arg_key>x</arg_key>"), ("now", "{}"))
    yield taken("key twice", call("get_weather" + CITY + CITY.replace("Paris", "Rome")), PARIS)
    yield taken("text in a call", call("get_weather" + CITY + "hm"), PARIS)
    yield taken("calls glued", f"<tool_call>get_weather{CITY}<tool_call>now</tool_call>", PARIS, ("now", "{}"))
    yield taken("call not closed", f"<tool_call>get_weather{CITY}", PARIS)
    yield case(
        "cut off between pairs", closed, f"<tool_call>get_weather{CITY}", calls=[("get_weather", '{"city": "Paris"', True)], malformed=True)
    yield case(
        "cut off in a value", closed, f"<tool_call>get_weather{CITY[:-14]}", calls=[("get_weather", '{"city": "Par', True)], malformed=True)
    yield case("cut off in the name", closed, "<tool_call>get_w", content="<tool_call>get_w", malformed=True)
    body = call('{"name": "now", "arguments": {}}')
    yield case("JSON in the call", closed, body + stop, content=body, malformed=True)
    body = call(CITY)
    yield case("no name", closed, body + stop, content=body, malformed=True)
    yield case("key outside", closed, "a<arg_key>b" + stop, content="a<arg_key>b", malformed=True)
