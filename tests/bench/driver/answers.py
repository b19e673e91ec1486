"""What a command has answered, and whether two have answered the same."""

import collections
import json
import math


def of_table(path):
    """Token and probabilities of the lines of a table of ours, whose second column is the logit."""
    with open(path) as file:
        fields = [line.split() for line in file]
    return [
        (line[0], [float(field) for field in line[2:] if field[0].isdigit()])
        for line in fields
        if len(line) > 2 and line[0] not in ("token", "…")
    ]


def of_lines(path):
    """A token and its numbers a line, as the peers print them."""
    with open(path) as file:
        fields = [line.split("\t") for line in file]
    return [(line[0], [float(field) for field in line[1:]]) for line in fields]


def of_json(path):
    """The tokens of a JSON array of objects, or of our object that has it as a member."""
    with open(path) as file:
        document = json.load(file)
    tokens = document["tokens"] if isinstance(document, dict) else document
    return [(str(token["index"]), [token["logit"], token["p"], token["logp"]]) for token in tokens]


def of_draws(path):
    """How often each token is drawn, from a list of draws, a line each."""
    with open(path) as file:
        return [(token, [count]) for token, count in collections.Counter(file.read().split()).items()]


def difference(ours, theirs, tolerance):
    """The first difference that is more than the tolerance (relative), in words; or nothing."""
    if len(ours) != len(theirs):
        return f"{len(theirs)} tokens in place of {len(ours)}"
    for (token, numbers), (other, other_numbers) in zip(ours, theirs):
        if token.strip() != other.strip():
            return f"token {other} in place of {token}"
        for number, other_number in zip(numbers, other_numbers, strict=True):
            if not math.isclose(number, other_number, rel_tol=tolerance):
                return f"{other_number} in place of {number} for {token}"
    return None


def unlikely_difference(ours, theirs):
    """As `difference`, for counts of independent draws from the same distribution: more than 6 sigma is one."""
    counts, other_counts = dict(ours), dict(theirs)
    for token in counts.keys() | other_counts.keys():
        count, other = counts.get(token, [0])[0], other_counts.get(token, [0])[0]
        if abs(count - other) > 6 * math.sqrt(count + other):
            return f"{other:g} draws of {token} in place of {count:g}"
    return None
