from recipes.shopping import shopping_list


def test_what_is_there_is_not_bought():
    assert shopping_list({"salt": 5}, {"salt": 500}) == []


def test_a_list_for_each_cook():
    assert shopping_list({"flour": 300}, {"flour": 100}) == ["flour"]
    assert shopping_list({"milk": 500}, {}) == ["milk"]


def test_goes_on_with_a_list():
    assert shopping_list({"milk": 500, "eggs": 200}, {}, ["milk"]) == ["milk", "eggs"]
