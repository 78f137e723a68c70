"""Messages whose turns every format can write, and the tools that type their arguments."""

TOOLS = [
    {"type": "function", "function": {"name": "get_weather", "description": "Weather of a city.", "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["c", "f"]}, "days": {"type": "integer"}},
        "required": ["city"]}}},
    {"type": "function", "function": {"name": "search", "parameters": {
        "type": "object",
        "$defs": {"tags": {"type": "array", "items": {"type": "string"}}},
        "properties": {
            "query": {"type": "string"}, "limit": {"type": "integer"}, "exact": {"type": "boolean"}, "score": {"type": "number"},
            "tags": {"$ref": "#/$defs/tags"}, "filter": {"type": "object"}, "note": {"type": ["string", "null"]},
            "after": {"anyOf": [{"type": "integer"}, {"type": "null"}]}, "either": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
            "maybe": {"type": "integer", "nullable": True}, "mode": {"enum": ["fast", "slow"]}, "free": {}}}}},
    {"type": "function", "function": {"name": "now", "parameters": {"type": "object", "properties": {}}}},
    {"type": "function", "function": {"name": "write_file", "parameters": {
        "type": "object", "properties": {"path": {"type": "string"}, "text": {"type": "string"}}}}},
]

CODE = 'int f(int a) {\n\tif (a < 1 && a > -1) { return "x\\n"; }\n\n    return {0}; // "q" \'s\'\n}\n'

CALLS = {
    "one": [("get_weather", {"city": "Paris"})],
    "typed": [("get_weather", {"city": "Zürich", "unit": "c", "days": 3})],
    "none": [("now", {})],
    "two": [("get_weather", {"city": "Oslo"}), ("get_weather", {"city": "Rome", "days": 1})],
    "three": [("now", {}), ("search", {"query": "a b"}), ("now", {})],
    "all": [("search", {"query": "x", "limit": 5, "exact": True, "score": 2.5, "tags": ["a", "b"], "filter": {"k": {"z": [1, None]}}})],
    "false": [("search", {"query": "x", "exact": False, "score": -1e-05, "limit": -7})],
    "digits": [("search", {"query": "42", "mode": "fast"})],
    "words": [("search", {"query": "true", "note": "nullable", "either": 7})],
    "null": [("search", {"query": "null", "note": None, "after": None, "maybe": None})],
    "code": [("write_file", {"path": "a/b.c", "text": CODE})],
    "json": [("write_file", {"path": "x.json", "text": '{"name": "f", "arguments": {"a": [1, 2]}}'})],
    "tags": [("write_file", {"path": "x.html", "text": "<p class=\"a\">1 < 2 &amp; 3</p>\n<!-- </div> -->"})],
    "unicode": [("search", {"query": "漢字 😀 \u2028 \ufffd é", "tags": ["ÿ", "😀"]})],
    "blank": [("write_file", {"path": "", "text": "  two spaces  "})],
    "unknown": [("no_such_tool", {"x": "y"})],
    "quotes": [("search", {"query": "say \"hi\" \\ 'there'"})],
}

CONTENTS = ["I look.", "Two\n\nlines:\n- a\n- b", "1 < 2, {x} and <b>bold</b>, \"q\"", "Ünïcödé 😀 漢字"]
THOUGHTS = ["Hm.", "First this.\n\nThen that: 1 < 2 {\"a\": 1}", "思考 😀"]


def messages():
    """Name, reasoning, content and calls of each."""
    for index, content in enumerate(CONTENTS):
        yield f"content {index}", None, content, []
        yield f"thought {index}", THOUGHTS[index % 3], content, []
    yield "thought only", "Hm.", "", []
    yield "nothing", None, "", []
    for index, (name, calls) in enumerate(CALLS.items()):
        yield f"call {name}", None, "", calls
        if index % 2 == 0:
            yield f"thought, content, call {name}", THOUGHTS[index % 3], CONTENTS[index // 2 % 4], calls
        else:
            yield f"content, call {name}", None, CONTENTS[index // 2 % 4], calls
