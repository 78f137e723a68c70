"""usage: /usr/bin/python3 vectors.py [FAMILY...]

Writes tests/Golden/corpus/conformance: scenarios as vectors that any session server can be asked (docs/conformance.md).
"""
import json
import sys
from copy import deepcopy

from paths import CORPUS
from contracts import CONTRACTS
from exact_json import canonical
from kinds import KINDS, _OPEN, _kind, _more
from models import Model
from play import Player
from splitmix import SplitMix

VECTORS = CORPUS.parent / "conformance"
FORMAT = "tito.conformance-vector"
_POLICIES = ("linear", "tree")
_CLOCKED = {"gptoss"}  # Its template writes today's date into the prompt, and no client sets a server's clock.

# What a server has to have for a kind, besides what the requests themselves show.
NEEDS = {
    "chat.kept": [], "chat.forgotten": ["forgotten_reasoning"], "chat.unthinking": ["template_arguments"], "tools.single": [],
    "tools.parallel": [], "tools.chained": [], "tools.mid-task": [], "tools.reordered": [], "tools.invalid": ["closed_turns"], "tools.partial": [],
    "system.reminder": [], "assistant.injected": [], "retry.same": ["rollback"], "retry.edited": ["rollback"], "rollback.deep": ["deep_rollback"],
    "branch": ["branches"], "compaction": ["branches"], "side-request": ["branches"], "stop-string": ["stop_strings"],
    "length.closed": ["closed_turns"], "unclosed": ["closed_turns"], "foreign": ["closed_turns"], "after-stop": ["closed_turns"],
    "boundary.sampled": [], "special.in-text": [], "respelled": ["respelled_messages"], "ghost": ["respelled_messages"],
    "role.refused": ["refused_roles"], "history.deep": ["refused_history"], "key.repeated": ["idempotency_keys"], "fault.status": [],
    "fault.cut": [], "abort.refused": ["idempotency_keys"], "abort.resumed": ["resumed_aborts"], "parts": [], "scripts": [], "long": [],
}
_FEW = {"chat.kept", "tools.single", "tools.parallel", "tools.chained", "system.reminder", "retry.edited", "branch", "boundary.sampled",
        "special.in-text", "fault.cut", "lost.answer", "lost.connection"}

# Answers that never reach their client, which sends the turn again.
_LOST = [
    _kind("lost.answer", *_OPEN, ["turn", "text"], ["user"], ["lose", "answer"], ["again"], *_more()),
    _kind("lost.connection", *_OPEN, ["turn", "text"], ["user"], ["lose", "connection"], ["again"], *_more()),
    _kind("lost.first", *_OPEN, ["lose", "answer"], ["again"], *_more()),
    _kind("lost.twice", *_OPEN, ["turn", "text"], ["user"], ["lose", "answer"], ["relose", "connection"], ["again"], *_more()),
    _kind("lost.tools", *_OPEN, ["turn", "call"], ["results"], ["lose", "answer"], ["again"], *_more(), tools=0),
    _kind("lost.answer-keyed", *_OPEN, ["turn", "text"], ["user"], ["lose", "answer", "k1"], ["again"], *_more()),
    _kind("lost.connection-keyed", *_OPEN, ["turn", "text"], ["user"], ["lose", "connection", "k1"], ["again"], *_more()),
]


class VectorPlayer(Player):
    """A scenario's player that also loses answers. The oracle's session takes a turn for each time that one is asked for."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.lost, self.retries, self.keys, self.told = {}, {}, {}, []
        self._pending, self._attempt_key, self._avoided = None, None, set()

    @property
    def steps(self):
        return self._steps

    @property
    def name(self):
        return self._kind["name"]

    def _do_lose(self, how, key=None):
        self._pending, self._attempt_key, self._avoided = len(self._steps), key, set()
        self._ask_lost(how)

    def _do_relose(self, how):
        self.retries[len(self._steps)] = self._pending
        self._ask_lost(how)

    def _ask_lost(self, how):
        number = self._ask("text")
        self.lost[number], self.keys[number] = how, self._attempt_key

    def _do_again(self):
        number = len(self._steps)
        self.retries[number], self.keys[number] = self._pending, self._attempt_key
        self._do_turn("text")
        self._pending, self._attempt_key, self._avoided = None, None, set()

    def _answer(self, group):
        """Answers of one turn's attempts differ in what they say, so that it is seen which of them a client got."""
        while True:
            answer = super()._answer(group)
            said = answer.content.strip()
            if self._pending is None or (said and said not in self._avoided):
                self._avoided.add(said)
                return answer

    def _copy(self, number):
        copied = super()._copy(number)
        self.told.append((copied, number))
        return copied

    def _body(self):
        """The messages that a client was told, by the step that told them: two that say the same may be told by different ones."""
        body = super()._body()
        self.sent = deepcopy(body)
        assert len(self._messages) == len(body["messages"])
        self.sent["messages"] = [self._named(kept) or sent for kept, sent in zip(self._messages, self.sent["messages"])]
        return body

    def _named(self, kept):
        return next((f"$message.{number}" for copied, number in self.told if copied is kept), None)

    def _ask(self, group):
        number = super()._ask(group)
        self._steps[number]["sent"] = self.sent
        return number


def vector(model, pools, kind, seed, policy):
    player = VectorPlayer(model, pools, kind, SplitMix(seed), "openai-chat", "sglang", {"policy": policy, "matcher": "rendered"} | kind["open"])
    scenario = player.play(f"{model.name}/{kind['name'].replace('.', '-')}")
    steps_of, turns = [], []
    for number, step in enumerate(player.steps):
        assert step["do"] == "turn"
        turns.append(_turn(player, number, step, steps_of, turns))
        if "turn" in step["expect"]:
            steps_of.append(number)
    needs = NEEDS.get(kind["name"], ["rollback"] + (["idempotency_keys"] if "keyed" in kind["name"] else [])) + _shown(player)
    return {"format": FORMAT, "version": 1, "name": scenario["name"], "kind": kind["name"], "family": model.name, "model": model.name,
            "needs": needs, "open": player.opened, "turns": turns}


def _turn(player, number, step, steps_of, turns):
    turn = {"key": step["key"] or player.keys.get(number), "lost": player.lost.get(number), "retries": player.retries.get(number),
            "request": step["sent"], "samples": step["samples"]}
    want = step["expect"]
    if "turn" in want:
        added, parent = want["turn"], want["turn"]["parent"]
        prompt = {"after": -1 if parent < 0 else steps_of[parent], "cut": added["replaced_count"], "ids": added["prompt"]}
        expect = {"outcome": "answered", "prompt": prompt, "message": _said(want["message"])}
    elif "repeats" in want:
        expect = {"outcome": "repeated", "repeats": want["repeats"]}
    else:
        expect = {"outcome": "failed" if step["samples"] else "refused"}
    # Of two attempts under one key the second is told what the first became, if that came to an end.
    first = turn["retries"]
    if first is not None and turn["key"] and turns[first]["lost"] == "answer":
        turn["samples"], expect = [], {"outcome": "repeated", "repeats": first}
    return turn | {"expect": expect}


def _said(message):
    """What an answer says, without the ids that a server may make as it likes."""
    calls = [{"name": call["function"]["name"], "arguments": call["function"]["arguments"]} for call in message.get("tool_calls", [])]
    return {"content": message["content"], "reasoning": message.get("reasoning_content"), "calls": calls}


def _shown(player):
    """The roles of messages that follow a turn; in some kinds the model's own come back in another spelling."""
    roles = set()
    for step in player.steps:
        messages = step["sent"]["messages"]
        first = next((i for i, message in enumerate(messages) if _role(message) == "assistant"), len(messages))
        roles |= {_role(message) for message in messages[first:] if not isinstance(message, str)}
    if player.name not in ("assistant.injected",):
        roles.discard("assistant")
    return [f"{role}_after_turn" for role in ("user", "system", "assistant") if role in roles]


def _role(message):
    return "assistant" if isinstance(message, str) else message["role"]


def text_of(made):
    """A turn on a line."""
    head = ",\n".join(f"{canonical(name)}:{canonical(value)}" for name, value in made.items() if name != "turns")
    return "{" + head + ',\n"turns":[\n' + ",\n".join(map(canonical, made["turns"])) + "\n]}\n"


def main(families):
    pools = json.loads((CORPUS / "pools.json").read_text("utf-8"))
    count = 0
    for number, name in enumerate(CONTRACTS):
        if name in _CLOCKED or (families and name not in families):
            continue
        folder = VECTORS / name
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.glob("*.json"):
            file.unlink()
        kinds = [kind for kind in [*KINDS, *_LOST] if kind in _LOST or kind["name"] in NEEDS]
        with Model(name) as model:
            models = VECTORS / "models"
            models.mkdir(exist_ok=True)
            (models / f"{name}.json").write_text(json.dumps(model.file(), ensure_ascii=False, indent=1) + "\n", "utf-8")
            for index, kind in enumerate(kinds):
                if name != "qwen3" and kind["name"] not in _FEW:
                    continue
                made = vector(model, pools, kind, 2_000_000 + 1000 * number + index, _POLICIES[index % 2])
                (folder / f"{kind['name'].replace('.', '-')}.json").write_text(text_of(made), "utf-8", newline="\n")
                count += 1
    print(f"{count} vectors")


if __name__ == "__main__":
    main(sys.argv[1:])
