import unittest

from stepwise_training.plot import svg


class PlotTest(unittest.TestCase):
    def test_a_line_ends_where_its_last_figure_stands(self) -> None:
        rows = [
            {"tokens": 0, "held": {"located": 0.0, "in_10_told": 0.5}},
            {"tokens": 100, "held": {"located": 1.0, "in_10_told": 0.5}},
        ]
        self.assertIn('points="50,300 500,60"', svg(rows))

    def test_draws_another_run_dashed_over_the_same_tokens(self) -> None:
        rows = [{"tokens": tokens, "held": {"located": 1.0, "in_10_told": 0.5}} for tokens in (0, 100)]
        longer = [{"tokens": tokens, "held": {"located": 0.0, "in_10_told": 0.5}} for tokens in (0, 200)]
        drawn = svg(rows, longer, "gemma")
        self.assertIn('points="50,60 275,60"', drawn)
        self.assertIn('stroke-dasharray="5 3" points="50,300 500,300"', drawn)
        self.assertIn("dashed: gemma", drawn)


if __name__ == "__main__":
    unittest.main()
