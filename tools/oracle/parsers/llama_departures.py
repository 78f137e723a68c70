"""Llama 3's bare objects as models write them."""
from case import case

GOOD = '{"name": "get_weather", "parameters": {"city": "Paris"}}'
NOW = '{"name": "now", "parameters": {}}'
PARIS = ("get_weather", '{"city": "Paris"}')


def cases(format):
    prompt, stop = format.prompt, format.stop

    def row(name, text, *calls, malformed=False, content=""):
        return case(name, prompt, text + stop, calls=calls, malformed=malformed, content=content)

    yield row("tag", "<|python_tag|>" + GOOD, PARIS)
    yield row("tag and blanks", "<|python_tag|> \n" + GOOD, PARIS)
    yield row("tag after text", "I look. <|python_tag|>" + GOOD, PARIS, content="I look. ")
    yield row("tag, unknown tool", "x<|python_tag|>" + GOOD.replace("get_weather", "nope"), ("nope", PARIS[1]), content="x")
    yield row("built-in tool", '<|python_tag|>brave_search.call(query="Menlo Park, \\"CA\\"")', ("brave_search", '{"query": "Menlo Park, \\"CA\\""}'))
    yield row("built-in tool, values", "<|python_tag|>f.call(a=1, b=[True, None], c='x')", ("f", '{"a": 1, "b": [true, null], "c": "x"}'))
    yield row("built-in tool without arguments", "<|python_tag|>f.call()", ("f", "{}"))
    yield row("program", "<|python_tag|>import os\nprint(os.name)", malformed=True, content="<|python_tag|>import os\nprint(os.name)")
    yield row("built-in tool, broken", "<|python_tag|>f.call(a=", malformed=True, content="<|python_tag|>f.call(a=")
    yield row("prose, then a call", "Sure: " + GOOD, PARIS, content="Sure: ")
    yield row("prose, then an unknown tool", "Sure: " + GOOD.replace("get_weather", "nope"), content="Sure: " + GOOD.replace("get_weather", "nope"))
    yield row("blanks before", "\n " + GOOD, PARIS, content="\n ")
    yield row("unknown tool", GOOD.replace("get_weather", "nope"), ("nope", PARIS[1]))
    yield row("arguments", GOOD.replace("parameters", "arguments"), PARIS)
    yield row("type", GOOD.replace("{", '{"type": "function", ', 1), PARIS)
    yield row("the model's own text", '{"name":"now","parameters":{"a" :1.50}}', ("now", '{"a" :1.50}'))
    yield row("no parameters", '{"name": "now"}', ("now", "{}"))
    yield row("parameters first", '{"parameters": {"city": "Paris"}, "name": "get_weather"}', PARIS)
    yield row("glued", GOOD + NOW, PARIS, ("now", "{}"))
    yield row("line between", GOOD + "\n" + NOW, PARIS, ("now", "{}"))
    yield row("semicolon at the end", GOOD + ";", PARIS)
    yield row("text after", GOOD + "; Done.", PARIS, content="Done.")
    yield row("text and a call after", GOOD + " and " + NOW, PARIS, ("now", "{}"), content="and ")
    yield row("JSON that is no call", '{"answer": {"name": "now", "parameters": 1}}', content='{"answer": {"name": "now", "parameters": 1}}')
    yield row("object with a name", '{"name": "Bob", "age": 3}', content='{"name": "Bob", "age": 3}')
    yield row("object that only has a name", 'Hi {"name": "Bob"}', content='Hi {"name": "Bob"}')
    yield row("braces", "Hi {x} {{ \"a\" }} {", content="Hi {x} {{ \"a\" }} {")
    yield row("name is a number", '{"name": 1, "parameters": {}}', content='{"name": 1, "parameters": {}}')
    yield row("parameters are text", '{"name": "now", "parameters": "{}"}', content='{"name": "now", "parameters": "{}"}')
    yield row("trailing comma", GOOD.replace('"}}', '",}}'), ("get_weather", '{"city": "Paris",}', True), malformed=True)
    yield row("missing brace", GOOD[:-1], PARIS, malformed=True)
    yield row("list", "[" + GOOD + "]", PARIS, content="[]")
    yield case("cut off in the parameters", prompt, GOOD[:-5], calls=[("get_weather", '{"city": "Par', True)], malformed=True)
    yield case("cut off in the name", prompt, '{"name": "get', content='{"name": "get')
    yield case("no tools", prompt, GOOD + stop, content=GOOD, tools=False)
    yield case("no tools, tag", prompt, "<|python_tag|>" + GOOD + stop, content="<|python_tag|>" + GOOD, tools=False)
    yield case("only the stop", prompt, stop)
    yield case("thinking is text", prompt, "<think>a</think>b" + stop, content="<think>a</think>b")


def later(format):
    """A call in Python that ends before it is closed, or in which something is missing, is text; so are values deeper than 64."""
    def row(name, text, arguments=None):
        text = f"<|python_tag|>f.call({text}"
        return case(name, format.prompt, text + format.stop, calls=[("f", arguments)] if arguments else [], malformed=arguments is None,
                    content="" if arguments else text)

    yield row("not closed", "a=1")
    yield row("not closed after a comma", "a=1,")
    yield row("a comma at the end", "a=1, b='x',)", '{"a": 1, "b": "x"}')
    yield row("no comma", "a=1 b=2)")
    yield row("a name twice", "a=1, a=2)")
    yield row("no name", "1)")
    yield row("lists, 64 deep", f"a={'[' * 64}{']' * 64})", f'{{"a": {"[" * 64}{"]" * 64}}}')
    yield row("lists, 65 deep", f"a={'[' * 65}{']' * 65})")
    deep = "{'k': " * 63 + "{}" + "}" * 63
    yield row("dictionaries, 64 deep", f"a={deep})", '{"a": ' + deep.replace("'", '"') + "}")
    yield row("dictionaries, 65 deep", f"a={{'k': {deep}}})")
    yield row("dictionary without a comma", "a={'k': 1 'l': 2})")
    yield row("list with a comma at its end", "a=[1, 2,], b=(3,))", '{"a": [1, 2], "b": [3]}')
    yield row("list that is not closed", "a=[1, 2)")
