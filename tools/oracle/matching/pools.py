"""Messages by hand, in groups: within a group each is held against each. What is alike in them and what is not is what clients do, and what they must not."""
import json

_LONE = "\\ud800"


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


def _deep(levels, space=""):
    return '{"a":' + space + "[" * (levels - 1) + "]" * (levels - 1) + "}"


ARGUMENTS = [
    "{}", "{ }", "", "[]", "null", "true", "1", "1.0", "5", '"5"', '"hello"', "hello", " ", " {} ", "[1, 2]", "[1,2]", "[2,1]",
    '{"a":1}', '{"a": 1}', '{"a":1.0}', '{"a":1e0}', '{"a":10e-1}', '{"a":"1"}', '{"a":true}', '{"a":null}', '{"a":{}}', '{"a":[]}', '{"a":""}', '{"a":2}', '{"A":1}',
    '{"a":60000}', '{"a":60000.0}', '{"a":6e4}', '{"a":6E+4}', '{"a":60000.5}', '{"a":0.1}', '{"a":0.10000000000000001}', '{"a":0.2}', '{"a":1e-1}',
    '{"a":0}', '{"a":-0}', '{"a":0.0}', '{"a":-0.0}', '{"a":9007199254740993}', '{"a":9007199254740992}', '{"a":9007199254740993.0}', '{"a":1e400}', '{"a":10e399}',
    '{"a":1e-400}', '{"a":1e99999999999}', '{"a":1e99999999998}', '{"a":1.00000000000000000001}', '{"a":-1}', '{"a":123456789.123456789123}', '{"a":123456789.12345679}',
    '{"a":1,"b":2}', '{"b":2,"a":1}', '{"b":2, "a":1.0}', '{"a":2,"b":1}', '{"a":1,"b":2,"c":3}', '{"c":3,"a":1,"b":2}', '{"2":1,"1":2}', '{"1":2,"2":1}',
    '{"a":1,"a":1}', '{"a":1,"a":2}', '{"a":2,"a":1}', '{"b":0,"a":2,"b":1}', '{"a":{"b":1,"c":[1,{"d":"é"}]}}', '{"a":{"c":[1.0,{"d":"\\u00e9"}],"b":1}}',
    '{"a":{"b":1,"c":[1,{"d":"e"}]}}', '{"a":"é"}', '{"a":"\\u00e9"}', '{"a":"e\u0301"}', '{"a":"\\n"}', '{"a":"\n"}', '{"a":"\\/"}', '{"a":"/"}', '{"\\u0061":1}',
    '{"a":"%s"}' % _LONE, '{"a": "%s"}' % _LONE, '{"a":"\\ud801"}', '{"a":"\\ufffd"}', '{"%s":1}' % _LONE, '{"%s": 1.0}' % _LONE, '{"a":"\\ud83d\\ude00"}', '{"a":"😀"}',
    '{"a":"\\ud83d"}', '{"a":"\\ude00\\ud83d"}', '{"a":"\\u00"}', '{"a":"\\x"}',
    '{"a":NaN}', '{"a": NaN}', '{"a":"NaN"}', '{"a":Infinity}', '{"a":-Infinity}', '{"a":nan}', "NaN", "-Infinity", "-", "-I", "+1", "01", "1.", ".5", "1e", "0x1",
    "{bad", "{bad ", '{"a":1', '{"a":1,}', '{"a" 1}', "{'a':1}", '{"a":1}}', '{"a":1} x', '{"a":1}\n', "tru", '"a', "[1,", "\ufeff{}", '{"a":"\t"}', '{"__unparsedToolInput":{"raw":"{bad","len":4}}',
    _quoted("{bad"), _quoted(_quoted("{bad")), _quoted('{"a":1}'), _quoted('{"a": 1}'), _quoted(_quoted('{"a":1}')), _quoted("[1,2]"), _quoted("{}"), _quoted("true"), _quoted(""),
    _quoted('{"a":NaN}'), _quoted('{"a":"%s"}' % _LONE), '"%s"' % _LONE, _deep(64), _deep(64, " "), _deep(65), _deep(65, " "), _deep(512), _deep(512, " "), _deep(513), _deep(513, " "),
    '{"a":"%s","b":[1,"%s"]}' % ("x" * 300, "y" * 300), '{"b":[1.0,"%s"],"a":"%s"}' % ("y" * 300, "x" * 300), '{"b":[1.0,"%s"],"a":"%s"}' % ("y" * 300, "x" * 299 + "z"),
]
# Arguments that are no text of JSON, but a value of the message.
VALUES = ["null", "{}", '{"a":1}', '{"a":1.0}', '{"a":1,"b":2}', "[1,2]", "[]", "1", "true", '{"a":{"b":1}}']


def _call(function, **more):
    return {"id": "c", "type": "function", "function": function, **more}


CALLS = [
    None, [], "", "none", {"a": 1}, [None], ["c"], [{}], [{"id": "c"}], [{"id": "d"}], [{"id": "c", "by": 1}], [{"function": None}],
    [_call({"name": "f", "arguments": "{}"})], [_call({"name": "f", "arguments": "{}"}, index=0)], [_call({"name": "f", "arguments": "{}"}, index=7, by="me")],
    [{"id": "d", "function": {"name": "f", "arguments": "{}"}}], [{"function": {"arguments": "{ }", "name": "f"}}], [{"name": "f", "arguments": {}}], [{"id": "c", "name": "f"}],
    [{"id": None, "type": None, "function": {"name": "f", "arguments": None}}], [_call({"name": "g", "arguments": "{}"})], [_call({"name": "F", "arguments": "{}"})],
    [_call({"name": None, "arguments": "{}"})], [_call({"arguments": "{}"})], [_call({"name": "", "arguments": "{}"})], [_call({"name": "f ", "arguments": "{}"})],
    [{"id": "c", "type": "custom", "function": {"name": "f", "arguments": "{}"}}], [{"id": "c", "type": "custom", "custom": {"name": "f", "input": "x"}}],
    [{"id": "c", "type": "custom", "custom": {"name": "f", "input": "y"}}], [_call({"name": "invalid", "arguments": '{"tool":"f","error":"bad"}'})],
    [_call({"name": "f", "arguments": "{bad"})], [_call({"name": "f", "arguments": "{}"}), _call({"name": "g", "arguments": "{}"})],
    [_call({"name": "g", "arguments": "{}"}), _call({"name": "f", "arguments": "{}"})], [_call({"name": "f", "arguments": "{}"}), _call({"name": "f", "arguments": "{}"})],
    [_call({"name": "f", "arguments": '{"a":1}'}), _call({"name": "f", "arguments": '{"a":2}'})], [_call({"name": "f", "arguments": '{"a":2}'}), _call({"name": "f", "arguments": '{"a":1}'})],
]
_MARK = {"cache_control": {"type": "ephemeral"}}


def part(text, **more):
    return {"type": "text", "text": text, **more}


_IMAGE = {"type": "image_url", "image_url": {"url": "data:x"}}
CONTENTS = [
    ..., None, "", [], [part("")], [part(""), part("", **_MARK)], " ", "\n", [part("\n\n")], "x", "x ", " x", "\nx", "\n\nx", "x\n", "\ufeffx", "\x1cx", "y", "X", "x y", "xy", "x  y", "é", "e\u0301",
    [part("x")], [part("x", **_MARK)], [part("x"), part("")], [part("x"), part("y")], [part("x", **_MARK), part(""), part("y", **_MARK)], [part("y"), part("x")], [part(" x")],
    ["x"], [part("x"), _IMAGE], [part("x", **_MARK), part(""), _IMAGE | _MARK], [_IMAGE, part("x")], [part("x"), {"type": "image_url", "image_url": {"url": "data:y"}}],
    [{"type": "input_text", "text": "x"}], {}, {"text": "x"}, 0, 0.0, False, 1, [None], [[part("x")]],
]
REASONINGS = [{}, {"reasoning_content": None}, {"reasoning_content": ""}, {"reasoning_content": []}, {"reasoning_content": " \n"}, {"reasoning_content": "r"}, {"reasoning_content": "\nr \n"},
    {"reasoning_content": "\ufeffr"}, {"reasoning_content": "R"}, {"reasoning_content": "r r"}, {"reasoning_content": "rr"}, {"reasoning_content": "r \n\n r\n"}, {"reasoning": "r"}, {"reasoning": "r\n", "reasoning_content": None}, {"reasoning": "s"},
    {"reasoning": "s", "reasoning_content": "r"}, {"reasoning": {"effort": "low"}}, {"reasoning_content": ["r"]}, {"reasoning_content": {"a": 1}}, {"reasoning_content": {"a": 1.0}}]
THOUGHTS = ["x", "\n\nx", "<think>\nr\n</think>\n\nx", "<think>r</think>x", "r</think>x", "<think>\n\n</think>\n\nx", "<think>s</think>x", "<think>r</think>y", "a<think>r</think>x",
    "<think>r</think>m</think>x\n", "<think>r", "</think>", "x</think>", "\n<think>r</think> x "]
SDK = [{}, {"refusal": None, "annotations": [], "audio": None, "function_call": None, "tool_calls": None, "name": None}, {"refusal": "no"}, {"name": "a"}, {"tool_calls": []}]
NAMES = [{}, {"name": None}, {"name": ""}, {"name": "a"}, {"name": "b"}, {"name": 1}, {"tool_call_id": None}, {"tool_call_id": "c"}, {"tool_call_id": "d"}, {"tool_call_id": ""}, {"tool_call_id": 1},
    {"tool_call_id": "c", "name": "a"}, {"tool_call_id": "c", "name": "b"}, {"current_date": "today"}, {"current_date": "now"}, {"other": 1}, {"refusal": None}, _MARK]


def groups():
    """Name -> messages as JSON text."""
    return {
        "arguments": [_with_arguments(_quoted(text)) for text in ARGUMENTS] + [_with_arguments(text) for text in VALUES] + [_with_arguments(None)],
        "calls": [_json({"role": "assistant", "content": "", "tool_calls": calls}) for calls in CALLS],
        **{f"{role}-content": [_message(role, content) for content in CONTENTS] for role in ("user", "assistant", "tool", "system")},
        "reasoning": [_json({"role": "assistant", "content": "x", **reasoning}) for reasoning in REASONINGS]
        + [_json({"role": "assistant", "content": content, "reasoning_content": "r"}) for content in ("\nx", " x", "", None, " ", "</think>x", "<think>r</think>x")]
        + [_json({"role": "assistant", "content": text}) for text in THOUGHTS] + [_json({"role": "assistant", "content": [part(text)]}) for text in THOUGHTS[:3]]
        + [_json({"role": "assistant", "content": "x", **more}) for more in SDK],
        **{f"{role}-fields": [_json({"role": role, "content": "x", **more}) for more in NAMES] for role in ("system", "user", "tool", "assistant")},
        "roles": [_json({"role": role, "content": "x"}) for role in ("user", "assistant", "tool", "system")],
    }


def _with_arguments(text):
    field = "" if text is None else f',"arguments":{text}'
    return f'{{"role":"assistant","content":null,"tool_calls":[{{"id":"c","type":"function","function":{{"name":"f"{field}}}}}]}}'


def _message(role, content):
    return _json({"role": role} | ({} if content is ... else {"content": content}))


def _json(message):
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
