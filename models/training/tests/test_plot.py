import unittest

from stepwise_training.plot import svg


class PlotTest(unittest.TestCase):
    def test_a_line_ends_where_its_last_figure_stands(self) -> None:
        rows = [
            {"tokens": 0, "held": {"located": 0.0, "in_10_told": 0.5}},
            {"tokens": 100, "held": {"located": 1.0, "in_10_told": 0.5}},
        ]
        self.assertIn('points="50,300 500,60"', svg(rows))


if __name__ == "__main__":
    unittest.main()
