"""How a golden trajectory is written: a field, a message or an array of ids on each line, so that a diff shows what changed."""
from exact_json import spaced

# A dict: an object with each field on a line of its own; the named fields are laid out further. A list: an array with each item on
# a line of its own. Whatever is not named here takes one line.
_TURN = {"request": {"messages": [None], "tools": [None]}, "completion": {}, "recorded": {"prompt": [None]}, "expected": {}}
_FILE = {"recorded": {}, "turns": [_TURN], "expected": {}}


def text_of(golden):
    """The file's text, with a line feed at its end."""
    return _write(golden, _FILE, "") + "\n"


def _write(value, shape, indent):
    deeper = indent + "  "
    if isinstance(value, dict) and isinstance(shape, dict):
        lines = [f"{spaced(name)}: {_write(item, shape.get(name), deeper)}" for name, item in value.items()]
        opening, closing = "{}"
    elif isinstance(value, list) and isinstance(shape, list):
        lines = [_write(item, shape[0], deeper) for item in value]
        opening, closing = "[]"
    else:
        return spaced(value)
    if not lines:
        return opening + closing
    return opening + "\n" + ",\n".join(deeper + line for line in lines) + "\n" + indent + closing
