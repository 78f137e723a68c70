"""What a session chooses when it is opened (docs/server.md, opening a session)."""
from dataclasses import dataclass

_OWN = {"policy", "matcher", "max_rollback", "max_turns", "on_prompt_inputs", "altered", "repeat", "on_abort"}


@dataclass(frozen=True)
class Settings:
    policy: str = "linear"
    matcher: str = "rendered"
    max_rollback: int = 1
    max_turns: int = 1024
    unended: str = "close_stop_strings"
    on_prompt_inputs: str = "refuse"
    altered: str = "refuse"
    repeat: str = "regenerate"
    on_abort: str = "refuse"

    @property
    def runs_on(self):
        return self.unended in ("run_on", "run_on_close_length")


def settings_of(body):
    unknown = body.keys() - _OWN - {"unended", "close_truncated", "on_hangup"}
    if unknown:
        raise ValueError(f"the oracle knows no setting {sorted(unknown)}")
    altered = "branch" if body.get("policy") == "tree" else "refuse"
    unended = body.get("unended") or ("close" if body.get("close_truncated") else "close_stop_strings")
    return Settings(**{"altered": altered, "unended": unended} | {name: body[name] for name in _OWN & body.keys()})
