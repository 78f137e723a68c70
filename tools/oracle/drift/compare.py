"""Two sessions of one recording, taken under two setups: which turns drift, and how many sampled tokens."""


def retake(recording, session, before=None):
    """Takes a recording's turns; where one is refused, the turn as it was before stands in. Gives each turn's refusal, or None."""
    refusals = []
    for number, recorded in enumerate(recording["turns"]):
        try:
            session.take(recorded["request"], recorded["completion"], recorded.get("recorded"), recorded.get("digest_version") or "tito.turn.v1")
            refusals.append(None)
        except ValueError as refused:
            if before is None:
                raise
            session.turns.append(_stand_in(before.turns[number], session))
            refusals.append(str(refused))
    return refusals


def drift(old, new, refusals, spelling):
    """The turns that drift, with the first differing token, and counts of sampled tokens."""
    changed, lost, replaced, drifts = set(), set(), {}, []
    for number, (before, after) in enumerate(zip(old.turns, new.turns)):
        parent = before.parent.sequence if before.parent else None
        if refusals[number] is not None or parent in lost:
            drifts.append({"number": number, "kinds": ["lost" if parent in lost else "refused"]})
            lost.add(number)
            continue
        kinds, at = [], None
        prompts = [_prompt(turn) for turn in (before, after)]
        own = [(_own(turn), turn.replaced_count, turn.parent.sequence if turn.parent else None) for turn in (before, after)]
        if own[0] != own[1]:
            kinds.append("prompt")
            at = _first(*prompts, len(prompts[0]) - len(own[0][0]) if parent in changed else 0, [len(prompt) - len(ids[0]) for prompt, ids in zip(prompts, own)]
                        if parent in changed else [0, 0])
        if parent in changed:
            kinds.append("context")
        if kinds:
            changed.add(number)
        if parent is not None and after.replaced_count > before.replaced_count:
            replaced[parent] = max(replaced.get(parent, 0), after.replaced_count - before.replaced_count)
        sampled = before.segments[-1][1]
        if any(spelling.other_text(sampled)):
            kinds.append("text")
        if any(spelling.other_ids(sampled)):
            kinds.append("encoding")
        if kinds:
            drifts.append({"number": number, "kinds": kinds} | ({"at": at} if at else {}))
    return {"drifts": drifts, "sampled": _counts(old, changed, lost, replaced, spelling)}


def _counts(old, changed, lost, replaced, spelling):
    counts = dict.fromkeys(("tokens", "affected", "context", "lost", "text", "encoding", "replaced"), 0)
    for number, turn in enumerate(old.turns):
        sampled = turn.segments[-1][1]
        text, ids = spelling.other_text(sampled), spelling.other_ids(sampled)
        gone = range(len(sampled) - replaced.get(number, 0), len(sampled))
        everything = number in changed or number in lost
        counts["tokens"] += len(sampled)
        counts["affected"] += len(sampled) if everything else sum(text[i] or ids[i] or i in gone for i in range(len(sampled)))
        counts["context"] += len(sampled) * (number in changed)
        counts["lost"] += len(sampled) * (number in lost)
        counts["text"] += sum(text)
        counts["encoding"] += sum(ids)
        counts["replaced"] += len(gone)
    return counts


def _first(old, new, offset, starts):
    """The first token that differs: its index in the old prompt, and both ids."""
    old, new = old[starts[0]:], new[starts[1]:]
    index = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    return {"index": offset + index, "old": old[index] if index < len(old) else None, "new": new[index] if index < len(new) else None}


def _prompt(turn):
    return [token for _, ids in turn.segments[:-1] for token in ids]


def _own(turn):
    """What the turn adds to its prompt: all after what is left of its parent's tokens."""
    kept = len(turn.parent.ids) - turn.replaced_count if turn.parent else 0
    return _prompt(turn)[kept:]


def _stand_in(turn, session):
    """The turn as it was, on its parent as it is now."""
    parent = session.turns[turn.parent.sequence] if turn.parent else None
    own = turn.ids[len(turn.parent.ids) - turn.replaced_count if turn.parent else 0:]
    completion = turn.segments[-1]
    kept = _without(parent.segments, turn.replaced_count) if parent else []
    middle = [("stand-in", own[:len(own) - len(completion[1])])]
    return type(turn)(
        sequence=turn.sequence, parent=parent, messages=turn.messages, replaced_count=turn.replaced_count,
        segments=kept + middle + [completion], truncated=turn.truncated, digest=turn.digest, declared=turn.declared)


def _without(segments, count):
    origin, ids = segments[-1]
    return [*segments[:-1], (origin, ids[:len(ids) - count])]
