"""usage: /usr/bin/python3 expect.py PATH...

Writes the expectations of golden trajectories (docs/golden-trajectories.md) into their files. A PATH is a file or a folder with
.json files. Only what was recorded is read, and of a turn's record only its parent: what a file
expected before is thrown away.
"""
import sys
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

from comparator import mismatches
from digests import VERSIONS
from exact_json import plain, read
from families import FAMILIES
from layout import text_of
from rendering import Renderer
from session import Session
from settings import settings_of
from tokenizer import Tokenizer


def main(paths):
    if not paths:
        raise SystemExit(__doc__)
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise SystemExit(f"no such file or folder: {', '.join(missing)}")
    files = [file for path in map(Path, paths) for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    if not files:
        raise SystemExit(f"no golden trajectory in {', '.join(paths)}")
    with ExitStack() as processes:
        tokenizer_of = cache(lambda models: processes.enter_context(Tokenizer(models)))
        for file in files:
            try:
                golden = expected(read(file.read_text("utf-8")), tokenizer_of)
            except Exception as failed:
                failed.add_note(f"in {file}")
                raise
            file.write_text(text_of(golden), "utf-8")
            print(f"{file}: {len(golden['turns'])} turns, digest {golden['expected']['digest']}")


def expected(recording, tokenizer_of):
    """The recording with everything that must come of it; `tokenizer_of` gives the tokenizer of a model's folder."""
    kind = plain([recording.get(name) for name in ("format", "version")])
    if kind not in (["tito.golden-trajectory", 1], ["tito.golden-trajectory", 2]):
        raise ValueError(f"no golden trajectory of version 1 or 2: {kind}")
    family = FAMILIES[recording["family"]]
    tokenizer = tokenizer_of(family.models)
    session = _session(family, tokenizer, recording)
    turns = [_with_expectation(recorded, _take(session, recorded)) for recorded in recording["turns"]]
    fresh = session.fresh_ids(session.turns[-1], recording["turns"][-1]["request"])
    verdict = mismatches(fresh, session.turns[-1].ids, family, tokenizer)
    return _without_expected(recording) | {"turns": turns, "expected": {
        "genesis": session.genesis.hex(),
        "digest": session.turns[-1].digest.hex(),
        "mismatches": verdict,
    }}


def _session(family, tokenizer, recording):
    """A session of the family, under the template that its record was made with; where there is no record, under the newest."""
    recorded = plain(recording["recorded"])["genesis"] if "recorded" in recording else None
    for template in (family.template, *family.earlier):
        of = replace(family, template=template)
        session = Session(of, tokenizer, Renderer(of, tokenizer.named_tokens, recording["opened_at"]), settings_of(recording))
        if recorded in (None, session.genesis.hex()):
            return session
    raise ValueError(f"no template of {family.name} gives the recorded genesis {recorded}")


def _take(session, recorded):
    completion = recorded["completion"]
    if len(completion["ids"]) != len(completion["logprobs"]):
        raise ValueError(f"{len(completion['ids'])} ids and {len(completion['logprobs'])} logprobs")
    return session.take(recorded["request"], completion, recorded.get("recorded"), recorded.get("digest_version") or VERSIONS[0])


def _with_expectation(recorded, turn):
    mask = [int(origin == "model") for origin, ids in turn.segments for _ in ids]
    _, completion = turn.segments[-1]
    return _without_expected(recorded) | {"expected": {
        "parent": turn.parent.sequence if turn.parent else -1,
        "replaced_count": turn.replaced_count,
        "prompt_count": len(turn.ids) - len(completion),
        "token_ids": turn.ids,
        "origins": [{"origin": origin, "count": len(ids)} for origin, ids in turn.segments if ids],
        "loss_mask": _run_lengths(mask),
        "digest": turn.digest.hex(),
    }}


def _without_expected(part):
    return {name: value for name, value in part.items() if name != "expected"}


def _run_lengths(mask):
    """Lengths of the runs, the first of zeros: [12, 3] is twelve zeros and three ones."""
    runs = [len(list(run)) for _, run in groupby(mask)]
    return [0, *runs] if mask[:1] == [1] else runs


if __name__ == "__main__":
    main(sys.argv[1:])
