"""Samples from recorded turns, written from the rules alone (docs/samples.md): per-turn samples, cut, merged pairwise.

A turn is a dict: prompt_ids, completion_ids, logprobs, finish_reason, replaced_count, closes_truncated, weight_version, prompt_tokens,
cached_tokens, routed_experts ({start_row, layers, top_k, ids} or None). A sample is a dict too. A contradiction is a Fault.
"""

STATUS = {"stop": "completed", "tool_calls": "completed", "length": "truncated", "abort": "aborted"}


class Fault(Exception):
    def __init__(self, kind, *numbers):
        super().__init__(kind, numbers)
        self.kind, self.numbers = kind, list(numbers)


def decode(ids):
    """A decoded token is its number in brackets: no text joins across tokens."""
    return "".join(f"[{token}]" for token in ids)


def sample_of_path(turns, accumulated, max_trim, max_seq_len):
    """The one sample of a path, or None when nothing of it is within the limit."""
    samples = per_turn(turns, accumulated, max_trim)
    if max_seq_len is not None:
        samples = truncated(samples, max_seq_len)
    return merged(samples, turns) if samples else None


def per_turn(turns, accumulated, max_trim):
    samples, cursor = [], 0
    for i, turn in enumerate(turns):
        prompt, output = turn["prompt_ids"], turn["completion_ids"]
        for at, token in enumerate(prompt):
            if at >= len(accumulated) or accumulated[at] != token:
                raise Fault("prefix", i, at)
        cursor = len(prompt)
        owned = len(output) - (turns[i + 1]["replaced_count"] if i + 1 < len(turns) else 0)
        matched = 0
        while matched < owned and cursor + matched < len(accumulated) and accumulated[cursor + matched] == output[matched]:
            matched += 1
        trim, allowed = len(output) - matched, max_trim if i + 1 < len(turns) else 0
        if trim > allowed:
            raise Fault("trim", i, trim, allowed)
        cursor += matched
        samples.append({
            "tokens": prompt + output[:matched],
            "response": decode(output[:matched]),
            "response_length": matched,
            "loss_mask": [1] * matched,
            "logprobs": turn["logprobs"][:matched],
            "status": STATUS.get(turn["finish_reason"], "failed"),
            "weight_versions": [turn["weight_version"]] if turn["weight_version"] is not None else [],
            "cached_tokens": turn["cached_tokens"] or 0,
            "total_prompt_tokens": turn["prompt_tokens"] or 0,
            "turns": [i],
            "cut": False,
        })
    if cursor != len(accumulated):
        raise Fault("cursor", cursor, len(accumulated))
    return samples


def truncated(samples, max_seq_len):
    result = []
    for sample in samples:
        overshoot = len(sample["tokens"]) - max_seq_len
        if overshoot <= 0:
            result.append(sample)
            continue
        keep = sample["response_length"] - overshoot
        if keep > 0:
            result.append(sample | {
                "tokens": sample["tokens"][:max_seq_len],
                "response": decode(sample["tokens"][max_seq_len - keep:max_seq_len]),
                "response_length": keep,
                "loss_mask": sample["loss_mask"][:keep],
                "logprobs": sample["logprobs"][:keep],
                "status": "truncated",
                "cut": True,
            })
        break
    return result


def merged(samples, turns):
    whole = samples[0] | {"last": samples[0]["status"]}
    for sample in samples[1:]:
        before, turn = turns[whole["turns"][-1]], turns[sample["turns"][0]]
        goes_on = whole["last"] == "completed" or (whole["last"] == "truncated" and not whole["cut"] and turn["closes_truncated"])
        loses = before["routed_experts"] is not None and before["routed_experts"]["start_row"] == 0 and turn["routed_experts"] is None
        if not goes_on or loses:
            break
        whole = pair(whole, sample)
    return whole | {"routed_experts": experts([turns[i] for i in whole["turns"]], len(whole["tokens"]))}


def pair(a, b):
    between = len(b["tokens"]) - len(a["tokens"]) - b["response_length"]
    if b["tokens"][:len(a["tokens"])] != a["tokens"] and between > 0:
        raise Fault("prefix", b["turns"][0])
    if between < 0:
        raise Fault("observation", b["turns"][0], between)
    observed = b["tokens"][len(a["tokens"]):len(a["tokens"]) + between]
    return {
        "tokens": b["tokens"],
        "response": a["response"] + decode(observed) + b["response"],
        "response_length": a["response_length"] + between + b["response_length"],
        "loss_mask": a["loss_mask"] + [0] * between + b["loss_mask"],
        "logprobs": a["logprobs"] + [0.0] * between + b["logprobs"],
        "status": a["status"] if b["status"] == "completed" else b["status"],
        "weight_versions": a["weight_versions"] + b["weight_versions"],
        "cached_tokens": a["cached_tokens"] + b["cached_tokens"],
        "total_prompt_tokens": a["total_prompt_tokens"] + b["total_prompt_tokens"],
        "turns": a["turns"] + b["turns"],
        "cut": b["cut"],
        "last": b["status"],
    }


def experts(turns, token_count):
    """The rows of a merged sample: a payload that starts at 0 is whole, any other goes behind what is held. A turn without any behind some
    leaves a hole, until a payload comes that joins."""
    rows, shape, held, hole = [], None, 0, None
    for i, turn in enumerate(turns):
        payload = turn["routed_experts"]
        if payload is None:
            if shape is not None and hole is None:
                hole = i
            continue
        width = payload["layers"] * payload["top_k"]
        if len(payload["ids"]) % width:
            raise ValueError("no whole number of rows")
        end = max(0, len(turn["prompt_ids"]) + len(turn["completion_ids"]) - 1)
        if payload["start_row"] + len(payload["ids"]) // width != end:
            raise Fault("routed_experts", i, payload["start_row"], end)
        if payload["start_row"] == 0:
            rows, shape, held = [], None, 0
        if payload["start_row"] != held:
            raise Fault("routed_experts", i, payload["start_row"], held)
        if shape not in (None, (payload["layers"], payload["top_k"])):
            raise Fault("routed_experts", i)
        shape, held, hole = (payload["layers"], payload["top_k"]), end, None
        rows += [payload["ids"][at:at + width] for at in range(0, len(payload["ids"]), width)]
    if hole is not None:
        raise Fault("routed_experts", hole)
    if shape is None:
        return None
    needed = max(0, token_count - 1)
    if len(rows) < needed:
        raise Fault("routed_experts", len(rows), needed)
    return {"rows": needed, "layers": shape[0], "top_k": shape[1], "ids": [expert for row in rows[:needed] for expert in row]}
