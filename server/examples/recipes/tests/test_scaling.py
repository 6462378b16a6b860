import pytest

from recipes.scaling import scaled, total


def test_for_as_many_people():
    assert scaled({"flour": 300, "milk": 500}, 4, 4) == {"flour": 300, "milk": 500}


def test_for_more_people():
    assert scaled({"flour": 300, "milk": 500}, 4, 8) == {"flour": 600, "milk": 1000}
    assert scaled({"butter": 100}, 3, 1) == {"butter": 33}


def test_for_nobody():
    with pytest.raises(ValueError):
        scaled({"flour": 300}, 0, 4)


def test_total():
    assert total({"flour": 300, "milk": 500}) == 800
