"""Golden cases that are files of their own: an input, and beside it what the reference makes of it.

A text is its file's bytes: none is added and none is taken away.
"""

import json

EXPECTED, ERROR = ".expected.txt", ".error.txt"


def read(path):
    return path.read_bytes().decode("utf-8")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def clear(folder, *endings):
    """Takes away what an earlier run wrote, so that nothing stays of a case that is no more."""
    for ending in endings:
        for path in folder.rglob(f"*{ending}"):
            path.unlink()


def write_outcome(folder, name, result):
    """``{"text"}``, or ``{"error", "message"}`` as a line."""
    if "text" in result:
        write(folder / f"{name}{EXPECTED}", result["text"])
    else:
        write(folder / f"{name}{ERROR}", f"{result['error']}: {result['message']}\n")


def readable(fields):
    """An object as JSON with a line for each field, and for each element of a list of objects, such as messages."""
    return "{\n" + ",\n".join(f"  {_inline(name)}: {_value(value)}" for name, value in fields.items()) + "\n}\n"


def _value(value):
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return "[\n" + ",\n".join(f"    {_inline(item)}" for item in value) + "\n  ]"
    return _inline(value)


def _inline(value):
    return json.dumps(value, ensure_ascii=False)
