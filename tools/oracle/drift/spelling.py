"""Which sampled tokens mean something else under another tokenizer, and which it would not choose. For byte-level vocabularies."""
import json


class Spelling:
    def __init__(self, old, new):
        self._old, self._new = (_Vocabulary(tokenizer) for tokenizer in (old, new))
        self._known = {}

    def other_text(self, ids):
        return [self._old.bytes_of(token) != self._new.bytes_of(token) for token in ids]

    def other_ids(self, ids):
        """Of each token whether the old tokenizer chooses it at its place in the text, and the new one does not."""
        key = tuple(ids)
        if key not in self._known:
            self._known[key] = self._other_ids(ids)
        return self._known[key]

    def _other_ids(self, ids):
        # As many leading tokens as are whole UTF-8 together.
        count = next(n for n in range(len(ids), -1, -1) if self._old.text_of(ids[:n]) is not None)
        text = self._old.text_of(ids[:count])
        chosen = [_places(vocabulary.encode(text), vocabulary) for vocabulary in (self._old, self._new)]
        here = _places(ids[:count], self._old, ordered=True)
        return [place in chosen[0] and place not in chosen[1] for place in here] + [False] * (len(ids) - count)


class _Vocabulary:
    def __init__(self, tokenizer):
        self._tokenizer = tokenizer
        file = json.loads(tokenizer.file)
        letters = {letter: byte for byte, letter in _letters().items()}
        self._bytes = {token: bytes(letters[letter] for letter in text) for text, token in file["model"]["vocab"].items()}
        self._bytes |= {token["id"]: token["content"].encode() for token in file["added_tokens"]}

    def bytes_of(self, token):
        return self._bytes.get(token)

    def text_of(self, ids):
        try:
            return b"".join(self._bytes[token] for token in ids).decode()
        except (UnicodeDecodeError, KeyError):
            return None

    def encode(self, text):
        return self._tokenizer.encode(text)


def _places(ids, vocabulary, ordered=False):
    end, places = 0, []
    for token in reversed(ids):
        places.append((end, token))
        end += len(vocabulary.bytes_of(token))
    return places[::-1] if ordered else set(places)


def _letters():
    """GPT-2's table: printable bytes stand for themselves, the others for the letters from U+0100 on."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + i) for i, byte in enumerate(others)}
