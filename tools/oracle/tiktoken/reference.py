"""The algorithm that goes with tiktoken's rank files, written from its description: special tokens are cut out, the pattern cuts the rest
into pieces; a piece that is a token is that token, and of another the two neighbours whose bytes together have the lowest rank merge first."""
import base64
import re

import regex

CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
SPACES = r"\s*[\r\n]+|\s+(?!\S)|\s+"
UPPER, LOWER = r"\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}", r"\p{Ll}\p{Lm}\p{Lo}\p{M}"
PATTERNS = {
    "cl100k": rf"{CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|{SPACES}",
    "o200k": rf"[^\r\n\p{{L}}\p{{N}}]?[{UPPER}]*[{LOWER}]+{CONTRACTIONS}?|[^\r\n\p{{L}}\p{{N}}]?[{UPPER}]+[{LOWER}]*{CONTRACTIONS}?"
             rf"|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|{SPACES}",
    "kimi": rf"[\p{{Han}}]+|[^\r\n\p{{L}}\p{{N}}]?[{UPPER}&&[^\p{{Han}}]]*[{LOWER}&&[^\p{{Han}}]]+{CONTRACTIONS}?"
            rf"|[^\r\n\p{{L}}\p{{N}}]?[{UPPER}&&[^\p{{Han}}]]+[{LOWER}&&[^\p{{Han}}]]*{CONTRACTIONS}?"
            rf"|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|{SPACES}",
}


def compiled(pattern):
    """White space is Unicode's, as in Rust; Python counts U+001C to U+001F too."""
    return regex.compile(pattern.replace(r"\s", r"\p{White_Space}").replace(r"\S", r"\P{White_Space}"), regex.V1)


def read_ranks(path):
    """From the bytes of a token to its rank."""
    lines = (line.split() for line in path.read_text().splitlines() if line)
    return {base64.b64decode(token): int(rank) for token, rank in lines}


class Reference:
    def __init__(self, ranks, pattern, specials):
        """specials: from a text to its id and whether it is special."""
        self.ranks, self.pattern, self.specials, self.known = ranks, compiled(PATTERNS[pattern]), specials, {}
        self.bytes = {rank: token for token, rank in ranks.items()} | {id_: text.encode() for text, (id_, _) in specials.items()}
        self.hidden = {id_ for id_, special in specials.values() if special}

    def encode(self, text, special_tokens=True):
        wanted = sorted((token for token, (_, special) in self.specials.items() if special_tokens or not special), key=len, reverse=True)
        ids, done = [], 0
        for match in re.finditer("|".join(map(re.escape, wanted)), text) if wanted else ():
            ids += self._ordinary(text[done:match.start()]) + [self.specials[match.group()][0]]
            done = match.end()
        return ids + self._ordinary(text[done:])

    def decode(self, ids, skip_special_tokens=False):
        kept = (id_ for id_ in ids if not (skip_special_tokens and id_ in self.hidden))
        return b"".join(self.bytes[id_] for id_ in kept).decode("utf-8", errors="replace")

    def _ordinary(self, text):
        return [id_ for match in self.pattern.finditer(text) for id_ in self._piece(match.group().encode())]

    def _piece(self, piece):
        if piece not in self.known:
            self.known[piece] = [self.ranks[piece]] if piece in self.ranks else [self.ranks[part] for part in self.merge(piece)]
        return self.known[piece]

    def merge(self, piece):
        """The parts of a piece when no two neighbours merge any more."""
        none = len(self.ranks)
        parts = [piece[i:i + 1] for i in range(len(piece))]
        ranks = [self.ranks.get(left + right, none) for left, right in zip(parts, parts[1:])]
        while ranks and min(ranks) < none:
            at = ranks.index(min(ranks))
            parts[at:at + 2] = [parts[at] + parts[at + 1]]
            del ranks[at]
            for left in (at - 1, at):
                if 0 <= left < len(ranks):
                    ranks[left] = self.ranks.get(parts[left] + parts[left + 1], none)
        return parts
