"""The SentencePiece models of the corpus, and the configurations that they are read with."""
import collections
import io
import json
import pathlib
import subprocess

import sentencepiece

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
CORPUS = ROOT / "tests/Golden/corpus/tokenizers/sentencepiece"

IDENTITY = {"model_type": "bpe", "normalization_rule_name": "identity", "remove_extra_whitespaces": False}
FALLBACK = {**IDENTITY, "byte_fallback": True}
SYMBOLS = [
    "\n", "\n\n", "\n\n\n", "\t", "\u2581\u2581", "\u2581\u2581\u2581\u2581", "<table>", "</table>", "<start_of_turn>", "aa", "aab",
    "\U0001f600",
]

# As Llama 2, a model without bytes, as Gemma, one that removes spaces, one whose control tokens text could merge to.
TRAINED = {
    "llama": {**FALLBACK, "split_digits": True, "allow_whitespace_only_pieces": True},
    "unknown": IDENTITY,
    "gemma": {
        **FALLBACK, "add_dummy_prefix": False, "user_defined_symbols": SYMBOLS, "pad_id": 0, "eos_id": 1, "bos_id": 2, "unk_id": 3,
    },
    "spaces": {**FALLBACK, "remove_extra_whitespaces": True, "split_by_whitespace": False, "split_by_unicode_script": False},
    "control": {**FALLBACK, "control_symbols": ["[INST]", "[/INST]", "[INST", "INST]"], "split_by_unicode_script": False},
}

# Name: model, tokenizer_config.json.
CONFIGURED = {
    "llama-each": ("llama", {
        "legacy": True, "bos_token": "<s>", "eos_token": {"content": "</s>"}, "unk_token": "<unk>", "pad_token": None,
    }),
    "llama-first": ("llama", {"legacy": False, "add_prefix_space": True}),
    "unknown": ("unknown", {}),
    "gemma": ("gemma", {"bos_token": "<s>"}),
    "spaces-each": ("spaces", {}),
    "spaces-first": ("spaces", {"legacy": False}),
    "control": ("control", {"added_tokens_decoder": {
        "1": {"content": "<s>", "special": True, "lstrip": False, "rstrip": False, "single_word": False, "normalized": True},
        "800": {"content": "<think>", "special": False, "lstrip": False, "rstrip": False, "single_word": False, "normalized": False},
        "801": {"content": "<|end|>", "special": True, "lstrip": False, "rstrip": False, "single_word": False, "normalized": False},
    }}),
    "large": ("large", {}),
}


def generated(seed, count, special=()):
    """Yields texts of tools/oracle/tokenizers/texts.mjs."""
    command = ["node", str(HERE.parent / "tokenizers/lines.mjs"), str(seed), str(count), *special]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode != 0:
        raise SystemExit(f"{command[1]} failed")


def sentences():
    """What the models are trained on: generated texts line by line, and runs in which ties between merges are frequent."""
    for text in generated(7, 3000, ["</s>", "<unk>", "[INST]", "[/INST]"]):
        yield from text.split("\n")
    for unit in ["a", "ab", "ha", "=", "-", "0", "x ", "na", "ff", "</s>", "[INST] ", " "]:
        for length in range(2, 12):
            yield f"say {unit * length} and {unit * length}."


def train(vocab_size, options, lines):
    """The bytes of a model whose alphabet are the most frequent characters, a quarter of the vocabulary."""
    frequent = {character for character, _ in collections.Counter("".join(lines)).most_common(vocab_size // 4) if character != "\0"}
    kept = ["".join(character for character in line if character in frequent) for line in lines]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([line for line in kept if line.strip()]), model_writer=model, vocab_size=vocab_size, character_coverage=1.0,
        num_threads=1, minloglevel=2, **options)
    return model.getvalue()


def path_of(model):
    """Where a model lies: in the corpus, or, trained on demand, among the artifacts."""
    return ROOT / "artifacts/sentencepiece/large.model" if model == "large" else CORPUS / f"{model}.model"
