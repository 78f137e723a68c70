"""Where a request continues a session."""


def parent_of(messages, turns, settings, declared=None):
    """The turn that a request continues, or None for an empty buffer. Refuses what the session's limits do not allow."""
    return (_in_tree if settings.policy == "tree" else _in_line)(messages, turns, settings, declared)


def recorded_parent(sequence, messages, turns, settings, declared=None):
    """The turn that a request continued by its record, if it may have.

    A request is positioned before other turns are committed, and a session may go on from a turn that is not its last. So the record is
    right when the request continues that turn in the session as it was while the turn was the last one: a turn that came later may
    have matched better, an earlier one may not.
    """
    if not -1 <= sequence < len(turns):
        raise ValueError(f"turn {len(turns)} continues turn {sequence} by its record, which is not before it")
    parent = parent_of(messages, turns[:sequence + 1], settings, declared)
    if (parent.sequence if parent else -1) != sequence:
        raise ValueError(f"turn {len(turns)} does not continue turn {sequence}, as its record says")
    return parent


def _in_line(messages, turns, settings, declared):
    """The request is held against the messages on the path of the turn committed last, one by one, as far as they agree; the parent is
    the deepest turn on that path that ends at or before this point."""
    turn = turns[-1] if turns else None
    stored = turn.messages if turn else []
    matched, left_behind = settings.common(stored, messages)[0], 0
    while turn and len(turn.messages) > matched:
        turn, left_behind = turn.parent, left_behind + 1
    if left_behind > settings.max_rollback:
        raise ValueError(f"turn {len(turns)} leaves {left_behind} turns behind; the session allows {settings.max_rollback}")
    if turn and settings.compares_inputs and turn.declared != declared:
        raise ValueError(f"turn {len(turns)} has other tools or template arguments than turn {turn.sequence}, which it continues")
    return turn


def _in_tree(messages, turns, settings, declared):
    """The deepest turn whose whole path the request begins with and whose inputs it has, of equally deep ones the latest."""
    def fits(turn):
        return begins(turn.messages) and (not settings.compares_inputs or turn.declared == declared)

    def begins(path):
        return settings.common(path, messages)[0] == len(path)

    return max((turn for turn in turns if fits(turn)), key=lambda turn: (len(turn.messages), turn.sequence), default=None)
