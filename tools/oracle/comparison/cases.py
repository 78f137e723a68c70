"""Writes tests/Golden/corpus/comparison/qwen3.jsonl: pairs of token sequences, and what the comparator must say of them.

    python3 tools/oracle/comparison/cases.py

Ids come from the Hugging Face tokenizer and the types of the mismatches from tools/oracle/trajectories/comparator.py. Places are computed
here from decoded texts; segment, turn and cause are written by hand in each case.
"""
import dataclasses
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/oracle/trajectories"))

from comparator import mismatches  # noqa: E402
from families import FAMILIES  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402

TARGET = ROOT / "tests/Golden/corpus/comparison/qwen3.jsonl"
USER = "<|im_start|>user\nHow is it?<|im_end|>\n"
ASK = "<|im_start|>assistant\n"
END = "<|im_end|>\n"
TURN = f"{ASK}It is warm.{END}"


def case(name, expected, actual, *found, trailing=()):
    """found: (segment index, turn index, cause) of each mismatch; texts, or lists of texts that are tokenized one by one."""
    return {"name": name, "expected": expected, "actual": actual, "trailing": trailing, "found": found}


CASES = [
    case("two empty sequences", "", ""),
    case("equal sequences", USER + TURN, USER + TURN),
    case("a trailing newline on one side", USER + TURN, (USER + TURN)[:-1]),
    case("nothing but trailing newlines", "", ["\n", "\n", "\n"]),
    case("trailing ids of the call", USER + TURN, USER + TURN + "<|endoftext|>", trailing=("<|endoftext|>",)),
    case("trailing ids of call and family in turn", USER + TURN, [USER + TURN, "<|endoftext|>", "\n", "<|endoftext|>", "\n"], trailing=("<|endoftext|>",)),
    case("a trailing id that nobody trims", USER + TURN, USER + TURN[:-1] + "<|endoftext|>", (-1, 0, "early_stop")),
    case("one message more", USER + TURN, USER + TURN + USER, (-1, 0, "early_stop")),
    case("one message less", USER + TURN + USER, USER + TURN, (-1, 0, "early_stop")),
    case("an empty sequence", USER, "", (-1, -1, "early_stop")),
    case("as many segments in another pattern", "a<|im_start|>b", "<|im_start|>a<|im_end|>", (-1, -1, "unknown")),
    case("text where a special token was", "<|im_start|>user<|im_end|>", "<|im_start|>user\nx", (-1, -1, "early_stop")),
    case("another special token", USER + TURN, USER.replace("<|im_end|>", "<|endoftext|>") + TURN, (2, -1, "unknown")),
    case("another word of the model", USER + TURN, USER + TURN.replace("warm", "cold"), (5, 0, "unknown")),
    case("another word of the user", USER + TURN, USER.replace("How", "Why") + TURN, (1, -1, "unknown")),
    case("a word of the user behind a turn", USER + TURN + USER, USER + TURN + USER.replace("How", "Why"), (9, 0, "unknown")),
    case("the same text in other tokens", USER + f"{ASK}It is warm.{END}", [USER, ASK, "It", " is", " wa", "rm", ".", END]),
    case("other tokens before another word", USER + f"{ASK}It is warm now.{END}", [USER, ASK, "It", " is", " wa", "rm", " then", ".", END], (5, 0, "unknown")),
    case("another role", USER + TURN, USER + TURN.replace("assistant", "user"), (5, 0, "unknown")),
    case("a first segment without a special token", "assistant\nyes", "assistant\nno", (0, -1, "unknown")),
    case("hard and soft", USER + TURN, USER.replace("How", "Why") + TURN.replace("warm", "cold"), (1, -1, "unknown"), (5, 0, "unknown")),
    case("three turns, the second differs", USER + TURN + USER + TURN + USER + TURN,
         USER + TURN + USER + TURN.replace("warm", "cold") + USER + TURN, (13, 1, "unknown")),
    case("think tags are content", USER + f"{ASK}<think>\na\n</think>\n\nb{END}", USER + f"{ASK}<think>\nx\n</think>\n\nb{END}", (5, 0, "unknown")),
    case("cut thinking", USER + f"{ASK}It is warm.{END}{USER}", USER + f"{ASK}<think>\nLook.\n</think>\n\nIt is warm.{END}{USER}", (5, 0, "cut_thinking")),
    case("a dropped empty think block", USER + f"{ASK}Yes.{END}", USER + f"{ASK}<think>\n\n</think>\n\nYes.{END}", (5, 0, "cut_thinking")),
    case("arguments written anew", USER + f"{ASK}<tool_call>\n{{\"name\": \"w\", \"arguments\": {{\"city\": \"Oslo\", \"n\": 1.0}}}}\n</tool_call>{END}",
         USER + f"{ASK}<tool_call>\n{{\"name\":\"w\",\"arguments\":{{\"n\":1.0,\"city\":\"Oslo\"}}}}\n</tool_call>{END}", (5, 0, "reserialized_json")),
    case("other arguments", USER + f"{ASK}<tool_call>\n{{\"name\": \"w\", \"arguments\": {{\"city\": \"Oslo\"}}}}\n</tool_call>{END}",
         USER + f"{ASK}<tool_call>\n{{\"name\": \"w\", \"arguments\": {{\"city\": \"Rome\"}}}}\n</tool_call>{END}", (5, 0, "unknown")),
    case("white space at the end of a turn", USER + f"{ASK}It is warm.{END}", USER + f"{ASK}It is warm. \n\n{END}", (5, 0, "boundary_whitespace")),
    case("white space at the end of a user's text", USER, USER.replace("it?", "it? "), (1, -1, "boundary_whitespace")),
    case("an unclosed think block", USER + f"{ASK}Nothing.{END}", USER + f"{ASK}<think>\nLet me{END}", (5, 0, "unclosed_thinking")),
    case("a text that stops early", USER + f"{ASK}It is warm today.{END}", USER + f"{ASK}It is warm{END}", (5, 0, "early_stop")),
    case("characters outside the basic plane", USER + f"{ASK}so 🙂 yes{END}", USER + f"{ASK}so 🙁 yes{END}", (5, 0, "unknown")),
]


def utf16_length(text):
    return len(text.encode("utf-16-le")) // 2


def common_prefix(left, right):
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def split(ids, special_ids):
    """Segments as (start, end, is special)."""
    segments = []
    for index, token in enumerate(ids):
        if token in special_ids:
            segments.append((index, index + 1, True))
        elif segments and not segments[-1][2]:
            segments[-1] = (segments[-1][0], index + 1, False)
        else:
            segments.append((index, index + 1, False))
    return segments


class Places:
    def __init__(self, tokenizer, bytes_of):
        self._tokenizer, self._bytes_of = tokenizer, bytes_of

    def first_token(self, ids, other):
        """The first token that brings a byte in which the two byte strings differ."""
        ours, theirs = b"".join(map(self._bytes_of, ids)), b"".join(map(self._bytes_of, other))
        left = common_prefix(ours, theirs)
        for index, token in enumerate(ids):
            left -= len(self._bytes_of(token))
            if left < 0:
                return index
        return len(ids)


def trimmed(ids, trim):
    while ids and ids[-1] in trim:
        ids = ids[:-1]
    return ids


def line_of(item, family, tokenizer, places):
    def encode(text):
        return tokenizer.encode(text) if isinstance(text, str) else [token for part in text for token in tokenizer.encode(part)]

    expected, actual = encode(item["expected"]), encode(item["actual"])
    family = dataclasses.replace(family, trailing_trim=family.trailing_trim + tuple(item["trailing"]))
    types = mismatches(expected, actual, family, tokenizer)
    if len(types) != len(item["found"]):
        raise SystemExit(f"{item['name']}: {types}")
    trim = {tokenizer.id_of(text) for text in family.trailing_trim}
    left, right = trimmed(expected, trim), trimmed(actual, trim)
    ours, theirs = split(left, tokenizer.special_ids), split(right, tokenizer.special_ids)
    found = []
    for kind, (segment, turn, cause) in zip(types, item["found"]):
        entry = {"type": kind, "segment_index": segment, "turn_index": turn, "cause": cause}
        if kind == "special_token_count":
            pair = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a[2] != b[2]), min(len(ours), len(theirs)))
            ends = [side[pair][0] if pair < len(side) else len(ids) for side, ids in ((ours, left), (theirs, right))]
            entry |= {"expected_token_index": ends[0], "actual_token_index": ends[1], "char_index": 0}
        else:
            a, b = left[slice(*ours[segment][:2])], right[slice(*theirs[segment][:2])]
            text, other = tokenizer.decode(a), tokenizer.decode(b)
            entry |= {
                "expected_text": text, "actual_text": other,
                "expected_token_index": ours[segment][0] + (0 if kind == "special_token_type" else places.first_token(a, b)),
                "actual_token_index": theirs[segment][0] + (0 if kind == "special_token_type" else places.first_token(b, a)),
                "char_index": 0 if kind == "special_token_type" else common_utf16(text, other),
            }
        found.append(entry)
    return {"name": item["name"], "expected_ids": expected, "actual_ids": actual,
            "trailing_ids": [tokenizer.id_of(text) for text in item["trailing"]], "mismatches": found}


def common_utf16(left, right):
    return common_prefix([left.encode("utf-16-le")[i:i + 2] for i in range(0, 2 * utf16_length(left), 2)],
                         [right.encode("utf-16-le")[i:i + 2] for i in range(0, 2 * utf16_length(right), 2)])


def byte_table(family):
    """The bytes of each id: byte-level vocabularies write a byte as one of 256 printable characters; added tokens are text."""
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table, extra = {chr(byte): byte for byte in printable}, 0x100
    for byte in range(256):
        if byte not in printable:
            table[chr(extra)] = byte
            extra += 1
    asset = json.loads((family.models / "tokenizer.json").read_bytes())
    pieces = {index: bytes(table[char] for char in piece) for piece, index in asset["model"]["vocab"].items()}
    pieces.update({token["id"]: token["content"].encode() for token in asset["added_tokens"]})
    return pieces


def main():
    family = FAMILIES["qwen3"]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with Tokenizer(family.models) as tokenizer, TARGET.open("w", encoding="utf-8", newline="\n") as file:
        places = Places(tokenizer, byte_table(family).__getitem__)
        for item in CASES:
            file.write(json.dumps(line_of(item, family, tokenizer, places), ensure_ascii=False) + "\n")
    print(f"{len(CASES)} cases")


if __name__ == "__main__":
    main()
