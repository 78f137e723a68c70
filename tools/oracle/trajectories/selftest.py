"""usage: /usr/bin/python3 selftest.py

Holds the oracle against facts that a reader can derive by hand.
"""
import dataclasses
import hashlib
import json
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from comparator import mismatches
from exact_json import canonical, plain, read
from expect import expected
from families import FAMILIES
from layout import text_of
from matching import MATCHERS
from positioning import parent_of, recorded_parent
from sample_session import CALLING, CALLING_TEXT, STOP, recording, split
from settings import Settings
from tokenizer import Tokenizer

FAMILY = FAMILIES["qwen3"]
NEWLINE, START = 198, 151644
DIGESTS = Path(__file__).resolve().parents[3] / "docs/digests.md"


class SelfTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tokenizer = cls.enterClassContext(Tokenizer(FAMILY.models))

    def setUp(self):
        self.recording = recording(self.tokenizer)

    def expected(self, text=None):
        return expected(read(text or json.dumps(self.recording)), lambda models: self.tokenizer)

    def origins(self, turn):
        return [run["origin"] for run in turn["origins"]]

    def test_a_turn_and_its_retry_continue_the_first_turn_token_by_token(self):
        golden = self.expected()
        first, second, retry = (turn["expected"] for turn in golden["turns"])
        stored, sampled = first["token_ids"], [*split(self.tokenizer, CALLING_TEXT), STOP]
        self.assertNotEqual(self.tokenizer.encode(CALLING_TEXT + "<|im_end|>"), sampled)
        self.assertEqual(sampled, stored[first["prompt_count"]:])
        self.assertEqual(["prompt", "model"], self.origins(first))
        self.assertEqual([first["prompt_count"], len(sampled)], first["loss_mask"])
        self.assertEqual([-1, 0, 0], [turn["parent"] for turn in (first, second, retry)])
        for turn, result in [(second, "sun"), (retry, "rain")]:
            appended = f"<|im_start|>user\n<tool_response>\n{result}\n</tool_response><|im_end|>\n<|im_start|>assistant\n"
            prompt = [*stored, NEWLINE, *self.tokenizer.encode(appended)]
            self.assertEqual(prompt, turn["token_ids"][:turn["prompt_count"]])
            self.assertEqual(STOP, stored[-1])
            self.assertEqual(["prompt", "model", "splice", "environment", "model"], self.origins(turn))
            self.assertEqual(1, turn["origins"][2]["count"])
        self.assertEqual([], golden["expected"]["mismatches"])
        self.assertEqual(retry["digest"], golden["expected"]["digest"])

    def test_a_buffer_that_does_not_end_with_the_stop_token_gets_no_filler(self):
        for part in ("ids", "logprobs"):
            self.recording["turns"][0]["completion"][part].pop()
        self.assertEqual(["prompt", "model", "environment", "model"], self.origins(self.expected()["turns"][1]["expected"]))

    def test_a_turn_that_was_cut_off_is_closed_where_the_session_allows_it_and_refused_elsewhere(self):
        completion = self.recording["turns"][0]["completion"]
        completion["finish_reason"] = "length"
        self.assertRaises(ValueError, self.expected)
        self.recording["close_truncated"] = True
        self.assertEqual(["prompt", "model", "splice", "environment", "model"], self.origins(self.expected()["turns"][1]["expected"]))
        for part in ("ids", "logprobs"):
            completion[part].pop()
        first, second, _ = (turn["expected"] for turn in self.expected()["turns"])
        self.assertEqual(["prompt", "model", "splice", "splice", "environment", "model"], self.origins(second))
        self.assertEqual([*first["token_ids"], STOP, NEWLINE, START], second["token_ids"][:len(first["token_ids"]) + 3])
        self.assertEqual(first["loss_mask"][:2], second["loss_mask"][:2])

    def test_an_opener_that_ends_the_buffer_gives_way_to_the_one_that_follows(self):
        # As a family whose model stops by opening the next message: here the stop token stands for that opener.
        family = dataclasses.replace(FAMILY, filler="", openers=frozenset({"<|im_end|>"}))
        with mock.patch.dict(FAMILIES, {"qwen3": family}):
            first, second, _ = (turn["expected"] for turn in self.expected()["turns"])
        held = len(first["token_ids"]) - 1
        self.assertEqual([0, 1], [first["replaced_count"], second["replaced_count"]])
        self.assertEqual(first["token_ids"][:held], second["token_ids"][:held])
        self.assertEqual(START, second["token_ids"][held])
        self.assertEqual(["prompt", "model", "splice", "environment", "model"], self.origins(second))
        self.assertEqual([held - first["prompt_count"], 1], [second["origins"][1]["count"], second["origins"][2]["count"]])

    def test_an_opener_that_ends_the_buffer_stays_where_it_is_the_one_that_follows(self):
        family = dataclasses.replace(FAMILY, filler="", openers=frozenset({"<|im_start|>"}))
        completion = self.recording["turns"][0]["completion"]
        completion["ids"][-1] = START
        with mock.patch.dict(FAMILIES, {"qwen3": family}):
            first, second, _ = (turn["expected"] for turn in self.expected()["turns"])
        self.assertEqual([0, 0], [first["replaced_count"], second["replaced_count"]])
        self.assertEqual(first["token_ids"], second["token_ids"][:len(first["token_ids"])])
        self.assertEqual(["prompt", "model", "environment", "model"], self.origins(second))
        self.assertEqual(first["loss_mask"], second["loss_mask"][:len(first["loss_mask"])])

    def test_a_message_that_is_not_what_was_sampled_is_a_mismatch_of_the_assistant(self):
        self.recording["turns"][2]["completion"]["message"] = {"role": "assistant", "content": "Rain"}
        self.assertEqual(["assistant_text"], self.expected()["expected"]["mismatches"])

    def test_the_parent_is_the_deepest_turn_within_the_match(self):
        names = {name: {"role": "assistant" if name[0] == "a" else "user", "content": name} for name in "s u a1 t1 a2 t2 a3 t1'".split()}
        messages = lambda text: [names[name] for name in text.split()]  # noqa: E731
        turns = []
        for path in ("s u a1", "s u a1 t1 a2", "s u a1 t1 a2 t2 a3"):
            turns.append(SimpleNamespace(messages=messages(path), parent=turns[-1] if turns else None, sequence=len(turns)))
        for request, parent in [
            ("s u a1 t1 a2 t2 a3 t1'", turns[2]), ("s u a1 t1 a2 t2", turns[1]), ("s u a1 t1'", turns[0]), ("s u a1", turns[0]), ("s u", None),
        ]:
            self.assertIs(parent, parent_of(messages(request), turns, Settings()), request)
            self.assertIs(parent, recorded_parent(parent.sequence if parent else -1, messages(request), turns, Settings()), request)
        self.assertRaises(ValueError, parent_of, messages("s u a1"), turns, Settings(max_rollback=1))
        # In a tree a branch is found again wherever it is, and of two with the same messages the later one.
        tree = Settings(policy="tree")
        turns += [SimpleNamespace(messages=messages(path), sequence=3 + i) for i, path in enumerate(("s u a1 t1' a2", "s u a1", "u a1"))]
        for request, parent in [
            ("s u a1 t1 a2 t2", turns[1]), ("s u a1 t1' a2 t2", turns[3]), ("s u a1 t2", turns[4]), ("u a1", turns[5]), ("s u", None), ("u", None),
        ]:
            self.assertIs(parent, parent_of(messages(request), turns, tree), request)
        # By its record a request continued the earlier of the two, before the later one was there; never a turn that an earlier one beat.
        self.assertIs(turns[0], recorded_parent(0, messages("s u a1 t2"), turns, tree))
        self.assertIs(None, recorded_parent(-1, messages("s u a1 t2"), turns, tree))
        for wrong, request in [(4, "s u a1 t1 a2 t2"), (1, "s u a1 t2"), (6, "s u a1"), (-2, "s u a1")]:
            self.assertRaises(ValueError, recorded_parent, wrong, messages(request), turns, tree)

    def test_each_matcher_forgives_more_than_the_one_before_it(self):
        def message(arguments="{}", **fields):
            call = {"id": "c", "type": "function", "function": {"name": "f", **({} if arguments is ... else {"arguments": arguments})}}
            return read(json.dumps({"role": "assistant", "content": "a", "tool_calls": [call], **fields}))

        deep = '{"a":' * 65 + "1" + "}" * 65
        for accepting, stored, replayed in [
            (3, message(), message(tool_calls=[{"index": 4, **plain(message())["tool_calls"][0]}])), (3, message(name="x"), message()),
            (2, message(), message("")), (2, message(), message(None)), (2, message(), message({})), (1, message(), message(...)),
            (2, message('{"a": 1, "b": [1.0]}'), message(' {"b":[1],"a":1e0}')), (1, message('{"a": 1}'), message('{"a": true}')),
            (1, message('{"a": 1}'), message('{"a": "1"}')), (1, message('{"a": [1, 2]}'), message('{"a": [2, 1]}')),
            (1, message("[1]"), message("[ 1]")), (1, message('{"a": 1}'), message('{"a": 1, "a": 1}')), (1, message('{"a": NaN}'), message('{"a":NaN}')),
            (1, message(deep), message(deep + " ")), (2, message(deep[5:-1]), message(deep[5:-1] + " ")),
            (1, message(), message(tool_calls=[])), (1, message(), message(reasoning_content="r")), (3, message(), message(reasoning_content="")),
            (0, message(), message(content="b")), (0, message(), message(role="user")), (3, message(content=None), message(content="")),
        ]:
            self.assertEqual([False] * (3 - accepting) + [True] * accepting, [matches(stored, replayed) for matches in MATCHERS.values()], (stored, replayed))

    def test_the_record_of_a_turn_is_believed_for_its_parent_alone(self):
        first, second, retry = self.recording["turns"]
        del self.recording["turns"][1]
        self.recording["turns"].insert(0, json.loads(json.dumps(first)))
        self.recording |= {"version": 2, "settings": {"policy": "tree"}}
        self.assertEqual([-1, -1, 1], [turn["expected"]["parent"] for turn in self.expected()["turns"]])
        for turn, parent in zip(self.recording["turns"], (-1, -1, 0)):
            turn["recorded"] = {"parent": parent, "digest": "0"}
        self.assertEqual([-1, -1, 0], [turn["expected"]["parent"] for turn in self.expected()["turns"]])
        retry["recorded"]["parent"] = 2
        self.assertRaises(ValueError, self.expected)

    def test_the_digest_of_a_first_turn_by_hand(self):
        del self.recording["turns"][1:]
        self.recording["turns"][0]["request"]["messages"] = [{"role": "user", "content": 'a"\u0007\u007f☀', "n": 1.5}]
        golden = self.expected(json.dumps(self.recording).replace('"n": 1.5', '"n": 1.50'))
        turn = golden["turns"][0]["expected"]
        ids, prompt_count = turn["token_ids"], turn["prompt_count"]
        fields = [
            b"tito.turn.v1",
            bytes.fromhex(golden["expected"]["genesis"]),
            b"\x00\x00\x00\x00",
            '{"role":"user","content":"a\\"\\u0007\u007f☀","n":1.50}'.encode(),
            json.dumps(CALLING, ensure_ascii=False, separators=(",", ":")).encode(),
            b"\x00", b"".join(token.to_bytes(4, "little") for token in ids[:prompt_count]),
            b"\x03", b"".join(token.to_bytes(4, "little") for token in ids[prompt_count:]),
            struct.pack("<f", -0.1) * (len(ids) - prompt_count), b"stop", b"7",
        ]
        self.assertEqual(self.hash(fields), turn["digest"])
        # The experts of two tokens in a layer, one each, from the third token on.
        self.recording |= {"version": 2, "settings": {}}
        self.recording["turns"][0]["completion"]["routed_experts"] = {"first_row": 2, "layers": 1, "top_k": 1, "ids": "BwAAAAgAAAA="}
        golden = self.expected(json.dumps(self.recording).replace('"n": 1.5', '"n": 1.50'))
        self.assertEqual(self.hash([*fields, struct.pack("<3i", 2, 1, 1), struct.pack("<2i", 7, 8)]), golden["turns"][0]["expected"]["digest"])

    def test_the_digest_of_version_two_binds_tools_and_arguments(self):
        self.recording |= {"version": 2, "settings": {"on_prompt_inputs": "refuse"}}
        turns = self.recording["turns"]
        without = [turn["expected"]["digest"] for turn in self.expected()["turns"]]
        for turn in turns:
            turn["digest_version"] = "tito.turn.v2"
        golden = self.expected()
        first, prompt_count = golden["turns"][0]["expected"], golden["turns"][0]["expected"]["prompt_count"]
        fields = [
            b"tito.turn.v2",
            bytes.fromhex(golden["expected"]["genesis"]),
            b"\x00\x00\x00\x00",
            hashlib.sha256(b'[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]').digest(),
            hashlib.sha256(b'{"clear_thinking":false}').digest(),
            *(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() for message in turns[0]["request"]["messages"]),
            json.dumps(CALLING, ensure_ascii=False, separators=(",", ":")).encode(),
            b"\x00", b"".join(token.to_bytes(4, "little") for token in first["token_ids"][:prompt_count]),
            b"\x03", b"".join(token.to_bytes(4, "little") for token in first["token_ids"][prompt_count:]),
            struct.pack("<f", -0.1) * (len(first["token_ids"]) - prompt_count), b"stop", b"7",
        ]
        self.assertEqual(self.hash(fields), first["digest"])
        self.assertEqual(3, len(set(without) - {turn["expected"]["digest"] for turn in golden["turns"]}))
        turns[0]["digest_version"] = "tito.turn.v3"
        self.assertRaises(ValueError, self.expected)

    def test_other_inputs_are_refused_in_a_line_and_begin_a_root_in_a_tree(self):
        other = [{"type": "function", "function": {"name": "weather", "strict": True}}]
        same = [{"function": {"parameters": {"type": "object"}, "name": "weather", "description": None}}]
        turns = self.recording["turns"]
        turns[1]["request"]["tools"] = other
        turns[2]["request"]["tools"] = same
        self.expected()
        self.recording |= {"version": 2, "settings": {"on_prompt_inputs": "refuse"}}
        self.assertRaises(ValueError, self.expected)
        self.recording["settings"]["policy"] = "tree"
        self.assertEqual([-1, -1, 0], [turn["expected"]["parent"] for turn in self.expected()["turns"]])

    def hash(self, fields):
        return hashlib.sha256(b"".join(len(field).to_bytes(8, "little") + field for field in fields)).hexdigest()

    def test_the_comparator_names_each_difference(self):
        user, other, split_user = self.ids("user\nhello"), self.ids("user\nbye"), split(self.tokenizer, "user\nhello")
        assistant, changed = self.ids("assistant\nhello"), self.ids("assistant\nbye")
        for left, right, types in [
            ([START, *user, STOP, NEWLINE], [START, *split_user, STOP], []),
            ([START, *user, STOP], [START, *user], ["special_token_count"]),
            ([START, *user, STOP], [STOP, *other, STOP], ["special_token_type", "non_assistant_text"]),
            ([START, *assistant, STOP], [START, *changed, STOP], ["assistant_text"]),
            ([START, *assistant, STOP], [START, *other, STOP], ["non_assistant_text"]),
        ]:
            self.assertEqual(types, mismatches(left, right, FAMILY, self.tokenizer))

    def ids(self, text):
        return self.tokenizer.encode(text)

    def test_what_no_rule_covers_is_refused(self):
        def change(part, name, value):
            changed = json.loads(json.dumps(self.recording))
            part(changed)[name] = value
            return json.dumps(changed)

        request = lambda golden: golden["turns"][0]["request"]  # noqa: E731
        for golden in [
            change(lambda golden: golden, "version", 3),
            change(lambda golden: golden, "version", 2),
            change(lambda golden: golden, "settings", {}),
            change(lambda golden: golden, "recorded", {}),
            *(json.dumps(self.recording | {"version": 2, "settings": {name: value}}) for name, value in [
                ("policy", "bush"), ("matcher", "lax"), ("max_turns", 2), ("max_rollback", 0), ("depth", 1), ("on_prompt_inputs", "maybe")]),
            json.dumps(self.recording | {"version": 2, "settings": {}, "close_truncated": True}),
            change(request, "chat_template_kwargs", {"clear_thinking": True}),
            change(request, "tools", [{"type": "function", "function": {"name": "f", "examples": []}}]),
            change(request, "messages", [{"role": "user", "content": [{"type": "text", "text": "hello"}]}]),
            change(lambda golden: golden["turns"][0]["completion"], "logprobs", []),
        ]:
            self.assertRaises((ValueError, KeyError), self.expected, golden)
        for text in ['{"a": 1, "a": 2}', "[NaN]"]:
            self.assertRaises(ValueError, read, text)

    def test_writing_is_stable_and_keeps_the_text_of_numbers(self):
        once = text_of(self.expected(json.dumps(self.recording).replace("-0.1", "-1.0e-1")))
        self.assertEqual(once, text_of(self.expected(once)))
        self.assertIn("-1.0e-1", once)
        self.assertEqual('{"n":[1.50,-0,1E+2]}', canonical(read('{ "n": [1.50, -0, 1E+2] }')))

    def test_the_verifier_in_the_documentation_runs(self):
        verifier = DIGESTS.read_text("utf-8").split("```python\n")[1].split("```")[0]
        golden = text_of(self.expected())
        self.recording |= {"version": 2, "settings": {}}
        for turn in self.recording["turns"][1:]:
            turn |= {"digest_version": "tito.turn.v2"}
            turn["request"]["chat_template_kwargs"] = {"clear_thinking": False}
        later = text_of(self.expected())
        self.assertNotEqual(later, other := later.replace('"type": "object"', '"type": "array"').replace('"type": "array"', '"type": "object"', 1))
        for text, said in [
            (golden, ""), (golden.replace("☀", "☁"), "turn 1: expected "), (later, ""), (later.replace("☀", "☁"), "turn 1: expected "),
            (other, "turn 1: expected "), (later.replace("clear_thinking", "clears_thinking"), "turn 1: expected "),
        ]:
            with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                run = subprocess.run([sys.executable, "-c", verifier, file.name], capture_output=True, text=True)
            self.assertEqual((bool(said), said), (bool(run.returncode), run.stderr[:len("turn 1: expected ")]))


if __name__ == "__main__":
    unittest.main()
