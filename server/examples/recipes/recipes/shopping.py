"""What has to be bought."""


def shopping_list(amounts, pantry, listed=[]):
    """Names of what the pantry has too little of, behind those that are listed already."""
    for name, grams in amounts.items():
        if pantry.get(name, 0) < grams and name not in listed:
            listed.append(name)
    return listed
