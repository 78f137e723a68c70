"""The kinds of scenarios, as scripts of operations (docs/golden-scenarios.md has what each does)."""

_OPEN = [["first"], ["user"]]


def _kind(name, *script, seeded=True, tools=None, think=None, **opened):
    return {"name": name, "seeded": seeded, "tools": tools, "think": think, "open": opened, "script": [list(op) for op in script]}


def _more():
    return ["user"], ["turn", "text"]


def _no_more():
    return ["user"], ["refused", "text"]


def _spoiled(*ways):
    return [op for way in ways for op in (["spoil", way], ["refused", "text"])]


KINDS = [
    _kind("chat.kept", *_OPEN, ["turn", "text"], *_more(), *_more()),
    _kind("chat.forgotten", *_OPEN, ["turn", "text"], *_more(), ["forget"], *_more(), matcher="rendered"),
    _kind("chat.unthinking", *_OPEN, ["turn", "text"], *_more(), *_more(), think="off"),
    _kind("chat.odd", *_OPEN, ["turn", "odd"], ["user"], ["turn", "odd"], ["user"], ["turn", "text"], tools=0, unended="close"),
    _kind("tools.single", *_OPEN, ["turn", "call"], ["results"], ["turn", "text"], *_more(), tools=0),
    _kind("tools.parallel", *_OPEN, ["turn", "calls"], ["results"], ["turn", "text"], tools=0),
    _kind("tools.chained", *_OPEN, ["turn", "call"], ["results"], ["turn", "call"], ["results"], ["turn", "calls"], ["results"], ["turn", "text"], tools=0),
    _kind("tools.invalid", *_OPEN, ["turn", "broken"], ["results"], ["turn", "text"], *_more(), seeded=False, tools=0, unended="close"),
    _kind("tools.mid-task", *_OPEN, ["turn", "call"], ["results"], ["user"], ["turn", "call"], ["results"], ["turn", "text"], tools=0),
    _kind("system.reminder", *_OPEN, ["turn", "text"], ["system"], ["user"], ["turn", "text"], ["user"], ["system"], ["user"], ["turn", "text"]),
    _kind("assistant.injected", *_OPEN, ["turn", "text"], ["assistant"], ["user"], ["turn", "text"], *_more()),
    _kind("retry.same", *_OPEN, ["turn", "text"], *_more(), ["back", 1], ["turn", "text"], *_more()),
    _kind("retry.edited", *_OPEN, ["turn", "text"], *_more(), ["back", 1], ["edit"], ["turn", "text"], *_more()),
    _kind("rollback.deep", *_OPEN, ["turn", "text"], *_more(), *_more(), *_more(), ["back", 3], ["edit"], ["turn", "text"], policy="linear", max_rollback=3),
    _kind("rollback.named", *_OPEN, ["turn", "text"], *_more(), *_more(), ["rollback", 0], ["back", 2], ["edit"], ["turn", "text"], policy="linear"),
    _kind("rollback.forward", *_OPEN, ["turn", "text"], *_more(), *_more(), ["rollback", 0], ["rollback", 2], *_more(), policy="linear"),
    _kind("rollback.none", *_OPEN, ["turn", "text"], *_more(), ["back", 1], ["refused", "text"], policy="linear", max_rollback=0),
    _kind("branch", *_OPEN, ["turn", "call"], ["results"], ["save"], ["turn", "text"], *_more(), ["load"], ["user"], ["turn", "text"], ["load"], ["turn", "text"], policy="tree", tools=0),
    _kind("compaction", *_OPEN, ["turn", "text"], *_more(), ["clear"], ["first"], ["summary"], ["turn", "text"], *_more(), policy="tree"),
    _kind("side-request", *_OPEN, ["turn", "text"], ["save"], ["clear"], ["first"], ["user"], ["turn", "text"], ["load"], *_more(), policy="tree"),
    _kind("stop-string", *_OPEN, ["turn", "stop_text"], *_more(), ["user"], ["turn", "stop_text"], ["user"], ["turn", "text"]),
    _kind("stop-string.thought", *_OPEN, ["turn", "stop_thought"], *_more(), ["user"], ["turn", "stop_over"], ["user"], ["turn", "text"]),
    _kind("length.closed", *_OPEN, ["turn", "length"], *_more(), ["user"], ["turn", "length"], ["user"], ["turn", "text"], unended="close"),
    _kind("length.refused", *_OPEN, ["turn", "length"], ["user"], ["refused", "text"], ["back", 1], ["turn", "text"], *_more(), policy="linear"),
    _kind("unclosed", *_OPEN, ["turn", "unclosed"], *_more(), *_more(), unended="close"),
    _kind("foreign", *_OPEN, ["turn", "foreign"], *_more(), ["user"], ["turn", "foreign"], ["user"], ["turn", "text"]),
    _kind("after-stop", *_OPEN, ["turn", "after"], *_more(), ["user"], ["turn", "after"], ["user"], ["turn", "text"]),
    _kind("opener", *_OPEN, ["turn", "opener"], *_more(), ["user"], ["turn", "opener"], ["user"], ["turn", "text"]),
    _kind("boundary.sampled", *_OPEN, ["turn", "boundary"], *_more(), ["user"], ["turn", "boundary"], ["user"], ["turn", "text"]),
    _kind("special.in-text", ["first"], ["tricky"], ["turn", "text"], ["tricky"], ["turn", "text"], ["tricky"], ["turn", "text"]),
    _kind("tools.reordered", *_OPEN, ["turn", "calls"], ["reversed"], ["turn", "text"], *_more(), tools=0),
    _kind("unended.refused", *_OPEN, ["turn", "after"], ["user"], ["refused", "text"], unended="refuse"),
    _kind("run-on", *_OPEN, ["turn", "after"], *_more(), ["user"], ["turn", "stop_text"], ["user"], ["turn", "text"], unended="run_on"),
    _kind("inputs.refused", *_OPEN, ["turn", "text"], ["tools", 1], *_no_more(), ["tools", 0], *_more(), tools=0, policy="linear"),
    _kind("inputs.root", *_OPEN, ["turn", "text"], ["tools", 1], *_more(), ["tools", 0], *_more(), tools=0, policy="tree"),
    _kind("inputs.respelled", *_OPEN, ["turn", "call"], ["results"], ["tools", 4], ["turn", "text"], ["tools", 0], *_more(), tools=0),
    _kind("inputs.numbers", *_OPEN, ["turn", "text"], *_more(), tools=3),
    _kind("inputs.reordered", *_OPEN, ["turn", "text"], ["tools", 2], *_more(), ["tools", 0], *_more(), seeded=False, tools=0),
    _kind("inputs.kept", *_OPEN, ["turn", "text"], ["tools", 1], *_more(), ["tools", None], *_more(), tools=0, policy="linear", on_prompt_inputs="keep"),
    _kind("inputs.ignored", *_OPEN, ["turn", "text"], ["tools", 1], *_more(), ["tools", None], *_more(), tools=0, on_prompt_inputs="ignore"),
    _kind("respelled", *_OPEN, ["turn", "calls"], ["results"], ["respell"], ["turn", "text"], ["respell"], *_more(), tools=0, matcher="rendered"),
    _kind("dressed", *_OPEN, ["turn", "call"], ["results"], ["dress"], ["turn", "text"], ["dress"], *_more(), ["back", 1], ["edit"], ["turn", "text"], tools=0),
    _kind("cached", *_OPEN, ["turn", "call"], ["results"], ["cache"], ["turn", "text"], ["user"], ["cache"], ["turn", "text"], tools=0, matcher="rendered"),
    _kind("altered.refused", *_OPEN, ["turn", "text"], ["alter"], *_no_more(), policy="linear"),
    _kind("altered.branch", *_OPEN, ["turn", "text"], ["alter"], *_more(), policy="tree"),
    _kind("altered.allowed", *_OPEN, ["turn", "text"], ["alter"], *_more(), policy="linear", altered="branch"),
    _kind("history.left", *_OPEN, ["turn", "text"], *_more(), ["save"], ["back", 1], ["edit"], ["turn", "text"], ["load"], *_no_more(), policy="linear"),
    _kind("history.deep", *_OPEN, ["turn", "text"], *_more(), *_more(), ["back", 3], ["edit"], ["refused", "text"], policy="linear"),
    _kind("role.refused", *_OPEN, ["turn", "text"], ["stray"], ["refused", "text"], ["unstray"], *_more()),
    _kind("session.full", *_OPEN, ["turn", "text"], *_more(), *_no_more(), max_turns=2),
    _kind("session.closed", *_OPEN, ["turn", "text"], ["close"], *_no_more()),
    _kind("ghost", *_OPEN, ["turn", "text"], ["ghost"], *_more(), matcher="rendered"),
    _kind("repeat.replay", *_OPEN, ["turn", "text"], ["back", 1], ["repeat", 0], *_more(), repeat="replay", policy="linear"),
    _kind("matcher.strict", *_OPEN, ["turn", "call"], ["results"], ["turn", "text"], ["forget"], *_more(), tools=0, matcher="strict", policy="tree"),
    _kind("matcher.loose", *_OPEN, ["turn", "call"], ["results"], ["spread"], ["turn", "text"], *_more(), tools=0, matcher="loose_tool_call"),
    _kind("matcher.role", *_OPEN, ["turn", "call"], ["results"], ["forget"], ["turn", "text"], *_more(), tools=0, matcher="role_content_only"),
    # What only files have: other faces, engines that fail, keys, restarts.
    _kind("developer", ["developer"], ["user"], ["turn", "text"], ["developer"], ["user"], ["turn", "text"], ["unstray"], *_more(), seeded=False),
    _kind("restart", *_OPEN, ["turn", "call"], ["restart"], ["results"], ["turn", "text"], ["verify"], ["restart"], ["abort"], *_more(), ["verify"], seeded=False, tools=0),
    _kind("restart.owed", *_OPEN, ["turn", "text"], *_more(), ["restart"], ["back", 1], ["repeat", 1], *_more(), seeded=False, policy="linear"),
    _kind("key.repeated", *_OPEN, ["key", "k1"], ["turn", "text"], ["back", 1], ["key", "k1"], ["repeat", 0], ["back", 1], ["edit"], ["key", "k1"], ["refused", "text"], ["key", "k2"], ["turn", "text"], *_more(), seeded=False),
    _kind("fault.status", *_OPEN, ["fault", "status", 500], ["refused", "text"], ["turn", "text"], *_more(), seeded=False),
    _kind("fault.cut", *_OPEN, ["turn", "text"], ["user"], ["fault", "cut", 3], ["refused", "text"], ["turn", "text"], seeded=False),
    _kind("abort.refused", *_OPEN, ["key", "k1"], ["fault", "aborted", 4], ["refused", "text"], ["key", "k1"], ["turn", "text"], *_more(), seeded=False),
    _kind("abort.resumed", *_OPEN, ["fault", "resumed", 4], ["turn", "text"], *_more(), seeded=False, on_abort="resume"),
    _kind("invalid.body", ["first"], ["user"], *_spoiled("n", "prompt", "messages", "empty", "effort", "tools", "kwargs", "image"), ["turn", "text"], seeded=False),
    _kind("invalid.responses", *_OPEN, *_spoiled("conversation", "image", "item", "effort"), ["turn", "text"], seeded=False),
    _kind("invalid.anthropic", *_OPEN, *_spoiled("container", "image", "role", "edits"), ["turn", "text"], seeded=False),
    _kind("rollback.refused", *_OPEN, ["turn", "text"], ["rollback", 7], ["rollback", -1], ["user"], ["refused", "text"], seeded=False, policy="linear"),
    _kind("parts", ["first"], ["parts"], ["turn", "text"], ["parts"], ["turn", "call"], ["results"], ["parts"], ["turn", "text"], seeded=False, tools=0),
    _kind("effort", *_OPEN, ["effort", "high"], ["turn", "text"], *_more(), ["effort", "low"], *_no_more(), ["effort", "high"], *_more(), seeded=False, policy="linear"),
    _kind("stream", *_OPEN, ["stream"], ["turn", "calls"], ["results"], ["turn", "text"], ["user"], ["turn", "stop_text"], seeded=False, tools=0),
    _kind("tools.partial", *_OPEN, ["turn", "calls"], ["partial"], ["user"], ["turn", "text"], *_more(), seeded=False, tools=0),
    _kind("tools.orphan", *_OPEN, ["turn", "text"], ["orphan"], ["turn", "text"], ["unstray"], *_more(), seeded=False),
    _kind("responses.chained", *_OPEN, ["turn", "call"], ["results"], ["chain"], ["turn", "text"], ["user"], ["chain"], ["turn", "text"], seeded=False, tools=0, matcher="rendered"),
    _kind("faces.mixed", *_OPEN, ["face", "anthropic-messages"], ["turn", "call"], ["results"], ["face", "openai-responses"], ["turn", "text"], ["user"], ["face", "openai-chat"], ["turn", "text"], ["user"], ["face", "anthropic-messages"], ["turn", "text"], seeded=False, tools=0, matcher="rendered"),
    _kind("scripts", ["first"], *[op for i in range(19) for op in (["pick", 3 * i], ["pick", 3 * i + 1], ["pick", 3 * i + 2], ["turn", "text"])], seeded=False),
    _kind("long", *_OPEN, ["turn", "call"], ["flood", 2800], ["turn", "text"], *_more(), seeded=False, tools=0),
]
