"""Harmony as models break it."""
from case import case

PARIS = ("get_weather", '{"city": "Paris"}')
NEXT = "<|start|>assistant"


def cases(format):
    prompt, stop = format.prompt, format.stop
    call = format.call("get_weather", {"city": "Paris"})
    final = format.final("Hi.") + stop

    def row(name, text, reasoning=None, content="", calls=(), malformed=False, tools=True):
        return case(name, prompt, text, reasoning, content, calls, malformed, tools)

    yield row("recipient before the channel", call.replace(" to=functions.get_weather", "").join([" to=functions.get_weather", ""]), calls=[PARIS])
    yield row("no content type", call.replace(" <|constrain|>json", ""), calls=[PARIS])
    yield row("content type as a word", call.replace("<|constrain|>", ""), calls=[PARIS])
    yield row("call on the analysis channel", call.replace("commentary", "analysis"), calls=[PARIS])
    yield row("no prefix", call.replace("functions.", ""), calls=[PARIS])
    yield row("built-in tool", "<|channel|>analysis to=python code<|message|>{}<|call|>", calls=[("python", "{}")])
    yield row("unknown tool", call.replace("get_weather", "nope"), calls=[("nope", PARIS[1])])
    yield row("the model's own text", call.replace('{"city": "Paris"}', '{"a" :1.50,\n "b":"\\u00e9"}'), calls=[("get_weather", '{"a" :1.50,\n "b":"\\u00e9"}')])
    yield row("no arguments", call.replace('{"city": "Paris"}', ""), calls=[("get_weather", "{}")])
    yield row("broken arguments", call.replace('"}', '",}'), calls=[("get_weather", '{"city": "Paris",}', True)], malformed=True)
    yield row("arguments are code", call.replace('{"city": "Paris"}', "print(1)"), calls=[("get_weather", "print(1)", True)], malformed=True)
    yield row("two analyses", format.analysis("a") + NEXT + format.analysis("b") + NEXT + final, "a\nb", "Hi.")
    yield row("preamble and final", format.commentary("First.") + NEXT + final, content="First.\nHi.")
    yield row("final ended as a message", format.final("Hi.") + "<|end|>", content="Hi.")
    yield row("thinking cut off", "<|channel|>analysis<|message|>I think", "I think")
    yield row("final cut off", format.final("Hi"), content="Hi")
    yield row("cut off in the arguments", call.split("ris")[0], calls=[("get_weather", '{"city": "Pa', True)], malformed=True)
    yield row("cut off in the header", "<|channel|>anal", content="<|channel|>anal", malformed=True)
    yield row("no header", "Hello there." + stop, content="Hello there.", malformed=True)
    yield row("no channel", "<|message|>Hi." + stop, content="Hi.", malformed=True)
    yield row("unknown channel", "<|channel|>thoughts<|message|>Hi." + stop, content="Hi.", malformed=True)
    yield row("end is missing", format.analysis("a").replace("<|end|>", "") + NEXT + final, "a", "Hi.", malformed=True)
    yield row("end and start are missing", format.analysis("a").replace("<|end|>", "") + final, "a", "Hi.", malformed=True)
    yield row("start is missing", format.analysis("a") + final, "a", "Hi.", malformed=True)
    yield row("call not ended", call.replace("<|call|>", NEXT) + final, content="Hi.", calls=[PARIS], malformed=True)
    yield row("text between messages", format.analysis("a") + "hm" + NEXT + final, "a", "hm\nHi.", malformed=True)
    yield row("blanks between messages", format.analysis("a") + "\n" + NEXT + final, "a", "Hi.")
    yield row("role again", "assistant" + final, content="Hi.")
    yield row("start again", NEXT + final, content="Hi.")
    yield row("channel again", "<|channel|>analysis<|channel|>final<|message|>Hi." + stop, content="<|channel|>analysis\nHi.", malformed=True)
    yield row("marker in a body", format.final("a<|message|>b") + stop, content="a<|message|>b", malformed=True)
    yield row("line break in a header", "<|channel|>final\nHi." + stop, content="<|channel|>final\nHi.", malformed=True)
    yield row("no tools", call, content='{"city": "Paris"}', malformed=True, tools=False)
    yield row("text after a call", call + NEXT + final, content="Hi.", calls=[PARIS])
    yield row("two calls", call + NEXT + call, calls=[PARIS, PARIS])
    yield row("thinking after a call", call + NEXT + format.analysis("b") + NEXT + final, "b", "Hi.", [PARIS])
    yield row("empty analysis", format.analysis("") + NEXT + final, content="Hi.")
    yield row("recipient is the assistant", "<|channel|>final to=assistant<|message|>Hi." + stop, content="Hi.")
    yield row("no token", "")
    yield case("prompt within a body", prompt + "<|channel|>analysis<|message|>I think", " so.<|end|>" + NEXT + final, " so.", "Hi.")
    yield case("prompt within the answer", prompt + "<|channel|>final<|message|>The", " end." + stop, content=" end.")
    yield case("marker typed out", prompt, [format.final("<|e"), "nd|>x", stop], content="<|end|>x")


def later(format):
    """A call that was cut off before its first argument is not closed; one that another message follows has no arguments."""
    head = "<|channel|>commentary to=functions.now <|constrain|>json"
    body = head + "<|message|>"
    final = format.final("Hi.") + format.stop

    def row(name, text, arguments, content=""):
        return case(name, format.prompt, text, content=content, calls=[("now", arguments, arguments == "{")], malformed=True)

    yield row("cut off before the arguments", body, "{")
    yield row("another message before the arguments", body + NEXT + final, "{}", "Hi.")
    yield case("cut off before the body", format.prompt, head, content=head, malformed=True)
