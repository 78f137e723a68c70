"""Classifies how two token sequences differ."""
from itertools import groupby


def mismatches(expected, actual, family, tokenizer):
    """The types of the differences, in order."""
    trim = {tokenizer.id_of(text) for text in family.trailing_trim}
    left, right = (_segments(_trimmed(ids, trim), tokenizer.special_ids) for ids in (expected, actual))
    # Another number of segments, or special tokens in other places, is one mismatch: pairs would mean nothing.
    if [special for special, _ in left] != [special for special, _ in right]:
        return ["special_token_count"]
    found = []
    for i, ((special, ours), (_, theirs)) in enumerate(zip(left, right)):
        if special:
            if ours != theirs:
                found.append("special_token_type")
        # The same text under other ids is no mismatch: a model may split a text as it likes.
        elif tokenizer.decode(ours) != tokenizer.decode(theirs):
            by_model = all(_is_assistants(side, i, family, tokenizer) for side in (left, right))
            found.append("assistant_text" if by_model else "non_assistant_text")
    return found


def _trimmed(ids, trim):
    end = len(ids)
    while end and ids[end - 1] in trim:
        end -= 1
    return ids[:end]


def _segments(ids, special_ids):
    """Pairs (is special, ids): each special token alone, and the runs between them."""
    segments = []
    for special, run in groupby(ids, key=special_ids.__contains__):
        segments += [(True, [token]) for token in run] if special else [(False, list(run))]
    return segments


def _is_assistants(segments, index, family, tokenizer):
    """Whether the special token before a segment and the segment's first 20 ids read like the start of an assistant turn."""
    if index == 0:
        return False
    _, ids = segments[index]
    _, opener = segments[index - 1]
    return (tokenizer.decode(opener) + tokenizer.decode(ids[:20])).startswith(family.assistant_start)
