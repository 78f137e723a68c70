"""The safetensors container (https://github.com/huggingface/safetensors#format), written and read with `struct` alone.

"8 bytes: N, an unsigned little-endian 64-bit integer, containing the size of the header"; "N bytes: a JSON UTF-8 string representing
the header"; rest: byte buffer. "The header data MUST begin with a { character (0x7B). The header data MAY be trailing padded with
whitespace (0x20)." "Duplicate keys are disallowed." "The byte buffer needs to be entirely indexed, and cannot contain holes."
"""
import json
import struct
from math import prod

CODES = {"U8": "B", "I32": "i", "F64": "d", "I64": "q"}
# The reference writer puts wide types first, so that every tensor is aligned, and sorts by name within a type.
ORDER = ["I64", "F64", "I32", "U8"]


def encode(tensors):
    """The bytes of {name: (dtype, shape, values)}."""
    names = sorted(tensors, key=lambda name: (ORDER.index(tensors[name][0]), name.encode()))
    header, buffer = {}, b""
    for name in names:
        dtype, shape, values = tensors[name]
        data = struct.pack(f"<{len(values)}{CODES[dtype]}", *values)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(buffer), len(buffer) + len(data)]}
        buffer += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + buffer


def decode(data):
    """{name: (dtype, shape, values)} of some bytes; every rule of the format is checked."""
    (length,) = struct.unpack_from("<Q", data)
    text, buffer = data[8:8 + length], data[8 + length:]
    assert len(text) == length and text[:1] == b"{", "the header is cut off, or no object"
    header = json.loads(text.rstrip(b" "), object_pairs_hook=_unique)
    tensors, end = {}, 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        assert set(entry) == {"dtype", "shape", "data_offsets"}, f"{name}: other keys"
        first, last = entry["data_offsets"]
        count, code = prod(entry["shape"]), CODES[entry["dtype"]]
        assert first == end and last - first == count * struct.calcsize("<" + code), f"{name}: a hole, or another size"
        tensors[name] = (entry["dtype"], entry["shape"], list(struct.unpack_from(f"<{count}{code}", buffer, first)))
        end = last
    assert end == len(buffer), "bytes behind the last tensor"
    return tensors


def check_with_numpy(data):
    """Reads every tensor a second time with numpy, where it is installed; says whether it was."""
    try:
        import numpy
    except ImportError:
        return False
    kinds = {"U8": "<u1", "I32": "<i4", "F64": "<f8", "I64": "<i8"}
    (length,) = struct.unpack_from("<Q", data)
    for name, (dtype, shape, values) in decode(data).items():
        first, last = json.loads(data[8:8 + length])[name]["data_offsets"]
        array = numpy.frombuffer(data[8 + length + first:8 + length + last], dtype=kinds[dtype]).reshape(shape)
        assert array.flatten().tolist() == values, name
    return True


def _unique(pairs):
    assert len({key for key, _ in pairs}) == len(pairs), "a key comes twice"
    return dict(pairs)
