"""A reader of `riskgrade.trace/1` that knows nothing of riskgrade: it adds up what is shown and says which level that makes."""

from fractions import Fraction


def number(text):
    """An exact decimal, where there is one."""
    return None if text is None else Fraction(text)


def held(value, least, most):
    value = value if least is None else max(value, number(least))
    return value if most is None else min(value, number(most))


def banded(account, score):
    for band in account["bands"]:
        if band["limit"] is None:
            return band["level"]
        limit = number(band["limit"])
        if score <= limit if account["more_is_worse"] else score >= limit:
            return band["level"]
    raise AssertionError("the last band has no limit")


def of_account(account):
    """The best and worst level of an account, from its points or rows, its steps and vetoes."""
    levels = account["levels"]
    if account["score"] is not None:
        base = [banded(account, score) for score in scores(account)]
        if not account["more_is_worse"]:
            base.reverse()
        for band in account["bands"]:
            assert (band["reached"] == "true") is (base[0] == base[1] == band["level"]) or account["bands"].count(
                band
            ) > 1
    else:
        deciding = [row for row in account["rows"] if row["decides"] != "false"]
        reached = [row["level"] for row in deciding]
        # No row that is certain, or more than one of a table that allows one: nothing can be said.
        if sum(row["holds"] == "true" for row in deciding) == 1:
            base = [min(reached, key=levels.index), max(reached, key=levels.index)]
        else:
            base = [levels[0], levels[-1]]
    assert base == [account["base"]["best"], account["base"]["worst"]]
    return [moved(account, levels.index(one), best) for one, best in zip(base, (True, False), strict=True)]


def scores(account):
    low, high = number(account["initial"]), number(account["initial"])
    for group in account["groups"]:
        for end, add in (("low", 0), ("high", 1)):
            points = sum(number(one[end]) for one in group["points"])
            assert points == number(group["sum"][end])
            counted = held(points, group["least"], group["most"])
            assert counted == number(group["counted"][end])
            low, high = (low + counted, high) if add == 0 else (low, high + counted)
    found = [held(one, account["least"], account["most"]) for one in (low, high)]
    assert found == [number(account["score"]["low"]), number(account["score"]["high"])]
    return found


def moved(account, base, best):
    """The level after steps and vetoes: in the best case what harms must hold and what helps may, in the worst the reverse."""
    harmful, helpful = (("true",), ("true", "unknown")) if best else (("true", "unknown"), ("true",))
    up = [step["steps"][0] for step in account["steps"] if max(step["steps"]) > 0 and step["holds"] in harmful]
    down = [step["steps"][0] for step in account["steps"] if min(step["steps"]) < 0 and step["holds"] in helpful]
    floors = [account["levels"].index(one["no_better_than"]) for one in account["vetoes"] if one["holds"] in harmful]
    add = sum if account["together"] == "sum" else None
    step = 0
    if up:
        step = sum(up) if add else max(up)
    elif down and not floors:
        step = sum(down) if add else min(down)
    worst = len(account["levels"]) - 1
    return account["levels"][max([min(max(base + step, 0), worst), *floors])]


def counted_alone(account):
    """The level by the steps that are said to count, where nothing is unknown."""
    known = all(one["holds"] == "true" for one in (*account["steps"], *account["vetoes"]))
    if not known or account["base"] is None or account["base"]["best"] != account["base"]["worst"]:
        return None
    levels = account["levels"]
    step = sum(one["steps"][0] for one in account["steps"] if one["counts"] == "true")
    base = levels.index(account["base"]["best"])
    floors = [levels.index(one["no_better_than"]) for one in account["vetoes"]]
    return levels[max([min(max(base + step, 0), len(levels) - 1), *floors])]


def check(trace):
    """Hold everything that a trace says of its levels against what it shows."""
    grades = {one["name"]: one for one in trace["grades"]}
    for grade in grades.values():
        if grade["excluded"] is not None:
            assert grade["level"] is None
            assert not grade["accounts"]
            continue
        if grade["cross"] is None:
            reached = [of_account(account) for account in grade["accounts"]]
            for account, ends in zip(grade["accounts"], reached, strict=True):
                if ends is not None:
                    assert ends == [account["level"]["best"], account["level"]["worst"]]
                alone = counted_alone(account)
                assert alone is None or ends == [alone, alone]
        else:
            cross = grade["cross"]
            reached = [crossed(cross, list(grade["levels"]))]
            row, column = (grades[cross[axis]]["level"] for axis in ("rows", "columns"))
            if row is not None and column is not None:
                cell = cross["cells"][cross["row_levels"].index(row)][cross["column_levels"].index(column)]
                assert grade["level"] == cell
        order = list(grade["levels"])
        if grade["cross"] is None and trace["decision"] and trace["decision"]["subject"]["version_in_doubt"]:
            # The account is of the version that could be read; the valid one may give any level.
            reached = [[order[0], order[-1]]]
        ends = [one for one in reached if one is not None]
        if ends:
            best = min((one[0] for one in ends), key=order.index)
            worst = max((one[1] for one in ends), key=order.index)
            if grade["finding"] is None:
                assert [best, worst] == [grade["possible"]["best"], grade["possible"]["worst"]]
            if grade["level"] is not None and not grade["provisional"]:
                assert best == worst == grade["level"]


def crossed(cross, order):
    rows, columns = cross["row_levels"], cross["column_levels"]
    cells = [
        cross["cells"][i][j]
        for i in range(rows.index(cross["row"]["best"]), rows.index(cross["row"]["worst"]) + 1)
        for j in range(columns.index(cross["column"]["best"]), columns.index(cross["column"]["worst"]) + 1)
    ]
    return [min(cells, key=order.index), max(cells, key=order.index)]
