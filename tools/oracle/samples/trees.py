"""A session's tree: leaves, pickers, and completions that are trained once."""
import rules


def path_of(turns, leaf):
    path = [leaf]
    while turns[path[0]]["parent"] >= 0:
        path.insert(0, turns[path[0]]["parent"])
    return path


def leaves_of(turns):
    parents = {turn["parent"] for turn in turns}
    return [i for i in range(len(turns)) if i not in parents]


def picked(turns, picker):
    leaves = leaves_of(turns)
    if picker == "all":
        return leaves
    if picker == "latest":
        return [len(turns) - 1] if turns else []
    siblings = lambda leaf: [i for i, turn in enumerate(turns) if turn["parent"] == turns[leaf]["parent"]]
    kept = [leaf for leaf in leaves if turns[leaf]["parent"] < 0 or max(siblings(leaf)) == leaf]
    return sorted(kept, key=lambda leaf: (len(path_of(turns, leaf)), leaf), reverse=True)


def collected(turns, picker, max_trim, max_seq_len):
    """The samples in the picker's order, each with its path, and the reason when there are none."""
    samples = []
    for leaf in picked(turns, picker):
        path = path_of(turns, leaf)
        recorded = [turns[i] | {
            "closes_truncated": turns[i]["parent"] >= 0 and turns[turns[i]["parent"]]["finish_reason"] == "length"} for i in path]
        last = turns[leaf]
        sample = rules.sample_of_path(recorded, last["prompt_ids"] + last["completion_ids"], max_trim, max_seq_len)
        if sample is not None:
            samples.append(sample | {"path": path})
    owner = {}
    for sample in sorted(samples, key=lambda sample: sample["path"][-1]):
        for node in sample["path"]:
            owner.setdefault(node, sample["path"][-1])
    for sample in samples:
        start = len(sample["tokens"]) - sample["response_length"]
        for node in sample["path"]:
            if owner[node] != sample["path"][-1]:
                first = len(turns[node]["prompt_ids"]) - start
                for at in range(first, min(first + len(turns[node]["completion_ids"]), sample["response_length"])):
                    sample["loss_mask"][at] = 0
    return samples, None if samples else "all_truncated" if turns else "no_records"
