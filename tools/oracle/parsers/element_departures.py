"""Qwen-Coder's, MiniMax' and DeepSeek's elements as models break them."""
from case import case

PARIS = ("get_weather", '{"city": "Paris"}')


def typed(format, call, closed, stop):
    """Values and the types that tools give them: call(tool, {parameter: text}) writes texts as they are."""
    def row(name, tool, values, arguments, malformed=False):
        return case(name, closed, call(tool, values) + stop, calls=[(tool, arguments)], malformed=malformed)

    yield row("Python list", "search", {"tags": "['a', \"b\"]"}, '{"tags": ["a", "b"]}')
    yield row("Python dictionary", "search", {"filter": "{'k': True, 'n': None, 'f': (1, 2.5)}"}, '{"filter": {"k": true, "n": null, "f": [1, 2.5]}}')
    yield row("JSON list as it is", "search", {"tags": '["a","b"]'}, '{"tags": ["a","b"]}')
    yield row("not a list", "search", {"tags": "a, b"}, '{"tags": "a, b"}')
    yield row("booleans", "search", {"exact": "True"}, '{"exact": true}')
    yield row("no boolean", "search", {"exact": "yes"}, '{"exact": "yes"}')
    yield row("no integer", "search", {"limit": "five"}, '{"limit": "five"}')
    yield row("integer with a fraction", "search", {"limit": "5.5"}, '{"limit": "5.5"}')
    yield row("integer with zeros", "search", {"limit": "05"}, '{"limit": "05"}')
    yield row("number as it is", "search", {"score": "1.50"}, '{"score": 1.50}')
    yield row("null for an integer", "search", {"limit": "null"}, '{"limit": null}')
    yield row("null for a string", "search", {"query": "null", "note": "null"}, '{"query": "null", "note": null}')
    yield row("words like null", "search", {"note": "nul", "query": "None"}, '{"note": "nul", "query": "None"}')
    yield row("digits for a union", "search", {"either": "12"}, '{"either": 12}')
    yield row("text for a union", "search", {"either": "x12"}, '{"either": "x12"}')
    yield row("unknown parameter", "get_weather", {"extra": "5"}, '{"extra": "5"}')
    yield row("parameter without a type", "search", {"free": "[1]"}, '{"free": "[1]"}')
    yield row("unknown tool", "nope", {"a": "[1]"}, '{"a": "[1]"}')
    yield row("enumerated", "search", {"mode": "fast"}, '{"mode": "fast"}')


def qwen(format):
    closed, stop = format.prompt_closed, format.stop
    city = "<parameter=city>\nParis\n</parameter>\n"

    def call(tool, values):
        return f"<tool_call>\n<function={tool}>\n" + "".join(
            f"<parameter={key}>\n{value}\n</parameter>\n" for key, value in values.items()) + "</function>\n</tool_call>"

    def function(body, name="get_weather"):
        return f"<function={name}>\n{body}</function>"

    yield from typed(format, call, closed, stop)
    yield case("no block", closed, function(city) + stop, calls=[PARIS])
    yield case("no block, but its end", closed, function(city) + "\n</tool_call>" + stop, calls=[PARIS])
    yield case("element in prose", closed, "Use <function=foo> here." + stop, content="Use <function=foo> here.")
    yield case(
        "parameter ends at the next", closed,
        "<tool_call>\n" + function("<parameter=city>\nParis\n<parameter=days>\n3\n</parameter>\n") + "\n</tool_call>" + stop,
        calls=[("get_weather", '{"city": "Paris", "days": 3}')], malformed=True)
    yield case(
        "parameter ends with the call", closed, "<tool_call>\n" + function("<parameter=city>\nParis\n") + "\n</tool_call>" + stop,
        calls=[PARIS], malformed=True)
    yield case(
        "call ends with the block", closed, f"<tool_call>\n<function=get_weather>\n{city}</tool_call>" + stop, calls=[PARIS], malformed=True)
    yield case("block not closed", closed, f"<tool_call>\n{function(city)}" + stop, calls=[PARIS])
    yield case("call not closed", closed, f"<tool_call>\n<function=get_weather>\n{city}" + stop, calls=[PARIS], malformed=True)
    yield case(
        "cut off between parameters", closed, f"<tool_call>\n<function=get_weather>\n{city}",
        calls=[("get_weather", '{"city": "Paris"', True)], malformed=True)
    yield case(
        "cut off in a value", closed, "<tool_call>\n<function=get_weather>\n<parameter=city>\nPar",
        calls=[("get_weather", '{"city": "Par', True)], malformed=True)
    yield case(
        "cut off in a name", closed, "<tool_call>\n<function=get_w", content="<tool_call>\n<function=get_w", malformed=True)
    yield case(
        "value on the tag's line", closed, "<tool_call>\n" + function("<parameter=city>Paris</parameter>\n") + "\n</tool_call>" + stop,
        calls=[PARIS])
    yield case(
        "blanks in tags", closed, "<tool_call><function= get_weather ><parameter= city >Paris</parameter></function></tool_call>" + stop,
        calls=[PARIS])
    body = '<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>'
    yield case("JSON in the block", closed, body + stop, content=body, malformed=True)
    yield case(
        "parameter twice", closed, "<tool_call>\n" + function(city + city.replace("Paris", "Rome")) + "\n</tool_call>" + stop,
        calls=[PARIS], malformed=True)
    yield case("text in a call", closed, "<tool_call>\n" + function("hm\n" + city) + "\n</tool_call>" + stop, calls=[PARIS], malformed=True)
    yield case(
        "two in a block", closed, "<tool_call>\n" + function(city) + "\n" + function("", "now") + "\n</tool_call>" + stop,
        calls=[PARIS, ("now", "{}")])
    yield case(
        "blocks glued", closed, "<tool_call>\n" + function(city) + "\n<tool_call>\n" + function("", "now") + "\n</tool_call>" + stop,
        calls=[PARIS, ("now", "{}")], malformed=True)
    yield case(
        "text in a block", closed, "<tool_call>\n" + function(city) + "\nDone.\n</tool_call>" + stop,
        content="Done.\n", calls=[PARIS], malformed=True)


def minimax(format):
    closed, stop = format.prompt_closed, format.stop
    open, close = format.block
    city = '<parameter name="city">Paris</parameter>\n'

    def call(tool, values):
        return f'{open}\n<invoke name="{tool}">\n' + "".join(
            f'<parameter name="{key}">{value}</parameter>\n' for key, value in values.items()) + f"</invoke>\n{close}"

    def block(body):
        return f"{open}\n{body}\n{close}"

    yield from typed(format, call, closed, stop)
    yield from attributes(closed, stop, block, open, close, city, "", "")
    yield case("line breaks in a value", closed, call("get_weather", {"city": "\n Paris\n"}) + stop, calls=[("get_weather", '{"city": "\\n Paris\\n"}')])


def deepseek(format):
    closed, stop = format.prompt_closed, format.stop
    open, close = format.block
    city = '<｜DSML｜parameter name="city" string="true">Paris</｜DSML｜parameter>\n'

    def call(tool, values, says=""):
        return f'{open}\n<｜DSML｜invoke name="{tool}">\n' + "".join(
            f'<｜DSML｜parameter name="{key}"{says}>{value}</｜DSML｜parameter>\n' for key, value in values.items()) + f"</｜DSML｜invoke>\n{close}"

    def block(body):
        return f"{open}\n{body}\n{close}"

    yield from typed(format, call, closed, stop)  # Without the attribute the schema decides.
    yield from attributes(closed, stop, block, open, close, city, "｜DSML｜", ' string="true"')
    yield case("digits that are a string", closed, call("search", {"limit": "5"}, ' string="true"') + stop, calls=[("search", '{"limit": "5"}')])
    yield case("a string that is JSON", closed, call("search", {"query": "5"}, ' string="false"') + stop, calls=[("search", '{"query": 5}')])
    yield case("JSON that is broken", closed, call("search", {"tags": "[1,"}, ' string="false"') + stop, calls=[("search", '{"tags": "[1,"}')])
    plain = call("now", {}).replace("｜DSML｜", "")
    yield case("without the token", closed, plain + stop, content=plain)


def attributes(closed, stop, block, open, close, city, token, says):
    def invoke(body, head='name="get_weather"'):
        return f"<{token}invoke {head}>\n{body}</{token}invoke>"

    yield case("single quotes", closed, block(invoke(city.replace('"city"', "'city'"), "name='get_weather'")) + stop, calls=[PARIS])
    yield case("no quotes", closed, block(invoke(city, "name=get_weather")) + stop, calls=[PARIS])
    yield case("two in a block", closed, block(invoke(city) + "\n" + invoke("", 'name="now"')) + stop, calls=[PARIS, ("now", "{}")])
    yield case(
        "text between two", closed, block(invoke(city) + "\nand " + invoke("", 'name="now"')) + stop,
        content="and ", calls=[PARIS, ("now", "{}")], malformed=True)
    yield case("parameter ends with the call", closed, block(invoke(city.replace(f"</{token}parameter>\n", ""))) + stop, calls=[PARIS], malformed=True)
    yield case("call ends with the block", closed, f"{open}\n" + invoke(city).replace(f"</{token}invoke>", close) + stop, calls=[PARIS], malformed=True)
    yield case("block not closed", closed, f"{open}\n" + invoke(city) + stop, calls=[PARIS])
    yield case("call not closed", closed, f"{open}\n" + invoke(city).replace(f"</{token}invoke>", "") + stop, calls=[PARIS], malformed=True)
    yield case(
        "cut off in a value", closed, f"{open}\n" + invoke(city).split("ris<")[0], calls=[("get_weather", '{"city": "Pa', True)], malformed=True)
    body = f'{open}\n<{token}invoke name="get'
    yield case("cut off in a name", closed, body, content=body, malformed=True)
    body = f"{open}\n<{token}invoke>\n</{token}invoke>\n{close}"
    yield case("no name", closed, body + stop, content=body, malformed=True)
    yield case("element in prose", closed, "a " + invoke(city) + stop, content="a " + invoke(city))
    yield case("parameter twice", closed, block(invoke(city + city.replace("Paris", "Rome"))) + stop, calls=[PARIS], malformed=True)
    yield case("parameter without a name", closed, block(invoke(f"<{token}parameter>x</{token}parameter>\n" + city)) + stop, calls=[PARIS], malformed=True)
    body = block('{"name": "now", "arguments": {}}')
    yield case("JSON in the block", closed, body + stop, content=body, malformed=True)


def later(format):
    """Markers of Qwen-Coder's elements in places where they end nothing."""
    def row(name, body, *calls):
        return case(name, format.prompt_closed, f"<tool_call>\n{body}\n</tool_call>" + format.stop, calls=calls, malformed=True)

    city, days = "<parameter=city>\nParis\n</parameter>\n", "<parameter=days>\n3\n</parameter>\n"
    yield row("a parameter's end twice", f"<function=get_weather>\n{city}</parameter>\n{days}</function>", ("get_weather", '{"city": "Paris", "days": 3}'))
    yield row("a call that ends at the next", f"<function=now>\n<function=get_weather>\n{city}</function>", ("now", "{}"), PARIS)


def deepseek_later(format):
    """What string= says counts: encoding_dsv32.py, decode_dsml_to_arguments, inserts a text as it stands where it is false."""
    open, close = format.block

    def row(name, says, value, arguments):
        text = (f'{open}\n<｜DSML｜invoke name="search">\n<｜DSML｜parameter name="query" string="{says}">{value}</｜DSML｜parameter>\n'
                f"</｜DSML｜invoke>\n{close}")
        return case(name, format.prompt_closed, text + format.stop, calls=[("search", arguments)])

    yield row("a JSON string", "false", '"fast"', '{"query": "fast"}')
    yield row("a JSON string with escapes", "false", '"a\\"\\u00e9"', '{"query": "a\\"\\u00e9"}')
    yield row("a JSON string that is empty", "false", '""', '{"query": ""}')
    yield row("half a JSON string", "false", '"fast', '{"query": "\\"fast"}')
    yield row("null that is JSON", "false", "null", '{"query": null}')
    yield row("Python that is no JSON", "false", "True", '{"query": "True"}')
    yield row("a string in quotes", "true", '"fast"', '{"query": "\\"fast\\""}')
