"""Plays a script of operations against the oracle's session and writes down the scenario that it makes (docs/golden-scenarios.md)."""
import hashlib
import json
from copy import deepcopy

import answers
import modes
from answers import Answer, Writer, logprobs
from exact_json import plain
from faces import Request, body_of
from session import Session
from spoils import spoil

FORMAT = "tito.golden-scenario"


class Player:
    """One scenario while it is made. Each number that decides something is drawn from `rng`, in the order of the operations."""

    def __init__(self, model, pools, kind, rng, face="openai-chat", wire="sglang", opened=None, weights=None, streamed=False):
        self._model, self._pools, self._kind, self._rng = model, pools, kind, rng
        self._family = pools["families"][model.name]
        self._writer = Writer(model, pools["bytes"])
        self._face, self._wire, self._weights = face, wire, weights
        self._opened_at = rng.of(pools["dates"])
        policy, matcher = rng.of(pools["policies"]), rng.of(pools["matchers"])
        self.opened = {"policy": policy, "matcher": matcher} | kind["open"] | (opened or {})
        self._session = Session(model, self._opened_at, self.opened)
        self._is_off = kind["think"] == "off"
        self._toolset = kind["tools"]
        self._messages, self._saved = [], []
        self._steps, self._said = [], []
        self._effort, self._key, self._fault, self._spoil = None, None, None, None
        self._is_streamed, self._is_chained = streamed, False
        self._is_heeding, self._changes = False, []

    def play(self, name):
        for operation, *arguments in self._kind["script"]:
            getattr(self, "_do_" + operation)(*arguments)
        return {
            "format": FORMAT, "version": 1, "name": name, "kind": self._kind["name"], "family": self._model.name, "assets": self._model.name,
            "wire": self._wire, "opened_at": self._opened_at, "open": self.opened, "steps": self._steps, "expect": self._session.outcome()}

    # What the client does to its conversation

    def _do_first(self):
        """Most conversations begin with instructions."""
        if self._rng.below(4):
            self._messages.append({"role": "system", "content": self._rng.of(self._pools["systems"])})

    def _do_user(self):
        self._messages.append({"role": "user", "content": self._rng.of(self._pools["users"])})

    def _do_parts(self):
        texts = [self._rng.of(self._pools["users"]) or "?" for _ in range(2)]
        self._messages.append({"role": "user", "content": [{"type": "text", "text": text} for text in texts]})

    def _do_system(self):
        role = "system" if "system" in self._family["roles"] else "user"
        self._messages.append({"role": role, "content": self._rng.of(self._pools["systems"])})

    def _do_stray(self):
        """A message of a role that may not follow a turn here, or that no format knows."""
        role = "critic" if "system" in self._family["roles"] else "system"
        self._messages.append({"role": role, "content": self._rng.of(self._pools["systems"])})

    def _do_unstray(self):
        while self._messages[-1]["role"] != "assistant":
            self._messages.pop()

    def _do_assistant(self):
        self._messages.append({"role": "assistant", "content": self._rng.of(self._pools["contents"])})

    def _do_ghost(self):
        self._messages.insert(len(self._messages) - 1, {"role": "assistant", "content": ""})

    def _do_results(self):
        for call in self._messages[-1].get("tool_calls", []):
            self._messages.append({"role": "tool", "tool_call_id": call["id"], "content": self._rng.of(self._pools["results"])})

    def _do_reversed(self):
        """Results in another order than their calls."""
        calls = self._messages[-1].get("tool_calls", [])
        self._messages += [
            {"role": "tool", "tool_call_id": call["id"], "content": self._rng.of(self._pools["results"])} for call in reversed(calls)]

    def _do_partial(self):
        call = self._messages[-1]["tool_calls"][0]
        self._messages.append({"role": "tool", "tool_call_id": call["id"], "content": self._rng.of(self._pools["results"])})

    def _do_orphan(self):
        self._messages.append({"role": "tool", "tool_call_id": "call_nobody", "content": self._rng.of(self._pools["results"])})

    def _do_flood(self, count):
        """A result of a size that agents have: a file, a log."""
        call = self._messages[-1]["tool_calls"][0]
        words = [self._rng.of(self._pools["users"]) + " " + self._rng.of(self._pools["results"]) for _ in range(count)]
        self._messages.append({"role": "tool", "tool_call_id": call["id"], "content": "\n".join(words)})

    def _do_pick(self, number):
        self._messages.append({"role": "user", "content": self._pools["users"][number % len(self._pools["users"])]})

    def _do_tricky(self):
        self._messages.append({"role": "user", "content": self._rng.of(self._pools["tricky"])})

    def _do_back(self, count):
        """To before the answer that is so many from the end."""
        for _ in range(count):
            while self._messages.pop()["role"] != "assistant":
                pass

    def _do_edit(self):
        at = max(i for i, message in enumerate(self._messages) if message["role"] != "assistant")
        self._messages[at] = self._messages[at] | {"content": self._rng.of(self._pools["users"]) + " (again)"}

    def _do_alter(self):
        last = self._last_answer()
        self._messages[last] = self._messages[last] | {"content": self._messages[last]["content"] + " (altered)"}

    def _do_forget(self):
        self._messages = [{name: value for name, value in message.items() if name != "reasoning_content"} for message in self._messages]

    def _do_spread(self):
        self._messages = [_with_arguments(message) for message in self._messages]

    def _do_respell(self):
        """Reasoning under its other name, text that says nothing as null, arguments with white space before them."""
        self._messages = [_respelled(message) if message["role"] == "assistant" else message for message in self._messages]

    def _do_dress(self):
        """Fields that SDKs put into an answer, and that no template reads."""
        self._messages = [_dressed(message) if message["role"] == "assistant" else message for message in self._messages]

    def _do_cache(self):
        """Every text but the assistant's as a part with a mark for a provider's cache."""
        self._messages = [
            message | {"content": [{"type": "text", "text": message["content"], "cache_control": {"type": "ephemeral"}}]}
            if message["role"] != "assistant" and isinstance(message["content"], str) else message for message in self._messages]

    def _do_newlines(self):
        self._respell_last(lambda text: "\n\n" + text)

    def _do_spaces(self):
        self._respell_last(lambda text: text + " \n")

    def _respell_last(self, change):
        last = self._last_answer()
        self._messages[last] = self._messages[last] | {"content": change(self._messages[last]["content"])}

    def _do_part(self):
        """The results' texts in two parts each."""
        self._messages = [
            message | {"content": [{"type": "text", "text": message["content"] or "?"}, {"type": "text", "text": " (end)"}]}
            if message["role"] == "tool" else message for message in self._messages]

    def _do_join(self):
        """Texts in parts as one text, as the family's template writes them."""
        joint = self._model.form.joint
        self._messages = [
            message | {"content": (" " if joint is None else joint).join(part["text"] for part in message["content"])}
            if isinstance(message["content"], list) else message for message in self._messages]

    def _do_hollow(self, calls):
        """An assistant message without text and with such calls before the last answer."""
        self._messages.insert(self._last_answer(), {"role": "assistant", "content": "", "tool_calls": calls})

    def _do_interject(self):
        """An assistant message without text before the user's last one."""
        last = max(i for i, message in enumerate(self._messages) if message["role"] == "user")
        self._messages.insert(last, {"role": "assistant", "content": ""})

    def _do_late(self):
        """Results of calls that another answer followed, the last one's first."""
        calls = next(message["tool_calls"] for message in reversed(self._messages) if "tool_calls" in message)
        self._messages += [
            {"role": "tool", "tool_call_id": call["id"], "content": self._rng.of(self._pools["results"])} for call in reversed(calls)]

    def _do_developer(self):
        self._messages.append({"role": "developer", "content": self._rng.of(self._pools["systems"])})

    def _do_save(self):
        self._saved = list(self._messages)

    def _do_load(self):
        self._messages = list(self._saved)

    def _do_clear(self):
        self._messages = []

    def _do_summary(self):
        self._messages.append({"role": "user", "content": "Summary so far:\n" + self._rng.of(self._pools["contents"])})

    def _last_answer(self):
        return max(i for i, message in enumerate(self._messages) if message["role"] == "assistant")

    # How it asks

    def _do_tools(self, number):
        self._toolset = number

    def _do_spell(self):
        """The numbers of the tools as Python writes them: the same values in other letters."""
        self._toolset = plain(self._pools["toolsets"][self._toolset])

    def _do_bare(self):
        """The tools as functions alone."""
        self._toolset = [tool["function"] for tool in self._pools["toolsets"][self._toolset]]

    def _do_effort(self, level):
        self._effort = level

    def _do_key(self, key):
        self._key = key

    def _do_fault(self, *fault):
        self._fault = fault

    def _do_spoil(self, how):
        self._spoil = how

    def _do_heed(self):
        """From now on it is written down what the answers' headers say, and which place a refusal of a named answer."""
        self._is_heeding = True

    def _do_unsay(self):
        """The engine does not say at which token the next answer stopped."""
        self._changes.append(answers.unsaid)

    def _do_reopen(self):
        """The model ends its next message and opens one more, and there its tokens are all used up."""
        self._changes.append(lambda answer: answers.reopened(answer, self._model))

    def _do_face(self, face):
        self._face = face

    def _do_chain(self):
        """The next request names the answer before it, and brings what is new alone."""
        self._is_chained = True

    def _do_stream(self):
        self._is_streamed = True

    def _do_turn(self, group):
        """A request that is answered; where a rule of this family refuses it, its client has no answer."""
        number = self._ask(group)
        if self._steps[number]["expect"]["status"] == 200:
            self._messages.append(self._copy(number))

    def _do_refused(self, group):
        is_named = self._is_chained
        number = self._ask(group)
        if self._is_heeding:
            # What was refused is the answer that is named, and that is no item of the request.
            assert is_named and self._steps[number]["expect"]["error"] == "turn_truncated"
            self._steps[number]["expect"]["param"] = "input"
        assert self._steps[number]["expect"]["status"] != 200, self._steps[number]["expect"]

    def _do_repeat(self, earlier):
        """A request that the answer of an earlier step answers."""
        number = self._ask("text")
        assert self._steps[number]["expect"] == {"status": 200, "repeats": earlier}, self._steps[number]["expect"]
        self._messages.append(self._copy(number))

    def _ask(self, group):
        answer, given = self._answer(group), []
        step = {"do": "turn", "face": self._face, "stream": self._is_streamed, "key": self._key, "body": self._body(), "samples": given}
        number = len(self._steps)
        self._steps.append(step)
        step["expect"] = self._session.turn(number, step, lambda prompt: self._sampled(answer, prompt, given))
        if self._is_heeding and "turn" in step["expect"]:
            step["expect"]["headers"] = self._session.headers(number)
        self._key = self._fault = self._spoil = None
        self._is_chained, self._changes = False, []
        return number

    def _body(self):
        tools = self._pools["toolsets"][self._toolset] if isinstance(self._toolset, int) else self._toolset
        arguments = self._pools["off"] if self._is_off else None
        start = self._last_answer() + 1 if self._is_chained else 0
        body = body_of(
            self._face, Request(deepcopy(self._messages[start:]), tools, arguments, self._effort, {"stop": ["\nObservation:"]}), self._is_streamed)
        if self._is_chained:
            body["previous_response_id"] = f"$response.{max(self._said)}"
        if self._spoil:
            spoil(body, self._spoil)
        return body

    def _answer(self, group):
        """What the engine would give. It is drawn whether the engine is asked or not."""
        recipe = self._rng.of(self._family["answers"][modes.thinks(self._model.name, self._is_off) or "plain"][group])
        ids = self._writer.spelled(self._rng, recipe["pieces"])
        answer = Answer(
            ids, logprobs(self._rng, len(ids)), recipe["finish_reason"], recipe["stop_token"], recipe["stop_text"], self._weights, recipe["reasoning"],
            recipe["content"], [tuple(call) for call in recipe["calls"]])
        for change in self._changes:
            change(answer)
        return answer

    def _sampled(self, answer, prompt, given):
        """What the engine gives when it is asked, written into the step's samples, and what it says."""
        expected = modes.thinks(self._model.name, self._is_off)
        assert modes.of_prompt(self._model, prompt) == expected, (self._model.name, self._model.decode(prompt[-8:]), expected)
        ids = answer.ids
        if self._fault is None:
            given.append(answer.sample())
            return answer
        what, number = self._fault
        number = min(number, len(ids) - 1) if what != "status" else number
        first = {"fault": "aborted", "ids": ids[:number], "logprobs": answer.logprobs[:number]}
        if what == "status":
            given.append({"fault": "status", "status": number})
            answer.error = (number, "engine_error")
        elif what == "cut":
            given.append(first | {"fault": "cut", "after": number})
            answer.error = (503, "engine_unreachable")
        elif what == "aborted":
            given.append(first)
            answer.error = (503, "engine_aborted")
        else:
            given += [first, answer.sample() | {"ids": ids[number:], "logprobs": answer.logprobs[number:]}]
        return answer

    def _copy(self, number):
        """The answer as its client keeps it: the ids of calls that the server made are names of places."""
        turn = self._session.answer_of(number)
        self._said.append(number)
        message = dict(turn.messages[-1])
        if "tool_calls" in message:
            message["tool_calls"] = [
                call | {"id": call["id"] if _is_models(call["id"]) else f"$call.{turn.step}.{i}"} for i, call in enumerate(message["tool_calls"])]
        return message

    # What an operator does

    def _do_rollback(self, target):
        self._steps.append({"do": "rollback", "body": {"turn": target}, "expect": self._session.rollback(target)})

    def _do_close(self):
        self._steps.append({"do": "close", "expect": self._session.close()})

    def _do_restart(self):
        self._steps.append({"do": "restart", "expect": self._session.restart()})

    def _do_abort(self):
        """Nothing is with an engine between two steps."""
        self._steps.append({"do": "abort", "expect": {"status": 200}})

    def _do_verify(self):
        self._steps.append({"do": "verify", "expect": {"status": 200}})


def _is_models(id):
    return not (id.startswith("call_") and len(id) == 29)


def _dressed(message):
    dressed = {"role": "assistant", "refusal": None} | message | {"annotations": [], "audio": None, "function_call": None}
    if "tool_calls" in message:
        dressed["tool_calls"] = [{"index": i, **call} for i, call in enumerate(message["tool_calls"])]
    return dressed


def _with_arguments(message):
    """Arguments with white space before them are the same JSON."""
    if "tool_calls" not in message:
        return message
    return message | {"tool_calls": [
        call | {"function": call["function"] | {"arguments": "  " + call["function"]["arguments"]}} for call in message["tool_calls"]]}


def _respelled(message):
    changed = _with_arguments({name: value for name, value in message.items() if name != "reasoning_content"})
    if "reasoning_content" in message:
        changed["reasoning"] = message["reasoning_content"]
    return changed | ({"content": None} if message["content"] == "" else {})


def digest_of(scenario):
    """SHA-256 over the expectations (docs/golden-scenarios.md)."""
    lines = []
    for step in scenario["steps"]:
        want = step["expect"]
        if turn := want.get("turn"):
            lines.append(["turn", want["status"], turn["parent"], turn["replaced_count"], turn["prompt_count"], turn["token_count"], turn["end"], turn["digest"]])
        elif "repeats" in want:
            lines.append(["turn", want["status"], "repeats", want["repeats"]])
        else:
            lines.append([step["do"], want["status"], *([want["error"]] if "error" in want else [])])
    last = scenario["expect"]
    found = ",".join(last.get("mismatches", []))
    lines.append(["session", last["genesis"], last["digest"], last["active"], found])
    return hashlib.sha256("".join("\t".join(map(str, line)) + "\n" for line in lines).encode()).hexdigest()
