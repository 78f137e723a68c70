"""usage: ranks.py FILE
Writes a small rank file: the 256 bytes, and merges of the most frequent neighbours of generated text."""
import base64
import collections
import pathlib
import sys

import cases
import reference

MERGES = 500
pattern = reference.compiled(reference.PATTERNS["cl100k"])
words = collections.Counter(match.group().encode() for text in cases.generated(7, 1500) for match in pattern.finditer(text))
ranks = {bytes([value]): value for value in range(256)}
oracle = reference.Reference(ranks, "cl100k", {})
while len(ranks) < 256 + MERGES:
    pairs = collections.Counter()
    for word, count in words.items():
        parts = oracle.merge(word)
        for left, right in zip(parts, parts[1:]):
            pairs[left + right] += count
    # A batch at a time: which merges a file has is of no account, as long as there are many.
    for token, _ in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:25]:
        ranks.setdefault(token, len(ranks))
lines = (f"{base64.b64encode(token).decode()} {rank}\n" for token, rank in ranks.items())
pathlib.Path(sys.argv[1]).write_text("".join(lines))
