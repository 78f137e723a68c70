"""A samples reply as the trainer's decoder reads it: tensors by field and index, the rest as JSON in `_samples_meta`."""
import json

import safetensors


def reply(samples, empty_reason):
    """The bytes of a reply whose metadata objects are empty and whose rewards are null."""
    tensors, rows = {}, []
    for index, sample in enumerate(samples):
        tensors[f"tokens.{index}"] = ("I64", [len(sample["tokens"])], sample["tokens"])
        tensors[f"loss_mask.{index}"] = ("U8", [sample["response_length"]], sample["loss_mask"])
        tensors[f"rollout_log_probs.{index}"] = ("F64", [sample["response_length"]], sample["logprobs"])
        experts = sample["routed_experts"]
        if experts is not None:
            tensors[f"rollout_routed_experts.{index}"] = ("I32", [experts["rows"], experts["layers"], experts["top_k"]], experts["ids"])
        rows.append({
            "response": sample["response"],
            "response_length": sample["response_length"],
            "status": sample["status"],
            "weight_versions": sample["weight_versions"],
            "prefix_cache_info": {"cached_tokens": sample["cached_tokens"], "total_prompt_tokens": sample["total_prompt_tokens"]},
            "metadata": {},
            "reward": None,
            "nulls": (["rollout_routed_experts"] if experts is None else []) + ["rollout_indexer_topk"],
        })
    meta = json.dumps({"samples": rows, "session_metadata": {}, "empty_reason": empty_reason}, ensure_ascii=False, separators=(",", ":"))
    data = list(meta.encode())
    tensors["_samples_meta"] = ("U8", [len(data)], data)
    return safetensors.encode(tensors)


def read(data):
    """The samples of a reply as a trainer gets them; refuses what its decoder refuses."""
    tensors = safetensors.decode(data)
    dtype, shape, values = tensors.pop("_samples_meta")
    if dtype != "U8" or len(shape) != 1:
        raise ValueError("_samples_meta must be a rank-one uint8 tensor")
    meta = json.loads(bytes(values))
    fields = {"tokens": "I64", "loss_mask": "U8", "rollout_log_probs": "F64", "rollout_routed_experts": "I32", "rollout_indexer_topk": "I32"}
    samples = []
    for index, row in enumerate(meta["samples"]):
        if set(row["nulls"]) - set(fields):
            raise ValueError("nulls names a field that is no tensor")
        if not isinstance(row["metadata"], dict):
            raise ValueError("metadata must be a JSON object")
        sample = {name: value for name, value in row.items() if name != "nulls"}
        for field, wanted in fields.items():
            if field in row["nulls"]:
                sample[field] = None
                continue
            found, shape, values = tensors.pop(f"{field}.{index}")
            if found != wanted:
                raise ValueError(f"{field} must have dtype {wanted}, got {found}")
            sample[field] = values if len(shape) == 1 else (shape, values)
        samples.append(sample)
    if tensors:
        raise ValueError(f"unreferenced tensors: {sorted(tensors)}")
    return samples, meta["session_metadata"], meta["empty_reason"]
