"""A client of Tito.Functions in one file; it needs Python 3.8 and numpy.

    tito = Tito("http://127.0.0.1:7071", key=None)
    session = tito.open(group="task-17", metadata={"epoch": "3"})
    ...            # the agent talks to session.base_url, with an OpenAI client, or session.root, with Anthropic's
    session.wait()
    session.close(reward=1.0)
    for sample in session.collect():
        sample.tokens, sample.loss_mask, sample.logprobs

docs/samples.md says what is in a sample, docs/trainers.md where trainers take it.
"""
import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence

import numpy as np

_DTYPES = {"U8": "u1", "I32": "<i4", "I64": "<i8", "F64": "<f8"}
_TENSORS = {"tokens": np.int64, "loss_mask": np.uint8, "rollout_log_probs": np.float64, "rollout_routed_experts": np.int32}


class TitoError(Exception):
    """The server refused: its status, its code and its sentence."""

    def __init__(self, status: Optional[int], code: Optional[str], message: str):
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


@dataclass
class Sample:
    """What a trainer learns from; n response tokens are the last n of `tokens`."""

    tokens: np.ndarray  # int64 [tokens]
    loss_mask: np.ndarray  # uint8 [response tokens], 1 where the model sampled and this sample trains
    logprobs: np.ndarray  # float64 [response tokens], natural logarithms, 0 where nobody sampled
    routed_experts: Optional[np.ndarray]  # int32 [tokens - 1, layers, top_k], or None
    fields: Dict[str, Any] = field(repr=False)  # response, status, weight_versions, metadata, reward, ...

    @property
    def status(self) -> str:
        return self.fields["status"]

    @property
    def reward(self) -> Any:
        return self.fields["reward"]

    @property
    def metadata(self) -> Dict[str, Any]:
        return self.fields["metadata"]

    @property
    def turns(self) -> List[Dict[str, Any]]:
        """Its turns: turn, start and end over `tokens`, times, sampling, and reward and metadata where they were said."""
        return self.metadata["tito_turns"]

    def turn_rewards(self) -> np.ndarray:
        """float64 [response tokens]: each turn's reward at its last sampled token, 0 elsewhere.

        That of a turn of which the sample has no token is at the last one that was sampled before it; where there is none, that is a
        ValueError.
        """
        rewards = np.zeros(len(self.loss_mask))
        prompt = len(self.tokens) - len(rewards)
        last = None
        for turn in self.turns:
            if turn["end"] > turn["start"]:
                last = turn["end"] - prompt - 1
            if turn.get("reward") is None:
                continue
            if last is None:
                raise ValueError(f"turn {turn['turn']} has the reward {turn['reward']}, and nothing was sampled up to it")
            rewards[last] += turn["reward"]
        return rewards


class Samples(List[Sample]):
    """Samples of a file, and what it says of them all."""

    def __init__(self, samples: Iterable[Sample], fields: Dict[str, Any]):
        super().__init__(samples)
        self.fields = fields  # empty_reason, session_metadata, ...

    @property
    def empty_reason(self) -> Optional[str]:
        """Why there are no samples: no_agent, all_truncated, no_records, all_failed, ...; None where there are some."""
        return self.fields.get("empty_reason")

    @property
    def failed(self) -> List[Dict[str, Any]]:
        """Of a file of many sessions: those that could not be read, each with its session_id and its error."""
        return [one for one in (self.fields.get("session_metadata") or {}).get("sessions", []) if "error" in one]


@dataclass
class SessionSamples:
    """A line of GET /samples: a session with its samples, or with the error for which it has none."""

    session_id: str
    samples: List[Sample]
    error: Optional[Dict[str, Any]]
    fields: Dict[str, Any] = field(repr=False)  # state, group, metadata, reward, closed_at, session_metadata, ...


class Session:
    """A session of the server."""

    def __init__(self, tito: "Tito", session_id: str):
        self._tito, self.id = tito, session_id
        self.root = f"{tito.url}/sessions/{urllib.parse.quote(session_id)}"  # for clients that add /v1 themselves
        self.base_url = f"{self.root}/v1"  # for OpenAI's clients

    def status(self) -> Dict[str, Any]:
        """What keeps the session from being complete."""
        return json.loads(self._ask("GET", "?records=none"))["metadata"]["status"]

    def wait(self, timeout: float = 600.0, states: Sequence[str] = ("complete",), every: float = 0.5) -> str:
        """Waits until the session is in one of the states, and says in which. That an agent has finished, only the agent knows."""
        end = time.monotonic() + timeout
        while True:
            state = self.status()["state"]
            if state in states:
                return state
            if time.monotonic() >= end:
                raise TimeoutError(f"session {self.id} is {state} after {timeout} s")
            time.sleep(every)

    def collect(self, **options: Any) -> "Samples":
        """The samples of the session: max_seq_len, picker, agents, kinds, metadata, ... as docs/samples.md has them; where there are
        none, `empty_reason` says why."""
        return read_samples(self._ask("POST", "/samples", options, accept="application/octet-stream"))

    def close(self, reward: Optional[float] = None, metadata: Optional[Dict[str, str]] = None) -> Dict[str, Any]:
        """Ends the session for good, and keeps what it earned and what is said of it; the last word counts."""
        return json.loads(self._ask("POST", "/close", _said(reward, metadata)))

    def annotate(self, turn: Any, reward: Optional[float] = None, metadata: Optional[Dict[str, str]] = None) -> Dict[str, Any]:
        """Says what a turn earned, after it happened: the turn by its number, or by the id of its answer."""
        return json.loads(self._ask("POST", f"/turns/{urllib.parse.quote(str(turn), safe='')}/annotate", _said(reward, metadata)))

    def abort(self) -> Dict[str, Any]:
        """Gives up the turns that are with an engine."""
        return json.loads(self._ask("POST", "/abort", {}))

    def delete(self) -> None:
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, body: Any = None, accept: str = "application/json") -> bytes:
        with self._tito._send(method, f"/sessions/{urllib.parse.quote(self.id)}{path}", body, accept) as answer:
            return answer.read()


class Tito:
    """A server: its key, and where it is a function app, the key that the app's host asks for."""

    def __init__(self, url: str, key: Optional[str] = None, timeout: float = 600.0, functions_key: Optional[str] = None):
        self.url, self._timeout = url.rstrip("/"), timeout
        keys = {"Authorization": key and f"Bearer {key}", "x-functions-key": functions_key}
        self._keys = {name: value for name, value in keys.items() if value is not None}

    def open(self, **settings: Any) -> Session:
        """Opens a session: id, group, metadata, policy, ... as docs/server.md has them."""
        with self._send("POST", "/sessions", settings) as answer:
            return Session(self, json.loads(answer.read())["session_id"])

    def session(self, session_id: str) -> Session:
        """A session that is there."""
        return Session(self, session_id)

    def collect(self, **query: Any) -> Iterator[SessionSamples]:
        """The samples of many sessions, one session at a time: state, closed, group, metadata (a dict), reward_min, reward_max, since,
        after, limit, max_seq_len, picker.

        An answer that is cut off is gone on with after the last whole line, and fails where not one more line came.
        """
        left = query.get("limit")
        for name, text in (query.pop("metadata", None) or {}).items():
            query[f"metadata.{name}"] = text
        while True:
            came = 0
            for line in self._lines(query):
                if line is None:
                    break
                if "end" in line:
                    if line["end"]["sessions"] != came:
                        raise TitoError(None, None, "the server sent another number of sessions than it says")
                    return
                came += 1
                query["after"] = line["session_id"]
                yield from_line(line)
            if came == 0:
                raise TitoError(None, None, "the server cut its answer off")
            if left is not None:
                left -= came
                if left == 0:
                    return
                query["limit"] = left

    def _lines(self, query: Dict[str, Any]) -> Iterator[Optional[Dict[str, Any]]]:
        words = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items() if value is not None}
        with self._send("GET", "/samples?" + urllib.parse.urlencode(words), None) as answer:
            try:
                for line in answer:
                    if not line.endswith(b"\n"):
                        break
                    yield json.loads(line)
            except (OSError, http.client.HTTPException):
                pass
        yield None

    def _send(self, method: str, path: str, body: Any, accept: str = "application/json"):
        headers = {"Accept": accept, **self._keys}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        try:
            return urllib.request.urlopen(request, timeout=self._timeout)
        except urllib.error.HTTPError as refused:
            try:
                error = json.loads(refused.read())["error"]
            except (ValueError, KeyError, TypeError):
                raise refused from None
            raise TitoError(refused.code, error.get("code"), error.get("message", "")) from None


def _said(reward: Optional[float], metadata: Optional[Dict[str, str]]) -> Dict[str, Any]:
    return {name: value for name, value in (("reward", reward), ("metadata", metadata)) if value is not None}


def read_tensors(file: bytes) -> Dict[str, np.ndarray]:
    """The tensors of a safetensors file, without a copy: https://github.com/huggingface/safetensors#format."""
    length = int.from_bytes(file[:8], "little")
    header = json.loads(file[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            data = memoryview(file)[8 + length + begin : 8 + length + end]
            values = np.frombuffer(data, _DTYPES[entry["dtype"]]) if end > begin else np.empty(0, _DTYPES[entry["dtype"]])
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def read_samples(file: bytes) -> Samples:
    """The samples of a file that the server or `tito samples --out x.safetensors` wrote."""
    tensors = read_tensors(file)
    meta = json.loads(tensors["_samples_meta"].tobytes())
    samples = [
        Sample(*(tensors.get(f"{name}.{index}") for name in _TENSORS), fields)
        for index, fields in enumerate(meta["samples"])
    ]
    return Samples(samples, {name: value for name, value in meta.items() if name != "samples"})


def from_line(line: Dict[str, Any]) -> SessionSamples:
    """A line of GET /samples, or of a file that `tito samples --out x.jsonl` wrote."""
    samples = [
        Sample(
            *(None if item[name] is None else np.asarray(item[name], dtype) for name, dtype in _TENSORS.items()),
            {name: value for name, value in item.items() if name not in _TENSORS},
        )
        for item in line.get("samples", [])
    ]
    return SessionSamples(
        line["session_id"], samples, line.get("error"), {name: value for name, value in line.items() if name != "samples"}
    )


def read_lines(path: str) -> Iterator[SessionSamples]:
    """The sessions of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield from_line(json.loads(line))
