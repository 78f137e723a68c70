"""What the goldens of all wires share: one prompt, one completion, and how files are written."""
import base64
import json
import pathlib
import struct

CORPUS = pathlib.Path(__file__).resolve().parents[3] / "tests/Golden/corpus/wires"
RID = "test/attempt/"
PROMPT = [151644, 872, 198, 108386, 151645, 198, 151644, 77091, 198]

# Ids, logprobs and texts: a special token, an emoji in two tokens, and the end.
TOKENS = [
    (151667, -0.5, "<think>"),
    (99487, -0.25, "日本"),
    (145707, -1.125, "👨‍"),
    (239, -0.10536051565782628, "👩"),
    (151668, -2.0, "</think>"),
    (151645, -0.0009765625, "<|im_end|>"),
]
IDS = [token for token, _, _ in TOKENS]
LOGPROBS = [logprob for _, logprob, _ in TOKENS]


def f32(number):
    return struct.unpack("<f", struct.pack("<f", number))[0]


def text(start=0, end=None):
    return "".join(piece for _, _, piece in TOKENS[start:end])


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sse(*frames, end="\n\n", done=True):
    texts = [frame if isinstance(frame, str) else dump(frame) for frame in frames]
    return "".join(f"data: {each}{end}" for each in texts + (["[DONE]"] if done else []))


def completed(count=len(TOKENS), finish="stop", **more):
    """What a good answer means."""
    return {
        "outcome": "completed", "ids": IDS[:count], "logprobs": [f32(each) for each in LOGPROBS[:count]], "finish": finish,
        "stop": None, "answer_id": None, "prompt_tokens": len(PROMPT), "cached_tokens": None, "weight_version": None, "spans": [],
        "experts": None, **more,
    }


def nonsense(names):
    """An answer that breaks the contract: the reason has this text."""
    return {"outcome": "nonsense", "names": names}


def rejected(status, code=None):
    return {"outcome": "rejected", "status": status, "code": code}


def answer(wire, name, body, expected, wanted=None, deltas=None, versions=None):
    """Writes an answer (a text, bytes or JSON) and what it means. A name that ends with .sse is a stream; the versions are those that its
    deltas name, where they are not all the answer's."""
    path = CORPUS / wire / "answers" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = body if isinstance(body, bytes) else (body if isinstance(body, str) else dump(body)).encode()
    path.write_bytes(raw)
    meaning = {"experts_wanted": wanted, **({"deltas": deltas} if deltas is not None else {}),
               **({"delta_versions": versions} if versions is not None else {}), **expected}
    path.with_name(name + ".expected.json").write_text(json.dumps(meaning, ensure_ascii=False, indent=1) + "\n")


def request(wire, name, fields, body=None, refused=None, stream=False, limit=None, context=4096, wanted=None, least=None):
    """Writes what a client asks, and the exact body that the engine gets or the field that is refused."""
    path = CORPUS / wire / "requests" / (name + ".json")
    path.parent.mkdir(parents=True, exist_ok=True)
    asked = {"fields": fields, "stream": stream, "limit": limit, "context": context, "experts_wanted": wanted, "refused": refused,
             **({"least": least} if least is not None else {})}
    path.write_text(dump(asked) + "\n")
    if body is not None:
        path.with_suffix(".body").write_text(body)


def experts(start, layers=2, top_k=1, count=len(TOKENS)):
    """Expert ids of the rows from start to the last token but one."""
    rows = len(PROMPT) + count - 1
    return [(row * 7 + layer * 3 + k) % 251 for row in range(start, rows) for layer in range(layers) for k in range(top_k)]


def int32_base64(values):
    return base64.b64encode(struct.pack(f"<{len(values)}i", *values)).decode()


def npy_base64(values, layers, top_k, kind):
    """numpy.lib.format, version 1.0: the header is padded so that the data begins at a multiple of 64."""
    rows = len(values) // (layers * top_k)
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({rows}, {layers}, {top_k}), }}".encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    code = {"|u1": "B", "<u2": "H", "<i4": "i"}[kind]
    data = struct.pack(f"<{len(values)}{code}", *values)
    return base64.b64encode(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data).decode()
