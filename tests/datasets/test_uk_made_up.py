"""The made-up extract: what its generator makes, and nothing that looks real."""

import csv
import importlib.util
from pathlib import Path

import pytest

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


@pytest.fixture(scope="module")
def maker():
    spec = importlib.util.spec_from_file_location("make_uk_made_up", DATASETS / "make_uk_made_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows():
    with (DATASETS / "uk-made-up" / "establishments.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_is_what_the_generator_makes(maker):
    assert (DATASETS / "uk-made-up" / "establishments.csv").read_bytes().decode() == maker.text()


def test_every_row_says_that_it_is_made_up(rows):
    assert all(row["fhrs_id"].startswith("9999") and "synthetic" in row["local_authority"] for row in rows)
    assert len({row["fhrs_id"] for row in rows}) == len(rows)


def test_all_ratings_and_all_states_occur(rows):
    states = {"AwaitingInspection", "AwaitingPublication", "Exempt", ""}
    assert {row["rating_value"] for row in rows} == {"5", "4", "3", "2", "1", "0"} | states


def test_there_are_rows_that_must_not_be_rated(rows):
    scores = [[row["hygiene"], row["structural"], row["confidence_in_management"]] for row in rows]
    assert sum("" in three for three in scores) == 10
    assert sum("7" in three for three in scores) == 1
