"""Takes a scenario that is written down once more: what becomes of its steps when something in it is another."""
from answers import Answer
from session import Session

# In this order a replay looks; the first that differs is named.
_TURN = (("parent", "parent"), ("replaced_count", "replaced"), ("prompt", "token"), ("prompt_count", "token"), ("token_count", "token"),
         ("origins", "origins"), ("loss_mask", "mask"), ("end", "end"))
_SESSION = (("genesis", "genesis"), ("mismatches", "mismatches"), ("digest", "digest"), ("active", "parent"))


def difference(model, changed, said):
    """Where a replay of a changed scenario leaves the expectations in it, or None; `said` are the messages of the scenario as it was."""
    session = Session(model, changed["opened_at"], changed["open"])
    for number, step in enumerate(changed["steps"]):
        asked = []
        found = _step(session, number, step, said.get(number), asked)
        place = _of_step(step["expect"], found) or ({"at": "engine"} if step["do"] == "turn" and "repeats" not in found and len(asked) != len(step["samples"]) else None)
        if place:
            return {"step": number, **place}
    found = session.outcome()
    for name, at in _SESSION:
        if name in changed["expect"] and changed["expect"][name] != found.get(name):
            return {"step": -1, "at": at}
    return None


def messages_of(scenario):
    """What the answer of each step says."""
    return {number: step["expect"]["message"] for number, step in enumerate(scenario["steps"]) if "message" in step["expect"]}


def _step(session, number, step, said, asked):
    if step["do"] == "turn":
        return session.turn(number, step, lambda _: _sampled(step["samples"], said, asked))
    return {"rollback": lambda: session.rollback(step["body"]["turn"]), "close": session.close, "restart": session.restart,
            "verify": lambda: {"status": 200}, "abort": lambda: {"status": 200}}[step["do"]]()


def _sampled(samples, said, asked):
    ids, logprobs = [], []
    for sample in samples:
        asked.append(sample)
        fault = sample.get("fault")
        if fault == "status":
            return Answer([], [], error=(sample["status"], "engine_error"))
        if fault == "cut":
            return Answer([], [], error=(503, "engine_unreachable"))
        if fault == "aborted" and len(samples) == 1:
            return Answer([], [], error=(503, "engine_aborted"))
        ids, logprobs = ids + sample["ids"], logprobs + sample["logprobs"]
        if fault is None:
            break
    calls = [(call["function"]["name"], call["function"]["arguments"], call["id"]) for call in said.get("tool_calls", [])]
    return Answer(ids, logprobs, sample["finish_reason"], sample["stop_token"], sample["stop_text"], sample["weight_version"],
                  said.get("reasoning_content"), said["content"], calls)


def _of_step(want, found):
    if want["status"] != found["status"] or ("repeats" in want) != ("repeats" in found) or want.get("repeats") != found.get("repeats"):
        return {"at": "status"}
    if want.get("error") != found.get("error"):
        return {"at": "error"}
    for name, at in _TURN:
        if name in want.get("turn", {}) and want["turn"][name] != found["turn"][name]:
            return {"at": at} | ({"index": _first(want["turn"]["prompt"], found["turn"]["prompt"])} if at == "token" else {})
    if "message" in want and want["message"] != found["message"]:
        return {"at": "message"}
    if "digest" in want.get("turn", {}) and want["turn"]["digest"] != found["turn"]["digest"]:
        return {"at": "digest"}
    return None


def _first(left, right):
    return next((i for i, (one, other) in enumerate(zip(left, right)) if one != other), min(len(left), len(right)))
