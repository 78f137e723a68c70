"""Turns that no template writes and models do, in every format with <think> tags. The expected values are the rules of docs/parsers.md."""
from case import case

PARIS = ("get_weather", '{"city": "Paris"}')


def with_id(format, call, id):
    return call + (False, id) if format.has_ids else call


def cases(format, family):
    prompt, thinks, closed, stop = format.prompt, format.prompt_thinks, format.prompt_closed, format.stop
    open, close = format.block
    first = format.call("get_weather", {"city": "Paris"}, "functions.get_weather:0")
    second = format.call("now", {}, "functions.now:1")
    one, two = with_id(format, PARIS, "functions.get_weather:0"), with_id(format, ("now", "{}"), "functions.now:1")
    edges = format.after.startswith("\n") or family == "glm47"  # Line breaks around parts are the format's.
    section = family.startswith("kimi")

    yield case("thinking cut off", thinks, "I think", reasoning="I think")
    yield case("thinking cut off by the stop", thinks, "I think." + stop, reasoning="I think.")
    yield case("no thinking", prompt, "Hello." + stop, content="Hello.")
    yield case("thinks again", prompt, "<think>a</think>b<think>c</think>d" + stop, reasoning="ac", content="bd")
    yield case("opens what the prompt has opened", thinks, "<think>a</think>b" + stop, reasoning="a", content="b")
    yield case("ends thinking that is not open", closed, "a</think>b" + stop, content="ab")
    yield case("call within thinking", thinks, "I call." + first + stop, reasoning="I call.", calls=[one])
    yield case("call without thinking", prompt, first + stop, calls=[one])
    yield case("only the stop", closed, stop)
    yield case("no token", closed, "")
    yield case("no tools", closed, "x" + first + stop, content="x" + first, tools=False)
    yield case("two calls glued", closed, first + second + stop, calls=[one, two])
    yield case("text between calls", closed, first + "Then" + second + stop, content="Then", calls=[one, two])
    yield case("text after a call", closed, first + "\nDone." + stop, content="Done." if edges else "\nDone.", calls=[one])
    yield case("text around a call", closed, "A.\n" + first + "\nB." + stop, content="A.\n\nB." if section else "A.\nB.", calls=[one])
    yield case("thinking after a call", closed, first + "<think>hm</think>Ok" + stop, reasoning="hm", content="Ok", calls=[one])
    yield case(
        "empty block", closed, open + close + stop, content="" if section else open + close, malformed=not section)
    yield case(
        "block of prose", closed, open + "hello there" + close + stop,
        content="hello there" if section else open + "hello there" + close, malformed=True)
    yield case("end of a block that is not open", closed, "a" + close + "b" + stop, content="a" + close + "b", malformed=True)
    yield case("beginning of a marker at the end", closed, "a<thin", content="a<thin")
    yield case("line breaks at the end", closed, "a\n\n" + stop, content="a\n\n")
    yield case("characters of a marker", closed, "a < b </ c <t> < think >" + stop, content="a < b </ c <t> < think >")
    yield case("thinking typed out", closed, ["<th", "ink>a</th", "ink>", stop], content="<think>a</think>")
    if not family.startswith("deepseek"):  # Their block is no token, so that its text is the marker.
        yield case("block typed out", closed, [open[:4], open[4:] + "x" + close[:5], close[5:], stop], content=open + "x" + close)
    yield case("call in half a block", closed, first + open, calls=[one], content="" if section else open, malformed=not section)
