"""How a turn ended, and what it lacks (docs/proof.md, level 4)."""


class Ends:
    """The end tokens of a model, by id."""

    def __init__(self, model):
        published = model.contract.ends
        self.own = model.ids_of(published.stops)
        named = [model.named_tokens["eos_token"]] if "eos_token" in model.named_tokens else []
        self.foreign = [token for token in model.known([*model.contract.foreign_stops, *named]) if token not in self.own]
        self.closing = model.ids_of(published.closing)
        self.bare = model.ids_of([published.bare]) if published.bare else []

    @property
    def by_opener(self):
        """Whether the next message's opener is what ends a turn."""
        return not self.closing

    def of(self, ids, finish_reason, stop_token, stop_text):
        """The kind of end, and how many tokens were sampled after it."""
        at = next((i for i, token in enumerate(ids) if token in self.own), None)
        if at is not None:
            extra = len(ids) - 1 - at
            return ("tokens_after_stop", extra) if extra else ("stop_token", 0)
        if ids and (ids[-1] in self.foreign or (stop_token is not None and ids[-1] == stop_token)):
            return "foreign_token", 0
        if stop_text is not None:
            return "stop_string", 0
        words = {"length": "length", "abort": "abort", "stop": "no_stop_token", "tool_calls": "no_stop_token"}
        return words.get(finish_reason, "other"), 0

    def closing_after(self, last):
        if last in self.bare:
            return self.closing[-1:]
        return self.closing[self.closing.index(last) + 1:] if last in self.closing else self.closing


def has_end(kind):
    return kind in ("stop_token", "tokens_after_stop")


def refused(law, kind):
    """Whether nothing may follow a turn that ended so, under a session's law."""
    wordless = kind in ("length", "abort", "other")
    return {
        "close_stop_strings": wordless, "close": False, "refuse": kind != "stop_token", "run_on": kind == "length",
        "run_on_close_length": False}[law]


def closes(law, kind):
    """Whether the next prompt closes such a turn."""
    if law in ("run_on", "run_on_close_length"):
        return law == "run_on_close_length" and kind == "length"
    return not has_end(kind)
