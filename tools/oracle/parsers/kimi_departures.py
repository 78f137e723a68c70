"""Kimi's sections as models break them."""
from case import case

BEGIN, END = "<|tool_calls_section_begin|>", "<|tool_calls_section_end|>"


def raw(id, arguments, end="<|tool_call_end|>"):
    return f"<|tool_call_begin|>{id}<|tool_call_argument_begin|>{arguments}{end}"


def cases(format):
    closed, stop = format.prompt_closed, format.stop
    good = raw("functions.get_weather:0", '{"city": "Paris"}')
    paris = ("get_weather", '{"city": "Paris"}', False, "functions.get_weather:0")

    def taken(name, text, *calls, malformed=False, content=""):
        return case(name, closed, text + stop, calls=calls, malformed=malformed, content=content)

    def one(name, id, arguments, *call, malformed=False):
        return taken(name, BEGIN + raw(id, arguments) + END, call, malformed=malformed)

    yield one("later index", "functions.now:12", "{}", "now", "{}", False, "functions.now:12")
    yield one("no prefix", "now:0", "{}", "now", "{}", False, "now:0")
    yield one("no index", "functions.now", "{}", "now", "{}", False, "functions.now")
    yield one("dots in a name", "functions.a.b:2", "{}", "a.b", "{}", False, "functions.a.b:2")
    yield one("white space around", " functions.now:0\n", "\n{}\n ", "now", "{}", False, "functions.now:0")
    yield one("white space within", "functions.now:0", '{"a" :\n1 }', "now", '{"a" :\n1 }', False, "functions.now:0")
    yield one("no arguments", "functions.now:0", "", "now", "{}", False, "functions.now:0")
    yield one("broken arguments", "functions.now:0", '{"a": }', "now", '{"a": }', True, "functions.now:0", malformed=True)
    yield one("arguments are a list", "functions.now:0", "[1]", "now", "[1]", True, "functions.now:0", malformed=True)
    yield one("text after the arguments", "functions.now:0", "{} ok", "now", "{} ok", True, "functions.now:0", malformed=True)
    yield one("marker in the arguments", "functions.now:0", '{"a": "<think>"}', "now", '{"a": "<think>"}', False, "functions.now:0")
    yield one("unknown tool", "functions.nope:0", '{"b": 1.50}', "nope", '{"b": 1.50}', False, "functions.nope:0")
    yield taken("no section", good, paris, malformed=True)
    yield taken("no section, text after", good + "Done.", paris, malformed=True, content="Done.")
    yield taken("section not closed", BEGIN + good, paris)
    yield taken("section twice", BEGIN + BEGIN + good + END, paris, malformed=True)
    yield taken("call ends with the section", BEGIN + good.replace("<|tool_call_end|>", "") + END, paris, malformed=True)
    yield taken(
        "call ends with the next", BEGIN + good.replace("<|tool_call_end|>", "") + raw("functions.now:1", "{}") + END,
        paris, ("now", "{}", False, "functions.now:1"), malformed=True)
    yield taken("line breaks in a section", f"{BEGIN}\n{good}\n\n{END}\n", paris, content="\n")
    yield taken("text in a section", f"{BEGIN}{good}and {END}", paris, malformed=True, content="and ")
    empty = raw("", "{}")
    yield taken("no id", BEGIN + empty + END, malformed=True, content=empty)
    blank = raw("functions.:0", "{}")
    yield taken("no name", BEGIN + blank + END, malformed=True, content=blank)
    bare = "<|tool_call_begin|>functions.now:0<|tool_call_end|>"
    yield taken("no arguments' marker", BEGIN + bare + END, malformed=True, content=bare)
    yield taken("stray end of a call", f"{BEGIN}<|tool_call_end|>{good}{END}", paris, malformed=True, content="<|tool_call_end|>")
    yield taken("end of a call outside", "a<|tool_call_end|>b", malformed=True, content="a<|tool_call_end|>b")
    yield case(
        "cut off in the arguments", closed, BEGIN + '<|tool_call_begin|>functions.now:0<|tool_call_argument_begin|>{"a": 1',
        calls=[("now", '{"a": 1', True, "functions.now:0")], malformed=True)
    yield case(
        "cut off in the id", closed, BEGIN + "<|tool_call_begin|>functions.n", content="<|tool_call_begin|>functions.n", malformed=True)


def later(format):
    """A call that was cut off before its first argument is not closed; one that its model left so has no arguments."""
    begun, id = BEGIN + "<|tool_call_begin|>functions.now:0<|tool_call_argument_begin|>", "functions.now:0"

    def row(name, text, arguments):
        return case(name, format.prompt_closed, text, calls=[("now", arguments, arguments == "{", id)], malformed=True)

    yield row("cut off before the arguments", begun, "{")
    yield row("cut off in blanks before the arguments", begun + " \n", "{")
    yield row("ended before the arguments", begun + format.stop, "{}")
    yield row("section ended before the arguments", begun + END, "{}")
    text = "<|tool_call_begin|>functions.now:0"
    yield case("cut off before the arguments' marker", format.prompt_closed, BEGIN + text, content=text, malformed=True)
