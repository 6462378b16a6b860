from recipes.menu import courses


def test_plain_menu():
    assert list(courses(["soup", "cake"])) == ["soup", "cake"]


def test_nested_menus():
    assert list(courses(["soup", ["fish", ["rice", "beans"]], "cake"])) == [
        "soup",
        "fish",
        "rice",
        "beans",
        "cake",
    ]
