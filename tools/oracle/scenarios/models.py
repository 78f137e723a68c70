"""The models of the corpus: Qwen3's published files, and its vocabulary with another family's tokens behind it."""
import json
import re
import tempfile
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from types import SimpleNamespace

from paths import PUBLISHED
import deepseek
import digests
from contracts import CONTRACTS
from exact_json import canonical, plain
from jinja_environment import make_environment
from reference_messages import Rules
from rendered import FORMS
from rendering import wrap
from tokenizer import Tokenizer

NAME = "tito.golden-model"


class CannotRender(Exception):
    """The template or the format has no text for a conversation."""


class Model:
    """Use it as a context manager: leaving it ends the tokenizer's process."""

    def __init__(self, name):
        self.contract = CONTRACTS[name]
        self.form = FORMS[name]
        self._text = self.contract.template
        self._encoded, self._decoded = {}, {}

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        folder = PUBLISHED
        if self.contract.tokens:
            folder = Path(self._folder.name)
            folder.joinpath("tokenizer.json").write_bytes(extended((PUBLISHED / "tokenizer.json").read_bytes(), self.contract.tokens))
            folder.joinpath("tokenizer_config.json").write_text("{}", "utf-8")
        self._tokenizer = Tokenizer(folder).__enter__()
        self.named_tokens = self._tokenizer.named_tokens
        self._added = {token["content"]: token["id"] for token in json.loads(self._tokenizer.file)["added_tokens"]}
        self._marker = re.compile("(" + "|".join(re.escape(text) for text in sorted(self._added, key=len, reverse=True)) + ")")
        self._special = self._tokenizer.special_ids
        return self

    def __exit__(self, *_):
        self._tokenizer.__exit__()
        self._folder.cleanup()

    @cached_property
    def _knows_developers(self):
        return self.contract.is_encoder or "'developer'" in self._text

    @property
    def name(self):
        return self.contract.name

    @cached_property
    def genesis(self):
        shim = SimpleNamespace(
            name=self.name, template=SimpleNamespace(read_bytes=self._text.encode), fixed_arguments=self.contract.fixed)
        return digests.genesis(shim, self._tokenizer.file, self.named_tokens)

    def encode(self, text):
        if text not in self._encoded:
            self._encoded[text] = self._tokenizer.encode(text) if text else []
        return self._encoded[text]

    def decode(self, ids):
        ids = tuple(ids)
        if ids not in self._decoded:
            self._decoded[ids] = self._tokenizer.decode(list(ids))
        return self._decoded[ids]

    def id_of(self, text):
        return self._added[text] if text in self._added else self._tokenizer.id_of(text)

    def ids_of(self, texts):
        return [self.id_of(text) for text in texts]

    def known(self, texts):
        """The ids of those texts that are added tokens."""
        return [self._added[text] for text in texts if text in self._added]

    def pieces(self, text):
        """A text as the ids of added tokens and the texts between them."""
        return [self._added.get(piece, piece) for piece in self._marker.split(text) if piece]

    @cached_property
    def compared(self):
        """The tokenizer as the comparator is given it: with the tokens that part segments."""
        parting = set(self.ids_of(self.contract.only)) if self.contract.only else set(self._special)
        return SimpleNamespace(
            special_ids=parting - set(self.known(self.contract.within)), id_of=self.id_of, decode=self.decode)

    @property
    def comparator(self):
        return SimpleNamespace(trailing_trim=self.contract.trim, assistant_start=self.contract.start)

    def render(self, messages, tools, arguments, opened_at, generate):
        """The text of a conversation; raises CannotRender."""
        messages = [normalize(message, self.contract.parts == "listed", self._knows_developers) for message in messages]
        tools = [wrap(plain(tool)) for tool in tools or []]
        try:
            if self.contract.is_encoder:
                write = deepseek.v32 if self.name == "deepseekv32" else deepseek.v4
                return write(Rules(ours=True), messages, tools, plain(arguments), generate)
            return self._template(opened_at).render({
                **self.named_tokens, **plain(arguments), "messages": messages, "tools": tools or None, "add_generation_prompt": generate})
        except Exception as failed:  # noqa: BLE001 - a template may raise anything
            raise CannotRender(str(failed)) from failed

    @lru_cache(maxsize=64)  # noqa: B019 - a model lives as long as its process
    def _template(self, opened_at):
        return make_environment(datetime.fromisoformat(opened_at)).from_string(self._text)

    def file(self):
        """The model as the corpus has it."""
        return {
            "format": NAME, "version": 1, "name": self.name, "family": self.name, "tokenizer": "qwen3",
            "added_tokens": list(self.contract.tokens), "chat_template": self._text if self.contract.is_stand_in else None}


def extended(tokenizer_json, tokens):
    """A tokenizer.json with more special tokens: before the first ] after "added_tokens" an entry for each text that is none yet, with the
    next free id."""
    known = json.loads(tokenizer_json)["added_tokens"]
    highest, contents = max(token["id"] for token in known), {token["content"] for token in known}
    new = [text for text in tokens if text not in contents]
    entries = "".join(
        f',{{"id":{highest + 1 + i},"content":{json.dumps(text, ensure_ascii=False)},"single_word":false,"lstrip":false,"rstrip":false,'
        '"normalized":false,"special":true}' for i, text in enumerate(new))
    at = tokenizer_json.index(b"]", tokenizer_json.index(b'"added_tokens"'))
    return tokenizer_json[:at] + entries.encode() + tokenizer_json[at:]


def normalize(message, lists_parts, knows_developers):
    """A message as a template is given it (docs/families.md)."""
    message = plain(message)
    if message["role"] == "developer" and not knows_developers:
        message["role"] = "system"
    content = message.get("content")
    if content is None:
        content = ""
    elif isinstance(content, list):
        texts = [part["text"] for part in content]
        content = [{"type": "text", "text": text} for text in texts] if lists_parts else " ".join(texts)
    message["content"] = content
    if message["role"] == "assistant" and message.get("reasoning_content") in (None, "", []) and isinstance(message.get("reasoning"), str):
        message["reasoning_content"] = message["reasoning"]
    for call in message.get("tool_calls") or []:
        function = call.get("function")
        if isinstance(function, dict) and isinstance(function.get("arguments"), str):
            try:
                value = json.loads(function["arguments"])
            except ValueError:
                continue
            if isinstance(value, dict):
                function["arguments"] = value
    return message


def effective(contract, arguments, effort):
    """The template arguments: what the effort says, over it the request's own, over both the family's; None for none."""
    merged = {}
    implied = {}
    if effort is not None:
        if contract.levels is None or effort in contract.levels:
            implied["reasoning_effort"] = effort
        implied |= {"thinking": effort != "none", "enable_thinking": effort != "none"}
    for layer in (implied, arguments or {}):
        if layer.keys() & set(contract.group):
            merged = {name: value for name, value in merged.items() if name not in contract.group}
        merged |= layer
    for name, value in contract.fixed.items():
        if name in merged and canonical(merged[name]) != canonical(value):
            raise ValueError(f"{name} contradicts the family")
    return (merged | contract.fixed) or None
