"""Tests of what everything else here stands on, by published values and by hand."""
import hashlib
import json
import unittest

from paths import CORPUS, PUBLISHED
import again
import layout
from answers import cut
from models import Model, extended
from play import digest_of
from positions import Inputs, Positions, Refused
from settings_of import settings_of
from splitmix import SplitMix
from turn_ends import Ends


class Numbers(unittest.TestCase):
    def test_splitmix_gives_the_published_numbers(self):
        # The test vector of the reference implementation (prng.di.unimi.it/splitmix64.c) for the seed 1234567.
        rng = SplitMix(1234567)
        self.assertEqual([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
                         [rng.next() for _ in range(5)])

    def test_a_text_is_its_pieces(self):
        for seed in range(50):
            pieces = cut(SplitMix(seed), "Grüße, 世界 😀! " * 3)
            self.assertEqual("Grüße, 世界 😀! " * 3, "".join(pieces))
            self.assertNotIn("", pieces)


class Files(unittest.TestCase):
    def test_a_vocabulary_grows_at_its_end(self):
        published = (PUBLISHED / "tokenizer.json").read_bytes()
        grown = json.loads(extended(published, ("<|new|>", "<think>", "<|newer|>")))
        before = json.loads(published)
        self.assertEqual([(151669, "<|new|>"), (151670, "<|newer|>")], [(token["id"], token["content"]) for token in grown["added_tokens"][26:]])
        self.assertEqual(before["model"], grown["model"])

    def test_a_seal_has_each_line(self):
        text = layout.text_of({"name": "x", "steps": [{"do": "close"}, {"do": "restart"}], "expect": {}})
        *lines, seal = text.splitlines()
        self.assertEqual(["{\"name\":\"x\",", "\"steps\":[{\"do\":\"close\"},", "{\"do\":\"restart\"}],", "\"expect\":{},"], lines)
        self.assertEqual([hashlib.sha256(line.encode()).hexdigest()[:8] for line in lines], json.loads("{" + seal)["seal"])
        json.loads(text)

    def test_a_digest_has_a_line_for_each_step(self):
        scenario = {"steps": [{"do": "turn", "expect": {"status": 409, "error": "session_closed"}}, {"do": "close", "expect": {"status": 200}},
                              {"do": "turn", "expect": {"status": 200, "repeats": 0}}],
                    "expect": {"genesis": "aa", "digest": "bb", "active": -1, "mismatches": ["assistant_text", "special_token_count"]}}
        lines = "turn\t409\tsession_closed\nclose\t200\nturn\t200\trepeats\t0\nsession\taa\tbb\t-1\tassistant_text,special_token_count\n"
        self.assertEqual(hashlib.sha256(lines.encode()).hexdigest(), digest_of(scenario))


class Rules(unittest.TestCase):
    def test_a_scenario_that_is_taken_once_more_comes_to_the_same(self):
        scenario = json.loads((CORPUS / "qwen3/tools-parallel.json").read_text("utf-8"))
        with Model("qwen3") as model:
            said = again.messages_of(scenario)
            self.assertIsNone(again.difference(model, scenario, said))
            scenario["steps"][1]["expect"]["turn"]["prompt"][3] += 1
            self.assertEqual({"step": 1, "at": "token", "index": 3}, again.difference(model, scenario, said))

    def test_ends_are_what_the_tokens_say(self):
        with Model("glm47") as model:
            ends, (look, ask) = Ends(model), model.ids_of(("<|observation|>", "<|user|>"))
            self.assertTrue(ends.by_opener)
            self.assertEqual(("stop_token", 0), ends.of([5, ask], "length", None, None))
            self.assertEqual(("tokens_after_stop", 2), ends.of([look, 5, ask], "stop", None, None))
            self.assertEqual(("stop_string", 0), ends.of([5], "stop", None, "\n"))
            self.assertEqual(("foreign_token", 0), ends.of([5, 151643], "stop", None, None))

    def test_an_edited_answer_is_another_history(self):
        class Turn:
            parent, sequence = None, 0
            messages = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
            inputs = Inputs(None, None)

            def require_followed(self):
                pass

        turn, roles = Turn(), ("user", "assistant")
        altered = [turn.messages[0], {"role": "assistant", "content": "c"}, {"role": "user", "content": "d"}]
        for opened, expected in (({}, None), ({"altered": "branch"}, 3), ({"policy": "tree"}, 3), ({"altered": "branch", "max_rollback": 0}, None)):
            positions = Positions(settings_of(opened), None, roles, lambda inputs: "")
            positions.common = lambda stored, sent: (next((i for i, pair in enumerate(zip(stored, sent)) if pair[0] != pair[1]), min(len(stored), len(sent))), {})
            if expected is None:
                with self.assertRaises(Refused):
                    positions.of([turn], turn, altered, turn.inputs)
            else:
                self.assertEqual(expected, len(positions.of([turn], turn, altered, turn.inputs).appended))

    def test_an_edited_answer_after_the_earlier_of_two_twins_is_another_history(self):
        class Turn:
            inputs = Inputs(None, None)

            def __init__(self, sequence, parent, *said):
                self.sequence, self.parent = sequence, parent
                self.messages = [*(parent.messages if parent else []), *_said(*said)]

            def require_followed(self):
                pass

        first = Turn(0, None, "ua", "ab")
        turns = [first, Turn(1, first, "uc", "ad"), Turn(2, None, "ua", "ab")]
        positions = Positions(settings_of({"altered": "refuse", "policy": "tree"}), None, ("user", "assistant"), lambda inputs: "")
        positions.common = lambda stored, sent: (next((i for i, pair in enumerate(zip(stored, sent)) if pair[0] != pair[1]), min(len(stored), len(sent))), {})
        with self.assertRaises(Refused):
            positions.of(turns, turns[2], _said("ua", "ab", "uc", "ae", "uf"), first.inputs)
        for taken in (_said("ua", "ab", "uc"), _said("ua", "ab", "ug", "ae", "uf")):
            self.assertIs(turns[2], positions.of(turns, turns[2], taken, first.inputs).parent)


def _said(*words):
    return [{"role": "user" if word[0] == "u" else "assistant", "content": word} for word in words]


if __name__ == "__main__":
    unittest.main()
