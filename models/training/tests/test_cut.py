"""How a cut vocabulary merges, and which words it keeps."""

import collections
import unittest

from stepwise_training.base import BYTE_TOKEN, PLAIN_TOKEN, SPACE, USER_TOKEN, sentence_pieces
from stepwise_training.cut import chosen, pieces

WORDS = ["<unk>", "<0xC3>", "<0xA9>", "\n", "re", "turn", "tu", "rn", "return", *"retun", SPACE, SPACE + "return", "Ж"]
KINDS = [2, BYTE_TOKEN, BYTE_TOKEN, USER_TOKEN, *[PLAIN_TOKEN] * 13]
SCORES = [float(-i) for i in range(len(WORDS))]


class CutTest(unittest.TestCase):
    def test_merges_the_pair_of_the_highest_score_first(self) -> None:
        words = sentence_pieces(WORDS, KINDS, SCORES)
        self.assertEqual(["return"], words.encode("return").tokens)
        self.assertEqual([SPACE + "return", "\n", "re"], words.encode(" return\nre").tokens)

    def test_writes_unknown_letters_as_bytes(self) -> None:
        words = sentence_pieces(WORDS, KINDS, SCORES)
        coding = words.encode("reé return")
        self.assertEqual(["re", "<0xC3>", "<0xA9>", SPACE + "return"], coding.tokens)
        self.assertEqual("reé return", words.decode(coding.ids))

    def test_keeps_what_a_word_is_merged_from(self) -> None:
        rank = dict(zip(WORDS[4:], SCORES[4:]))
        self.assertEqual({*"retun", "re", "tu", "rn", "turn", "return"}, pieces("return", rank))

    def test_keeps_words_of_the_corpus_and_plain_ones_but_no_others(self) -> None:
        kept = chosen(WORDS, KINDS, SCORES, collections.Counter({"return": 3}))
        self.assertEqual([WORDS[i] for i in kept], WORDS[1:-1])


if __name__ == "__main__":
    unittest.main()
