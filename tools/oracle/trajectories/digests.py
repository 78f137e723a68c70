"""The digest chain (docs/digests.md)."""
import base64
import hashlib
import struct

from exact_json import canonical, plain

ORIGINS = {"prompt": 0, "environment": 1, "splice": 2, "model": 3}


def genesis(family, tokenizer_json, named_tokens):
    """The first link of a session: it binds the family, the tokenizer, the template with the tokens it may print, and the fixed arguments."""
    fields = ["tito.genesis.v1", family.name, _sha256(tokenizer_json), _sha256(family.template.read_bytes())]
    for name, text in named_tokens.items():
        fields += [f"special:{name}", text]
    for name, value in family.fixed_arguments.items():
        fields += [name, canonical(value)]
    return _hash(fields)


VERSIONS = ("tito.turn.v1", "tito.turn.v2")


def link(version, inputs, parent, replaced_count, messages, segments, logprobs, finish_reason, weight_version, routed_experts=None):
    """The link of a turn; `segments` are (origin, ids) of what it adds to the buffer, the completion last; `inputs` the tools and the
    effective template arguments, each None for none, which version 2 binds."""
    if version not in VERSIONS:
        raise ValueError(f"{version} is no link of a turn")
    fields = [version, parent, struct.pack("<i", replaced_count)]
    if version != VERSIONS[0]:
        fields += [b"" if value is None else _sha256(canonical(value).encode()) for value in inputs]
    fields += [canonical(message) for message in messages]
    for origin, ids in segments:
        fields += [bytes([ORIGINS[origin]]), struct.pack(f"<{len(ids)}i", *ids)]
    fields += [struct.pack(f"<{len(logprobs)}f", *logprobs), finish_reason, weight_version or ""]
    if routed_experts:
        shape = [plain(routed_experts[name]) for name in ("first_row", "layers", "top_k")]
        fields += [struct.pack("<3i", *shape), base64.b64decode(routed_experts["ids"], validate=True)]
    return _hash(fields)


def _hash(fields):
    """SHA-256 over the fields, each after its length in bytes as a little-endian int64."""
    state = hashlib.sha256()
    for field in fields:
        data = field.encode() if isinstance(field, str) else field
        state.update(struct.pack("<q", len(data)) + data)
    return state.digest()


def _sha256(data):
    return hashlib.sha256(data).digest()
