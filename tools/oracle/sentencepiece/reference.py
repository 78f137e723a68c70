"""SentencePiece with the special tokens that a checkpoint adds to it: those are cut out of a text, the rest is SentencePiece's own."""
import re

import sentencepiece

# A serialized message may be continued: of a field that comes again the last one counts. Field 3 is normalizer_spec, of which 3 is
# add_dummy_prefix and 4 remove_extra_whitespaces.
NO_PREFIX = b"\x1a\x02\x18\x00"
KEEP_SPACES = b"\x1a\x02\x20\x00"


class Reference:
    def __init__(self, model, config):
        self.whole = sentencepiece.SentencePieceProcessor(model_proto=model)
        self.later = self.whole if config.get("legacy", True) else sentencepiece.SentencePieceProcessor(model_proto=model + NO_PREFIX)
        self.within = sentencepiece.SentencePieceProcessor(model_proto=model + NO_PREFIX + KEEP_SPACES)
        self.added = {}
        for id_ in range(self.whole.get_piece_size()):
            if self.whole.is_control(id_) or self.whole.is_unknown(id_):
                self.added[self.whole.id_to_piece(id_)] = (id_, True)
        for id_, token in config.get("added_tokens_decoder", {}).items():
            self.added[token["content"]] = (int(id_), token["special"])
        self.texts = {id_: (text, special) for text, (id_, special) in self.added.items()}
        self.size = max(self.whole.get_piece_size(), 1 + max(self.texts))

    def encode(self, text, special_tokens=True):
        """The ids; without special_tokens their text is text."""
        wanted = sorted((added for added, (_, special) in self.added.items() if special_tokens or not special), key=len, reverse=True)
        if not wanted:
            return self.whole.encode(text)
        ids, done = [], 0
        for match in re.finditer("|".join(map(re.escape, wanted)), text):
            ids += self._part(text, done, match.start()) + [self.added[match.group()][0]]
            done = match.end()
        return ids + self._part(text, done, len(text))

    def _part(self, text, start, end):
        return (self.whole if start == 0 else self.later).encode(text[start:end]) if start < end else []

    def decode(self, ids, skip_special_tokens=False):
        """The text; special and added tokens stand in it as they are."""
        text, part = "", []
        for id_ in ids:
            content, special = self.texts.get(id_, (None, False))
            if special and skip_special_tokens:
                continue
            if content is None:
                part.append(id_)
            else:
                text += self._decoded(part, text) + content
                part = []
        return text + self._decoded(part, text)

    def _decoded(self, ids, before):
        return (self.within if before else self.whole).decode(ids) if ids else ""
