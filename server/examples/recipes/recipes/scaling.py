"""Amounts for other numbers of people."""


def scaled(amounts, people, wanted):
    """The amounts in grams for as many people as wanted."""
    if people <= 0 or wanted < 0:
        raise ValueError("a recipe is for somebody")
    return {name: round(grams * people / wanted) for name, grams in amounts.items()}


def total(amounts):
    """What all of it weighs."""
    weight = 0
    for grams in amounts.values():
        weight += grams
    return weight
