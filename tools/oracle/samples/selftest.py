"""Holds the oracle against facts that a reader can derive by hand; run.sh runs it first."""
import struct

import cases
import rules
import safetensors
import trees
import wire


def main():
    three_turns()
    two_turns()
    refusals()
    hole()
    shared_completion()
    container()
    decoder()
    print("selftest: right")


def three_turns():
    """99 stops the model; at two seams something else stands in its place."""
    accumulated = cases.THREE[-1]["prompt_ids"] + cases.THREE[-1]["completion_ids"]
    sample = rules.sample_of_path(cases.THREE, accumulated, 1, None)
    assert sample["tokens"] == [1, 2, 10, 11, 98, 5, 20, 99, 6, 30, 99]
    assert sample["loss_mask"] == [1, 1, 0, 0, 1, 0, 0, 1, 1]


def two_turns():
    accumulated = [1, 2, 3, 10, 11, 20, 21, 30, 31]
    sample = rules.sample_of_path(cases.TWO, accumulated, 1, None)
    assert (sample["tokens"], sample["loss_mask"], sample["status"]) == (accumulated, [1, 1, 0, 0, 1, 1], "completed")
    assert sample["logprobs"] == [-11 / 16, -12 / 16, 0.0, 0.0, -15 / 16, -1.0]
    assert (sample["response"], sample["weight_versions"]) == ("[10][11][20][21][30][31]", ["w1", "w2"])
    assert (sample["cached_tokens"], sample["total_prompt_tokens"]) == (5, 10)
    cut = rules.sample_of_path(cases.TWO, accumulated, 1, 8)
    assert (cut["tokens"], cut["loss_mask"], cut["status"]) == (accumulated[:8], [1, 1, 0, 0, 1], "truncated")
    assert rules.sample_of_path(cases.TWO, accumulated, 1, 7)["tokens"] == accumulated[:5]
    assert rules.sample_of_path(cases.TWO, accumulated, 1, 3) is None


def refusals():
    for turns, accumulated, fault in [
        ([cases.turn([1, 2], [10, 99, 99]), cases.turn([1, 2, 10, 3], [20])], [1, 2, 10, 3, 20], ("trim", [0, 2, 1])),
        (cases.TWO, [1, 2, 3, 10, 11, 20, 21, 30, 31, 99], ("cursor", [9, 10])),
        (cases.with_experts(cases.experts(0, 0, 4), cases.experts(0, 5, 8)), None, ("routed_experts", [1, 5, 7])),
    ]:
        try:
            rules.sample_of_path(turns, accumulated or turns[-1]["prompt_ids"] + turns[-1]["completion_ids"], 1, None)
        except rules.Fault as found:
            assert (found.kind, found.numbers) == fault, (found.kind, found.numbers)
        else:
            raise AssertionError(fault)


def hole():
    """The third turn has no rows: without a fourth they end too early, and a fourth that has them all closes the hole."""
    turns = cases.with_experts(cases.experts(0, 0, 4), cases.experts(0, 4, 7), None)
    held = turns[-1]["prompt_ids"] + turns[-1]["completion_ids"]
    last = cases.turn(held + [6], [40, 41], routed_experts=cases.experts(100, 0, len(held) + 2))
    sample = rules.sample_of_path([*turns, last], last["prompt_ids"] + last["completion_ids"], 1, None)
    assert (len(held), sample["routed_experts"]["rows"]) == (11, 13)
    assert sample["routed_experts"]["ids"] == list(range(100, 100 + 13 * 4))


def shared_completion():
    """Two branches behind one turn: the earlier leaf trains it, the later one does not."""
    turns = cases.tree((-1, [1, 2, 3], [10, 11]), (0, [20], [30]), (0, [21], [31]))
    samples, reason = trees.collected(turns, "all", 1, None)
    assert reason is None and [sample["loss_mask"] for sample in samples] == [[1, 1, 0, 1], [0, 0, 0, 1]]
    assert [sample["path"] for sample in trees.collected(turns, "drop_retries", 1, None)[0]] == [[0, 2]]


def container():
    """One tensor, by hand: the header's length, the header, spaces to a multiple of eight, the elements."""
    header = b'{"t":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}'
    expected = struct.pack("<Q", 56) + header + b"  " + struct.pack("<q", -2)
    assert safetensors.encode({"t": ("I64", [1], [-2])}) == expected
    assert safetensors.decode(expected) == {"t": ("I64", [1], [-2])}


def decoder():
    """What a trainer's decoder refuses is refused here too."""
    data = wire.reply([], "no_records")
    assert wire.read(data) == ([], {}, "no_records")
    safetensors.check_with_numpy(data)
    for broken in (data[:-1], data + b"\0", b"", safetensors.encode({"tokens.0": ("I64", [1], [1])}),
                   safetensors.encode({"_samples_meta": ("I32", [1], [1])})):
        try:
            wire.read(broken)
        except (AssertionError, KeyError, ValueError, struct.error):
            continue
        raise AssertionError("a broken file was read")


if __name__ == "__main__":
    main()
