"""Kinds of which no seed is made: what one family's template, or one rule of a session, makes of a client's habit. Each names its families, and is
played by a chat client."""
from kinds import _OPEN, _kind, _more, _no_more, _spoiled

_SAME = dict(seeded=False, matcher="rendered", policy="linear")

FILE_KINDS = [
    # Spellings of an answer, of a text in parts and of a result in parts, which some templates write alike and others do not.
    (_kind("matcher.newlines", *_OPEN, ["turn", "text"], ["newlines"], *_more(), ["newlines"], *_more(), **_SAME), ("qwen3", "qwennext", "deepseekv32")),
    (_kind("matcher.spaces", *_OPEN, ["turn", "text"], ["spaces"], *_more(), ["spaces"], *_more(), **_SAME),
     ("qwen3", "qwen35", "nemotron3", "glm47", "llama3")),
    (_kind("parts.joined", ["first"], ["parts"], ["turn", "text"], ["join"], *_more(), ["parts"], ["turn", "text"], ["join"], *_more(), **_SAME),
     ("qwen3", "qwen35", "kimi25", "minimax_m25", "gptoss", "inkling")),
    (_kind("results.joined", *_OPEN, ["turn", "calls"], ["results"], ["part"], ["turn", "text"], ["join"], *_more(), tools=0, **_SAME),
     ("qwen3", "minimax_m25", "minimax_m27", "inkling")),
    # How a turn ended, where the engine does not say which token it stopped at, or where the model has opened one more message.
    (_kind("foreign.unsaid", *_OPEN, ["unsay"], ["turn", "foreign"], *_more(), ["user"], ["unsay"], ["turn", "foreign"], *_more(), seeded=False),
     ("qwen3", "qwen35", "glm47", "kimi25", "llama3", "gptoss")),
    (_kind("length.bare", *_OPEN, ["reopen"], ["turn", "text"], *_more(), seeded=False, unended="close"), ("inkling",)),
    # Results that come when the model has spoken again, in another order than their calls.
    (_kind("tools.late", *_OPEN, ["turn", "calls"], ["user"], ["turn", "text"], ["late"], ["turn", "text"], *_more(), seeded=False, tools=0),
     ("qwen3", "kimi26", "deepseekv4")),
    (_kind("effort.low", *_OPEN, ["effort", "low"], ["turn", "text"], *_more(), seeded=False), ("qwen3", "deepseekv4", "gptoss")),
    # Empty messages that are none of a broken stream: with calls, or where no answer follows.
    (_kind("ghost.calls", *_OPEN, ["turn", "text"], ["hollow", []], *_more(), ["hollow", None], *_more(), **_SAME), ("qwen3", "glm47", "kimi25")),
    (_kind("ghost.called", *_OPEN, ["turn", "call"], ["results"], ["turn", "text"], ["hollow", [{
        "id": "call_more", "type": "function", "function": {"name": "look", "arguments": "{}"}}]], *_no_more(), tools=0, **_SAME), ("qwen3", "kimi26")),
    (_kind("ghost.apart", *_OPEN, ["user"], ["turn", "text"], ["interject"], *_more(), **_SAME), ("qwen3", "glm47", "minimax_m25")),
    (_kind("altered.tree", *_OPEN, ["turn", "text"], *_more(), ["alter"], *_no_more(), seeded=False, policy="tree", altered="refuse"), ("qwen3", "kimi26")),
    # What the headers say: inputs that were kept, and why turns were left behind.
    (_kind("inputs.told", ["heed"], *_OPEN, ["turn", "text"], ["tools", 1], *_more(), ["tools", None], *_more(), ["tools", 0], *_more(), tools=0,
           on_prompt_inputs="keep", **_SAME), ("qwen3", "deepseekv4")),
    (_kind("left.told", ["heed"], *_OPEN, ["turn", "text"], ["back", 1], ["tools", 1], ["turn", "text"], ["back", 1], ["turn", "text"], ["back", 1],
           ["effort", "high"], ["turn", "text"], ["back", 1], ["edit"], ["turn", "text"], *_more(), ["back", 1], ["turn", "text"], tools=0, **_SAME),
     ("qwen3", "gptoss")),
    # Tools whose numbers a client spells otherwise.
    (_kind("inputs.spelled", *_OPEN, ["turn", "text"], ["spell"], *_more(), ["tools", 3], *_more(), seeded=False, tools=3, policy="linear"),
     ("qwen3", "deepseekv4")),
    # What faces take besides the usual: tools without their wrapper, functions, and an answer that is named and may not be gone on from.
    (_kind("tools.bare", *_OPEN, ["bare"], ["turn", "call"], ["results"], ["turn", "text"], ["tools", 0], *_more(), tools=0, **_SAME), ("qwen3", "kimi26")),
    (_kind("invalid.functions", *_OPEN, *_spoiled("functions", "functions-name"), ["turn", "text"], seeded=False), ("qwen3",)),
    (_kind("responses.refused", ["heed"], *_OPEN, ["face", "openai-responses"], ["turn", "length"], ["user"], ["user"], ["user"], ["chain"], ["refused", "text"],
           unended="refuse", **_SAME), ("qwen3", "glm47")),
]
