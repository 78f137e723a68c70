"""JSON that loses nothing: keys stay in their order, numbers keep the text that they were written with."""
import json
from decimal import Decimal


class Number:
    """A JSON number by its text. Two are equal when they are the same decimal, as a message matcher asks."""

    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, Number) and Decimal(self.text) == Decimal(other.text)

    def __repr__(self):
        return self.text


def read(text):
    """The value of a JSON text. Refuses what the formats of the project do not have."""
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=_refuse_constant, object_pairs_hook=_object)


def canonical(value):
    """The one text that is hashed: no white space, and in strings only the quote, the backslash and U+0000 to U+001F are escaped.

    Python's json.dumps escapes just these when ensure_ascii is off, with the short forms and lower-case digits.
    """
    return _write(value, ",", ":")


def spaced(value):
    """A value on one line, for people."""
    return _write(value, ", ", ": ")


def plain(value):
    """The value with Python's own numbers, as a template or a calculation takes it."""
    return json.loads(canonical(value))


def _write(value, comma, colon):
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        return "{" + comma.join(_write(name, comma, colon) + colon + _write(item, comma, colon) for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + comma.join(_write(item, comma, colon) for item in value) + "]"
    text = json.dumps(value, ensure_ascii=False)
    text.encode()  # a lone surrogate cannot be written: UnicodeEncodeError
    return text


def _object(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"an object has a key twice: {names}")
    return dict(pairs)


def _refuse_constant(name):
    raise ValueError(f"{name} is no JSON")
