"""usage: /usr/bin/python3 generate.py

Writes tests/Golden/corpus/drift: the changed templates and family files, and for each setup what it does to the golden trajectories.
"""
import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "trajectories"))
from exact_json import read  # noqa: E402 - they live in the folder that the line above adds
from families import FAMILIES  # noqa: E402
from rendering import Renderer  # noqa: E402
from session import Session  # noqa: E402
from settings import settings_of  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402

from compare import drift, retake  # noqa: E402
from setups import CORPUS, SETUPS, family_file, family_of, template_of, tokenizer_of  # noqa: E402
from spelling import Spelling  # noqa: E402

QWEN3 = FAMILIES["qwen3"]
TRAJECTORIES = CORPUS.parent / "trajectories"


def main():
    CORPUS.mkdir(exist_ok=True)
    recordings = {path.stem: read(path.read_text("utf-8")) for path in sorted(TRAJECTORIES.glob("*.json"))}
    with ExitStack() as stack:
        old = stack.enter_context(Tokenizer(QWEN3.models))
        for setup in SETUPS:
            template, declared = _write_inputs(setup)
            tokenizer = stack.enter_context(Tokenizer(_models(setup, stack))) if setup.merge or setup.added or setup.swap else old
            family = family_of(setup, QWEN3, template)
            spelling = Spelling(old, tokenizer)
            sessions = {
                name: _drift(recording, (QWEN3, old), (family, tokenizer), spelling) for name, recording in recordings.items()
                if not (setup.openers and _is_cut_off(recording))}
            expected = {"setup": {
                "template": template.name if template != QWEN3.template and declared is None else None,
                "family_file": declared,
                "merge": list(setup.merge) or None,
                "added": setup.added or None,
                "swap": list(setup.swap) or None,
            }, "sessions": sessions}
            (CORPUS / f"{setup.name}.expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")
            total = [sum(session["sampled"][count] for session in sessions.values()) for count in ("affected", "tokens")]
            print(f"{setup.name}: {sum(len(session['drifts']) for session in sessions.values())} turns, {total[0]} of {total[1]} sampled tokens")


def _write_inputs(setup):
    """The template and the name of the family file, both in the corpus where they are not qwen3's own."""
    declared = family_file(setup, f"{setup.name}.jinja")
    if not setup.template and declared is None:
        return QWEN3.template, None
    template = CORPUS / f"{setup.name}.jinja"
    template.write_text(template_of(setup, QWEN3.template.read_text("utf-8")), "utf-8")
    if declared is None:
        return template, None
    (CORPUS / f"{setup.name}.family.json").write_text(json.dumps(declared, indent=2) + "\n", "utf-8")
    return template, f"{setup.name}.family.json"


def _models(setup, stack):
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    (folder / "tokenizer.json").write_bytes(tokenizer_of(setup, (QWEN3.models / "tokenizer.json").read_bytes()))
    (folder / "tokenizer_config.json").write_bytes((QWEN3.models / "tokenizer_config.json").read_bytes())
    return folder


def _drift(recording, old, new, spelling):
    before, after = (_session(recording, *side) for side in (old, new))
    retake(recording, before)
    return drift(before, after, retake(recording, after, before), spelling)


def _is_cut_off(recording):
    """The rule that is used here says of an opener that gives way only what becomes of turns that ended."""
    return any(turn["completion"]["finish_reason"] == "length" for turn in recording["turns"])


def _session(recording, family, tokenizer):
    named = replace(family, models=QWEN3.models)
    return Session(named, tokenizer, Renderer(named, tokenizer.named_tokens, recording["opened_at"]), settings_of(recording))


if __name__ == "__main__":
    main()
