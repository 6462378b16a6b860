"""Menus of dishes and of other menus."""


def courses(menu):
    """All dishes in the order in which they are served."""
    for dish in menu:
        if isinstance(dish, list):
            yield courses(dish)
        else:
            yield dish
