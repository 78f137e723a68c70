"""What a session chose when it was opened."""
from dataclasses import dataclass

from exact_json import plain
from matching import MATCHERS
from rendered import FORMS, Form, common

_TURN_LIMIT = 100_000
# What a file does not say, its session had by the server that wrote the first of these files.
_DEFAULTS = {"policy": "linear", "matcher": "strict", "max_rollback": 1, "max_turns": 1024, "close_truncated": False,
             "on_prompt_inputs": "ignore"}


@dataclass(frozen=True)
class Settings:
    policy: str = "linear"
    matcher: str = "strict"
    max_rollback: int = _TURN_LIMIT  # how many turns one request of a linear session may leave behind
    max_turns: int = _TURN_LIMIT
    close_truncated: bool = False  # whether a turn may follow one that ended by length
    form: Form = FORMS["default"]  # what the family's template makes of a message's spelling

    on_prompt_inputs: str = "ignore"  # refuse: a request with other tools or arguments than its parent is refused, or begins a root of a tree

    @property
    def compares_inputs(self):
        return self.on_prompt_inputs == "refuse"

    def common(self, stored, messages):
        """How many messages two conversations have in common at their start, and the ids that the client gave to stored calls."""
        if self.matcher == "rendered":
            return common(stored, messages, self.form)
        matches, count = MATCHERS[self.matcher], 0
        while count < min(len(stored), len(messages)) and matches(stored[count], messages[count]):
            count += 1
        return count, {}


def settings_of(recording):
    """The settings of a recording. Version 1 has none: its session is linear and strict, and any rollback was allowed."""
    version = plain(recording["version"])
    if version == 1:
        refused = {"settings", "recorded"} & recording.keys()
        if refused or any("recorded" in turn or "routed_experts" in turn["completion"] for turn in recording["turns"]):
            raise ValueError("the file has fields of version 2, and says version 1")
        return Settings(close_truncated=recording.get("close_truncated") or False)
    if "close_truncated" in recording:
        raise ValueError("close_truncated is a field of version 1; version 2 has it in its settings")
    given = plain(recording["settings"])
    # "keep" goes on with the stored inputs, which an export writes into the request: nothing is left to decide.
    if (given.keys() - _DEFAULTS.keys() or given.get("on_prompt_inputs", "ignore") not in ("refuse", "keep", "ignore")
            or given.get("policy", "linear") not in ("linear", "tree") or given.get("matcher", "strict") not in {*MATCHERS, "rendered"}):
        raise ValueError(f"these are no settings of a session: {given}")
    settings = Settings(**(_DEFAULTS | given), form=FORMS.get(recording["family"], FORMS["default"]))
    if len(recording["turns"]) > settings.max_turns:
        raise ValueError(f"{len(recording['turns'])} turns; the session may have {settings.max_turns}")
    return settings
