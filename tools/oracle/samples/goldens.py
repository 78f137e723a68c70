"""usage: /usr/bin/python3 goldens.py FOLDER

Writes the corpus of samples: recorded turns, and what must come of them under every limit and picker.
"""
import hashlib
import json
import sys
from pathlib import Path

import cases
import rules
import safetensors
import trees
import wire

MAX_TRIM = 1


def main(folder):
    seen_by_numpy = write(folder, "paths", [path(name, turns) for name, turns in cases.PATHS.items()])
    write(folder, "faults", [fault(name, *given) for name, given in cases.FAULTS.items()])
    write(folder, "trees", [tree(name, turns) for name, turns in cases.TREES.items()])
    print(f"read again by numpy: {seen_by_numpy}")


def path(name, turns):
    accumulated = turns[-1]["prompt_ids"] + turns[-1]["completion_ids"]
    runs = []
    for limit in [None, *range(1, len(accumulated) + 2)]:
        sample = rules.sample_of_path(turns, accumulated, MAX_TRIM, limit)
        samples = [] if sample is None else [sample | {"path": list(range(len(turns)))}]
        runs.append(run({"max_seq_len": limit}, samples, None if samples else "all_truncated"))
    return {"name": name, "max_trim_tokens": MAX_TRIM, "turns": turns, "accumulated_ids": accumulated, "runs": unequal(runs)}


def fault(name, turns, accumulated):
    accumulated = accumulated or turns[-1]["prompt_ids"] + turns[-1]["completion_ids"]
    try:
        rules.sample_of_path(turns, accumulated, MAX_TRIM, None)
    except rules.Fault as found:
        return {"name": name, "max_trim_tokens": MAX_TRIM, "turns": turns, "accumulated_ids": accumulated, "fault": found.kind, "numbers": found.numbers}
    raise ValueError(f"{name}: no fault")


def tree(name, turns):
    longest = max((len(turn["prompt_ids"]) + len(turn["completion_ids"]) for turn in turns), default=0)
    runs = []
    for picker in ("all", "drop_retries", "latest"):
        for limit in (None, longest * 2 // 3, longest // 3):
            if limit != 0:
                runs.append(run({"picker": picker, "max_seq_len": limit}, *trees.collected(turns, picker, MAX_TRIM, limit)))
    return {"name": name, "max_trim_tokens": MAX_TRIM, "turns": turns, "runs": runs}


def run(settings, samples, empty_reason):
    data = wire.reply(samples, empty_reason)
    read, _, reason = wire.read(data)
    assert reason == empty_reason and [sample["tokens"] for sample in read] == [sample["tokens"] for sample in samples]
    shown = [{
        "path": sample["path"],
        "tokens": sample["tokens"],
        "loss_mask": sample["loss_mask"],
        "logprobs": sample["logprobs"],
        "response": sample["response"],
        "status": sample["status"],
        "weight_versions": sample["weight_versions"],
        "prefix_cache": [sample["cached_tokens"], sample["total_prompt_tokens"]],
        "routed_experts": sample["routed_experts"],
    } for sample in samples]
    return settings | {"empty_reason": empty_reason, "samples": shown, "file_sha256": hashlib.sha256(data).hexdigest()}


def unequal(runs):
    """All of the runs but those that say what the one before said: a limit that cuts nothing more is no case of its own."""
    kept = []
    for one in runs:
        if not kept or one["samples"] != kept[-1]["samples"]:
            kept.append(one)
    return kept


def write(folder, name, entries):
    lines = [json.dumps(entry, separators=(",", ":")) for entry in entries]
    Path(folder, f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(entries)} cases, {sum(len(entry.get('runs', [0])) for entry in entries)} runs")
    return safetensors.check_with_numpy(wire.reply([], "no_records"))


if __name__ == "__main__":
    main(sys.argv[1])
