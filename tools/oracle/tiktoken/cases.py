"""usage: cases.py NAME SEED TEXTS ID_LISTS
Writes a line with the rank file and its configuration, then one case a line, as tools/oracle/sentencepiece/cases.py does it."""
import json
import pathlib
import random
import subprocess
import sys

import regex

import reference

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
CORPUS = ROOT / "tests/Golden/corpus/tokenizers/tiktoken"
LONGEST = 3000
# The regex module knows Unicode 15: what that has not assigned is left to the goldens of the Hugging Face tokenizers.
UNASSIGNED = regex.compile(r"\p{Cn}+")


def token(content, special=True):
    return {"content": content, "special": special, "lstrip": False, "rstrip": False, "single_word": False, "normalized": False}


# Name: pattern, how many ids after the ranks are reserved, the name that the rank file goes by, tokenizer_config.json.
CONFIGURED = {
    "cl100k": ("cl100k", 0, "cl100k_base.tiktoken", {"added_tokens_decoder": {"800": token("<|endoftext|>"), "802": token("<|fim|>")}}),
    "o200k": ("o200k", 0, "o200k_base.tiktoken", {"eos_token": None}),
    "kimi": ("kimi", 256, "tiktoken.model", {"tokenizer_class": "TikTokenTokenizer", "eos_token": "[EOS]", "added_tokens_decoder": {
        "760": token("[BOS]"), "761": token("[EOS]"), "770": token("<|im_end|>"), "780": token("<think>", special=False)}}),
    "glm4": ("cl100k", 0, "tokenizer.model", {"tokenizer_class": "ChatGLM4Tokenizer", "added_tokens_decoder": {
        "790": token("<|user|>"), "791": token("<|assistant|>")}}),
    "large-cl100k": ("cl100k", 0, "cl100k_base.tiktoken", {"added_tokens_decoder": {"100257": token("<|endoftext|>")}}),
    "large-o200k": ("o200k", 0, "o200k_base.tiktoken", {"added_tokens_decoder": {"199999": token("<|endoftext|>")}}),
}


def generated(seed, count, special=()):
    """Yields texts of tools/oracle/tokenizers/texts.mjs, cut where they are long."""
    command = ["node", str(HERE.parent / "tokenizers/lines.mjs"), str(seed), str(count), *special]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for line in process.stdout:
            yield UNASSIGNED.sub("", json.loads(line)[:LONGEST])
    if process.returncode != 0:
        raise SystemExit(f"{command[1]} failed")


def main(name, seed, texts, id_lists):
    pattern, reserved, known_as, config = CONFIGURED[name]
    path = ROOT / "artifacts/tiktoken" / known_as if name.startswith("large-") else CORPUS / "ranks.tiktoken"
    ranks = reference.read_ranks(path)
    specials = {item["content"]: (int(id_), item["special"]) for id_, item in config.get("added_tokens_decoder", {}).items()}
    named = {id_ for id_, _ in specials.values()}
    specials |= {f"<|reserved_token_{id_}|>": (id_, True) for id_ in range(len(ranks), len(ranks) + reserved) if id_ not in named}
    oracle = reference.Reference(ranks, pattern, specials)

    def write(item):
        decoded, skipped = oracle.decode(item["ids"]), oracle.decode(item["ids"], skip_special_tokens=True)
        item |= {} if decoded == item.get("text") else {"decoded": decoded}
        item |= {} if skipped == decoded else {"skipped": skipped}
        print(json.dumps(item, separators=(",", ":")))

    print(json.dumps({"file": path.name, "as": known_as, "config": config}, separators=(",", ":")))
    for text in generated(seed, texts, list(specials)[:8]):
        ids, plain = oracle.encode(text), oracle.encode(text, special_tokens=False)
        write({"text": text, "ids": ids} | ({} if plain == ids else {"plain": plain}))
    choose = random.Random(seed)
    known = sorted(oracle.bytes)
    for _ in range(id_lists):
        write({"ids": [choose.choice(known[:300] if choose.random() < 0.6 else known) for _ in range(choose.randrange(24))]})


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
