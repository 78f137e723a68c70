"""Scenarios with one wrong place each, and the place that a replay has to name (docs/golden-scenarios.md)."""
from copy import deepcopy

import again
import layout


def of(model, path, scenario, counter):
    """Broken forms of a scenario: their paths and texts. `counter` goes through the ways to break one, three scenarios for each."""
    counter[0] += 1
    if counter[0] % 3:
        return
    said = again.messages_of(scenario)
    assert again.difference(model, scenario, said) is None, (path, again.difference(model, scenario, said))
    for attempt in range(len(_WAYS)):
        name, way = _WAYS[(counter[0] // 3 + attempt) % len(_WAYS)]
        changed = deepcopy(scenario)
        if way(changed) is None:
            continue
        changed["name"] = f"broken/{name}-{path.replace('/', '-')}"
        fails = again.difference(model, changed, said)
        if fails is None:
            continue  # As where the changed request is refused in any case.
        yield changed["name"], layout.text_of(changed | {"fails": fails})
        return


def of_header(path, scenario):
    """Another header than the answer has, and none where it has one."""
    for name, value in (("header", "kept; chat_template_kwargs"), ("header-none", None)):
        changed = deepcopy(scenario) | {"name": f"broken/{name}-{path.replace('/', '-')}"}
        headers = changed["steps"][1]["expect"]["headers"]
        assert headers["x-tito-prompt-inputs"] == "kept; tools"
        headers["x-tito-prompt-inputs"] = value
        yield changed["name"], layout.text_of(changed | {"fails": {"step": 1, "at": "message"}})


def of_form(scenario):
    """Files that cannot be read as a scenario."""
    for name, change in _FORMS.items():
        changed = deepcopy(scenario) | {"name": f"broken/format-{name}"}
        change(changed)
        yield f"broken/format-{name}", layout.text_of(changed | {"fails": {"step": -1, "at": "format"}})
    whole = layout.text_of(deepcopy(scenario) | {"name": "broken/format-json-cut", "fails": {"step": -1, "at": "format"}})
    yield "broken/format-json-cut", whole[:len(whole) // 2]
    for name, found, put in (("twice", '"kind":', '"kind":"chat.kept","kind":'), ("comma", '"steps":[', '"steps":[,')):
        lines = layout.lines_of(deepcopy(scenario) | {"name": f"broken/format-json-{name}"})
        yield f"broken/format-json-{name}", layout.sealed([line.replace(found, put, 1) for line in lines])
    yield "broken/format-json-empty", ""
    yield "broken/format-seal-byte", whole.replace('"kind":"chat.', '"kind":"chit.', 1).replace("format-json-cut", "format-seal-byte")
    lines = layout.lines_of(deepcopy(scenario) | {"name": "broken/format-seal-line", "fails": {"step": -1, "at": "format"}})
    yield "broken/format-seal-line", layout.sealed(lines).replace('", "', '", "0000000', 1)


def _turns(scenario):
    return [step for step in scenario["steps"] if "turn" in step["expect"]]


def _last_turn(scenario):
    turns = _turns(scenario)
    return turns[-1]["expect"]["turn"] if turns else None


def _token(scenario):
    turn = _last_turn(scenario)
    if turn is None or not turn["prompt"]:
        return None
    turn["prompt"][len(turn["prompt"]) // 2] += 1
    return True


def _missing_token(scenario):
    turn = _last_turn(scenario)
    if turn is None or not turn["prompt"]:
        return None
    turn["prompt"].pop()
    for name in ("origins", "loss_mask", "prompt_count"):
        del turn[name]
    return True


def _set(name, value):
    def way(scenario):
        turn = _last_turn(scenario)
        if turn is None:
            return None
        before = deepcopy(turn[name])
        turn[name] = value(before)
        return turn[name] != before or None
    return way


def _origin(runs):
    return [runs[0] | {"origin": "environment" if runs[0]["origin"] != "environment" else "splice"}, *runs[1:]]


def _flip(digest):
    return ("0" if digest[0] != "0" else "1") + digest[1:]


def _message(scenario):
    turns = _turns(scenario)
    if not turns:
        return None
    turns[-1]["expect"]["message"]["content"] += "!"
    return True


def _refused(scenario):
    turns = _turns(scenario)
    if not turns:
        return None
    turns[-1]["expect"] = {"status": 400, "error": "history_mismatch"}
    return True


def _expectation(change):
    def way(scenario):
        refused = [step for step in scenario["steps"] if "error" in step["expect"]]
        if not refused:
            return None
        refused[0]["expect"] |= change
        return True
    return way


def _sample(change):
    def way(scenario):
        for step in reversed(_turns(scenario)):
            if len(step["samples"]) == 1 and step["samples"][0]["ids"]:
                change(step["samples"])
                return True
        return None
    return way


def _logprob(samples):
    samples[0]["logprobs"][-1] -= 1 / 64


def _body(scenario):
    """Another text of the user in the first request."""
    body = scenario["steps"][0]["body"]
    for message in body.get("messages") or body.get("input") or ():
        if message.get("role") == "user" and isinstance(message["content"], str):
            message["content"] += " Please."
            return True
    return None


def _tool(scenario):
    for step in scenario["steps"]:
        for tool in (step.get("body") or {}).get("tools") or ():
            function = tool.get("function", tool)
            if function.get("description"):
                function["description"] += "."
                changed = True
    return locals().get("changed")


def _session(name, value):
    def way(scenario):
        if name not in scenario["expect"]:
            return None
        scenario["expect"][name] = value(scenario["expect"][name])
        return True
    return way


_WAYS = (
    ("token", _token), ("token-missing", _missing_token), ("parent", _set("parent", lambda parent: parent + 1)),
    ("replaced", _set("replaced_count", lambda count: count + 1)), ("origins", _set("origins", _origin)),
    ("mask", _set("loss_mask", lambda runs: [runs[0] - 1, runs[1] + 1, *runs[2:]] if runs[0] and len(runs) > 1 else runs)),
    ("end", _set("end", lambda end: "length" if end != "length" else "stop_token")), ("message", _message),
    ("digest", _set("digest", _flip)), ("status", _refused), ("status-other", _expectation({"status": 418})),
    ("error", _expectation({"error": "invalid_json"})), ("engine-less", _sample(lambda samples: samples.append(samples[0]))),
    ("logprob", _sample(_logprob)),
    ("user-text", _body), ("tool-text", _tool), ("genesis", _session("genesis", _flip)),
    ("mismatches", _session("mismatches", lambda found: [*found, "special_token_type"])), ("tip", _session("digest", _flip)),
    ("active", _session("active", lambda active: active + 1)))


def _unknown(scenario):
    scenario["surprise"] = 1


def _without(name):
    def change(scenario):
        del scenario[name]
    return change


def _with(name, value):
    def change(scenario):
        scenario[name] = value
    return change


def _in_step(name, value):
    def change(scenario):
        scenario["steps"][0][name] = value
    return change


def _in_sample(scenario):
    scenario["steps"][0]["samples"][0]["logprobs"].pop()


def _in_runs(scenario):
    scenario["steps"][0]["expect"]["turn"]["origins"][0]["count"] += 1


_FORMS = {
    "unknown": _unknown, "version": _with("version", 2), "name-missing": _without("name"), "steps-none": _with("steps", []),
    "steps-missing": _without("steps"), "time": _with("opened_at", "yesterday"), "open-list": _with("open", []), "do": _in_step("do", "dance"),
    "body-missing": _in_step("body", None), "face-number": _in_step("face", 7), "samples-object": _in_step("samples", {}),
    "logprob-missing": _in_sample, "runs": _in_runs, "expect-missing": _without("expect"), "status-low": _in_step("expect", {"status": 99}),
    "repeats-later": _in_step("expect", {"status": 200, "repeats": 5}), "error-and-turn": _in_step("expect", {"status": 400, "error": "x", "repeats": 0}),
    "ids-negative": _in_step("samples", [{"ids": [-1], "logprobs": [-0.5], "finish_reason": "stop", "stop_token": None, "stop_text": None, "weight_version": None}]),
}
