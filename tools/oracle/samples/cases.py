"""The recorded turns that the goldens are made of. Token 99 stops the model and opens the next message."""
import random


def turn(prompt, output, parent=-1, **given):
    """A recorded turn; logprobs are exact in float32."""
    return {
        "parent": parent,
        "prompt_ids": list(prompt),
        "completion_ids": list(output),
        "logprobs": [-(token % 16 + 1) / 16 for token in output],
        "finish_reason": "stop",
        "replaced_count": 0,
        "closes_truncated": False,
        "weight_version": None,
        "prompt_tokens": None,
        "cached_tokens": None,
        "routed_experts": None,
    } | given


def experts(first, start, end, layers=2, top_k=2):
    """Rows [start, end) of distinct numbers; the same row of the same `first` is the same wherever it comes from."""
    width = layers * top_k
    return {"start_row": start, "layers": layers, "top_k": top_k, "ids": list(range(first + start * width, first + end * width))}


def counted(prompt, output, version, cached, **given):
    return turn(prompt, output, weight_version=version, prompt_tokens=len(prompt), cached_tokens=cached, **given)


TWO = [counted([1, 2, 3], [10, 11], "w1", 0), counted([1, 2, 3, 10, 11, 20, 21], [30, 31], "w2", 5)]

# The stop token of the first two turns gives way to the opener of the next message: another one, then the same.
THREE = [
    turn([1, 2], [10, 11, 99]),
    turn([1, 2, 10, 11, 98, 5], [20, 99], replaced_count=1),
    turn([1, 2, 10, 11, 98, 5, 20, 99, 6], [30, 99], replaced_count=1),
]

CHAIN = [[1, 2, 3], [10, 11]], [[1, 2, 3, 10, 11, 4], [20, 21]], [[1, 2, 3, 10, 11, 4, 20, 21, 5], [30, 31]]


def chain(*given):
    """Three turns in a row; what is given of each wins."""
    return [turn(*ids, **fields) for ids, fields in zip(CHAIN, given)]


def with_experts(*payloads, **last):
    turns = chain(*({"routed_experts": payload} for payload in payloads))
    turns[-1] |= last
    return turns


PATHS = {
    "one turn": TWO[:1],
    "two turns": TWO,
    "three turns whose stop tokens gave way": THREE,
    "a tool call": chain({"finish_reason": "tool_calls"}, {}),
    "the last turn ended by length": chain({}, {"finish_reason": "length"}),
    "the last turn was aborted": chain({}, {"finish_reason": "abort"}),
    "the last turn was aborted before its first token": [TWO[0], turn([1, 2, 3, 10, 11, 20], [], finish_reason="abort")],
    "the only turn was aborted before its first token": [turn([1, 2, 3], [], finish_reason="abort")],
    "an earlier turn was aborted": chain({}, {"finish_reason": "abort"}, {}),
    "an earlier turn ended by length": chain({"finish_reason": "length"}, {}, {}),
    "a turn that ended by length was closed": chain({"finish_reason": "length"}, {"closes_truncated": True}, {}),
    "a closed turn, then an aborted one": chain({"finish_reason": "length"}, {"closes_truncated": True, "finish_reason": "abort"}, {}),
    "an unknown finish reason": chain({"finish_reason": "content_filter"}),
    "a turn that adds nothing to the prompt": [turn([1, 2], [10]), turn([1, 2, 10], [20, 21]), turn([1, 2, 10, 20, 21, 3], [30])],
    "whole experts": with_experts(experts(0, 0, 4), experts(100, 0, 7), experts(200, 0, 10)),
    "whole experts, lost in the last turn": with_experts(experts(0, 0, 4), experts(100, 0, 7), None),
    "whole experts, asked for from the second turn on": with_experts(None, experts(100, 0, 7)),
    "additive experts": with_experts(experts(0, 0, 4), experts(0, 4, 7), experts(0, 7, 10)),
    "additive experts, whole ones in between": with_experts(experts(0, 0, 4), experts(100, 0, 7), experts(200, 7, 10)),
    "additive experts behind a stop token that gave way": [
        THREE[0] | {"routed_experts": experts(0, 0, 4)},
        THREE[1] | {"routed_experts": experts(0, 4, 7)},
        THREE[2] | {"routed_experts": experts(0, 7, 10)},
    ],
    "additive experts up to a turn that ended by length": [
        *with_experts(experts(0, 0, 4), experts(0, 4, 7), finish_reason="length"), turn(*CHAIN[2])],
    "experts without a row": [turn([1], [], finish_reason="abort", routed_experts=experts(0, 0, 0))],
    "more layers than experts": with_experts(experts(0, 0, 4, 3, 1), experts(0, 4, 7, 3, 1)),
}

# Each contradiction, with the accumulated ids that it is seen against.
FAULTS = {
    "more is trimmed than the family may replace": ([turn([1, 2], [10, 99, 99]), turn([1, 2, 10, 3, 4], [20])], None),
    "the last turn is trimmed": ([turn([1, 2], [10, 99])], [1, 2, 10, 7]),
    "the turns end before the accumulated tokens": (TWO, [1, 2, 3, 10, 11, 20, 21, 30, 31, 99]),
    "the turns end behind the accumulated tokens": (TWO, [1, 2, 3, 10, 11, 20, 21, 30]),
    "sampled tokens are not in the next prompt": ([turn([1, 2, 3], [10, 11]), turn([1, 2, 3, 98, 98, 20, 21], [30])], None),
    "thinking was dropped from the next prompt": ([turn([1, 2, 3], [67, 42, 43, 68, 10, 11]), turn([1, 2, 3, 10, 11, 20], [30])], None),
    "a prompt token was changed": ([turn([1, 2, 3], [10]), turn([1, 7, 3, 10, 20], [30])], None),
    "a prompt ends within the turn before it": ([turn([1, 2], [10]), turn([1, 2], [10, 20])], None),
    "additive experts overlap": (with_experts(experts(0, 0, 4), experts(0, 3, 7)), None),
    "additive experts leave a gap": (with_experts(experts(0, 0, 4), experts(0, 5, 7)), None),
    "additive experts start behind nothing": (with_experts(experts(0, 1, 4)), None),
    "additive experts are missing in the end": (with_experts(experts(0, 0, 4), experts(0, 4, 7), None), None),
    "a payload is a row short": (with_experts(experts(0, 0, 3)), None),
    "a payload is a row long": (with_experts(experts(0, 0, 5)), None),
    "a payload is empty": (with_experts(experts(0, 0, 0)), None),
    "a payload is of another shape": (with_experts(experts(0, 0, 4), experts(0, 4, 7, 1, 3)), None),
    "a trimmed turn leaves too few rows before the next": (
        [turn([1, 2, 3], [10, 98, 99], routed_experts=experts(0, 0, 5)),
         turn([1, 2, 3, 10, 55], [20, 21], replaced_count=1, routed_experts=experts(500, 4, 6))], None),
}


def tree(*nodes):
    """Turns from (parent, appended ids, completion): prompts are put together from the parent's."""
    turns = []
    for parent, appended, output, *given in nodes:
        fields = given[0] if given else {}
        held = turns[parent]["prompt_ids"] + turns[parent]["completion_ids"] if parent >= 0 else []
        held = held[:len(held) - fields.get("replaced_count", 0)]
        turns.append(counted(held + appended, output, f"w{len(turns)}", len(held), parent=parent, **fields))
    return turns


def random_tree(seed):
    """A tree of ten turns with all that can happen to one."""
    dice = random.Random(seed)
    nodes, kind = [], dice.choice(["none", "whole", "additive"])
    lengths, sampled, rows = [], [], []
    for index in range(10):
        parent = dice.choice([-1, *range(index)]) if dice.random() < 0.5 else index - 1
        replaced = dice.choice([0, 1]) if parent >= 0 and sampled[parent] > 0 else 0
        appended = [dice.randrange(1, 60) for _ in range(dice.randrange(1, 5) + replaced)]
        output = [dice.randrange(1, 100) for _ in range(dice.randrange(0, 5))]
        fields = {"replaced_count": replaced, "finish_reason": dice.choice(["stop"] * 8 + ["tool_calls", "length", "abort", "other"])}
        held = lengths[parent] if parent >= 0 else 0
        total = held - replaced + len(appended) + len(output)
        if kind == "whole" and dice.random() < 0.9:
            fields["routed_experts"] = experts(1000 * index, 0, total - 1)
        elif kind == "additive":
            fields["routed_experts"] = experts(1000 * index, rows[parent] if parent >= 0 else 0, total - 1)
        nodes.append((parent, appended, output, fields))
        lengths.append(total)
        sampled.append(len(output))
        rows.append(max(0, total - 1))
    return tree(*nodes)


TREES = {
    "no turn": [],
    "one conversation": tree((-1, [1, 2, 3], [10, 11]), (0, [20, 21], [30, 31]), (1, [40], [50])),
    "a retry of the last turn": tree((-1, [1, 2, 3], [10, 11]), (0, [20], [30]), (0, [20], [31, 32])),
    "a retry that went on": tree((-1, [1, 2, 3], [10, 11]), (0, [20], [30], {"finish_reason": "length"}), (0, [20], [31]), (2, [40], [50])),
    "a branch deeper than the later one": tree((-1, [1, 2, 3], [10, 11]), (0, [20], [30]), (1, [40], [50]), (0, [21], [31])),
    "two roots": tree((-1, [1, 2, 3], [10, 11]), (-1, [7, 8], [70, 71])),
    "a long root, a short one and a path": tree((-1, [1], [10]), (0, [20], [30]), (-1, [3, 4, 5, 6], [7, 8, 9]), (-1, [33, 34, 35], [37])),
    "branches behind a stop token that gave way in one": tree(
        (-1, [1, 2], [10, 99]), (0, [98, 5], [20, 99], {"replaced_count": 1}), (0, [6], [30, 99])),
    "branches with additive experts": tree(
        (-1, [1, 2, 3], [10, 11], {"routed_experts": experts(0, 0, 4)}),
        (0, [20], [30], {"routed_experts": experts(1000, 4, 6)}),
        (0, [21], [31], {"routed_experts": experts(2000, 4, 6)})),
    "a closed turn with two branches": tree(
        (-1, [1, 2, 3], [10, 11], {"finish_reason": "length"}), (0, [20], [30]), (0, [21], [31], {"finish_reason": "abort"})),
} | {f"random {seed}": random_tree(seed) for seed in range(24)}
