"""What an engine gives back: a message in the family's published format, in tokens that no tokenizer would choose."""
from dataclasses import dataclass, field

from formats import FAMILIES as FORMATS

_OBSERVED = "\nObservation:"


@dataclass
class Answer:
    ids: list
    logprobs: list
    finish_reason: str = "stop"
    stop_token: int | None = None
    stop_text: str | None = None
    weight_version: str | None = None
    reasoning: str | None = None
    content: str = ""
    calls: list = field(default_factory=list)  # (name, arguments, the model's own id or None)
    error: tuple | None = None

    def message(self, ids):
        """The assistant message; calls without an id of the model's get these."""
        message = {"role": "assistant", "content": self.content}
        if self.reasoning is not None:
            message["reasoning_content"] = self.reasoning
        if self.calls:
            message["tool_calls"] = [
                {"id": own or id, "type": "function", "function": {"name": name, "arguments": arguments}}
                for (name, arguments, own), id in zip(self.calls, ids)]
        return message

    def sample(self):
        """As a scenario has it."""
        return {"ids": self.ids, "logprobs": self.logprobs, "finish_reason": self.finish_reason, "stop_token": self.stop_token,
                "stop_text": self.stop_text, "weight_version": self.weight_version}


class Writer:
    """Writes answers of one family."""

    def __init__(self, model, byte_ids):
        self._model, self._bytes = model, byte_ids
        self.format = FORMATS[model.name]
        self._stops = model.contract.ends.stops

    def write(self, rng, thinks, reasoning=None, content="", calls=(), end="stop"):
        """An answer: `thinks` says what the prompt has: "opened", "closed" or None; `calls` are (name, arguments, id)."""
        format = self.format
        if not format.keeps_reasoning:
            reasoning = None
        text = self._text(thinks, reasoning, content, calls)
        stop = self._stop(bool(calls), end)
        if end == "stop_text":
            text = self._text(thinks, reasoning, content + _OBSERVED, ()).removesuffix("<|end_message|>")
        elif end == "boundary":
            # A special token of no format is a part of no message; one that is not special is its text.
            text = self._text(thinks, reasoning, f"{content} 1<|object_ref_start|>2<|fim_prefix|>3", ())
            content = f"{content} 12<|fim_prefix|>3"
        elif end == "stop_over":
            text = self._text(thinks, reasoning, content + _OBSERVED + " a", ()).removesuffix("<|end_message|>")
        elif end in ("unclosed", "stop_thought"):
            text, content, calls = self._unclosed(thinks, reasoning) + (_OBSERVED if end == "stop_thought" else ""), "", ()
        tail = {"stop": [stop], "opener": [stop], "boundary": [stop], "after": [stop, "\nHm", stop], "foreign": [self._foreign()]}.get(end, [])
        pieces = [*self._model.pieces(text), *(self._model.pieces(part)[0] if part else part for part in tail)]
        ids = self.spelled(rng, [piece for piece in pieces if piece != ""])
        return Answer(
            ids, logprobs(rng, len(ids)), "length" if end in ("length", "unclosed") else "stop",
            ids[-1] if end in ("stop", "opener", "foreign", "boundary") else None, _OBSERVED if end.startswith("stop_") else None, None,
            reasoning, content, [(name, format.arguments(arguments), id if format.has_ids else None) for name, arguments, id in calls])

    def of_row(self, rng, row):
        """An answer of the parsers' goldens: a text, and what is read of it."""
        pieces = [piece for text in row["text"] for piece in self._model.pieces(text)]
        ids = self.spelled(rng, pieces)
        has_stop = any(token in self._model.ids_of(self._stops) for token in ids)
        return Answer(
            ids, logprobs(rng, len(ids)), "stop" if has_stop else "length", ids[-1] if has_stop else None, None, None,
            row["reasoning"], row["content"], [(call["name"], call["arguments"], call["id"]) for call in row["calls"]])

    def spelled(self, rng, pieces):
        """Tokens of pieces, each text cut at seeded places, and now and then a character written in bytes (docs/golden-scenarios.md)."""
        ids = []
        for piece in pieces:
            if isinstance(piece, int):
                ids.append(piece)
                continue
            for part in cut(rng, piece):
                if rng.below(8) == 0:
                    ids += [self._bytes[byte] for byte in part[0].encode()]
                    part = part[1:]
                ids += self._model.encode(part)
        return ids

    def _text(self, thinks, reasoning, content, calls):
        """The text without its stop token."""
        format = self.format
        _, text = format.turn(reasoning, content, list(calls))
        if thinks is None and hasattr(format, "think") and reasoning is not None and format.opens_in_prompt:
            text = format.think(reasoning) + text.removeprefix(format.thought(reasoning))
        for stop in (*self._stops, format.stop):
            text = text.removesuffix(stop)
        return text

    def _unclosed(self, thinks, reasoning):
        """Cut off while the model thinks, or in its first words where it does not think."""
        format = self.format
        if not format.keeps_reasoning:
            return ""
        if hasattr(format, "analysis"):
            return format.analysis(reasoning).removesuffix("<|end|>")
        if hasattr(format, "thinking"):
            return format.thinking(reasoning).removesuffix("<|end_message|>")
        return reasoning if thinks == "opened" else f"<think>{format.open_edge}{reasoning}"

    def _stop(self, calls, end):
        """The token with which the model ends its turn; where it opens the next message, "opener" is the one that nobody expects."""
        stops = self._stops
        if self._model.contract.rule == "opener":
            return stops[0] if calls != (end == "opener") else stops[1]
        if self._model.name == "gptoss":
            return stops[1] if calls else stops[0]
        return stops[-1] if end == "opener" else stops[0]

    def _foreign(self):
        """A token that ends texts and not this family's turns; where there is none, the family's own."""
        return next((text for text in self._model.contract.foreign_stops if self._model.known([text])), self._stops[0])


def unsaid(answer):
    answer.stop_token = None


def reopened(answer, model):
    """In the place of its stop token the answer has the end of its message and the opener of another one."""
    end, opener = model.ids_of([model.contract.ends.inner, model.contract.ends.bare])
    answer.ids = [*answer.ids[:-1], *([] if answer.ids[-2] == end else [end]), opener]
    answer.logprobs = [*answer.logprobs, -0.5][:len(answer.ids)]
    answer.finish_reason, answer.stop_token = "length", None


def cut(rng, text):
    """A text in pieces: one cut for each 12 characters or part of them, at seeded places."""
    if len(text) < 2:
        return [text]
    places = sorted({1 + rng.below(len(text) - 1) for _ in range((len(text) + 11) // 12)})
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)])]


def logprobs(rng, count):
    """From -1/64 to -255/64: float32 has them exactly."""
    return [-(1 + rng.below(255)) / 64 for _ in range(count)]
