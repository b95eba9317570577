"""Chinese labels are drawn in a font that has the characters; without one English stands there, and one warning says so."""

import warnings

import matplotlib.font_manager as manager
import polars as pl
import pytest

from riskgrade.tuning import fonts
from riskgrade.tuning.frames import Table


def labelled(frame, ax, language):
    ax.set_title("风险" if language == "zh" else "risk")


@pytest.fixture
def forgotten():
    fonts.chinese_font.cache_clear()
    yield
    fonts.chinese_font.cache_clear()


def test_a_font_that_is_found_covers_what_is_drawn(forgotten):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fonts.MissingFontWarning)
        name = fonts.chinese_font()
    if name is None:
        pytest.skip("no font with Chinese characters is installed here; the dev extra brings one")
    assert fonts.covers(manager.findfont(name, fallback_to_default=False), fonts.NEEDED)
    # Warnings are errors in the tests: a glyph that is missing would be one.
    picture = Table(pl.DataFrame(), labelled).plot(language="zh")
    assert (picture.ax.get_title(), picture.png()[:4]) == ("风险", b"\x89PNG")


def test_without_one_labels_are_english_and_it_is_said_once(forgotten, monkeypatch):
    monkeypatch.setattr(fonts, "_installed", list)
    monkeypatch.setattr(fonts, "_brought", list)
    with pytest.warns(fonts.MissingFontWarning) as told:
        titles = [Table(pl.DataFrame(), labelled).plot(language="zh").ax.get_title() for _ in range(2)]
    assert (titles, len(told)) == (["risk", "risk"], 1)


def test_a_font_that_shows_one_box_for_everything_is_none(forgotten, monkeypatch):
    one = next((one for one in manager.fontManager.ttflist if one.name.startswith("Last Resort")), None)
    if one is None:
        pytest.skip("matplotlib brings no font of last resort here")
    assert not fonts.covers(one.fname, fonts.NEEDED)


def test_a_picture_is_drawn_on_axes_that_are_given(tmp_path):
    from matplotlib.figure import Figure

    axes = Figure().subplots(1, 2)
    table = Table(pl.DataFrame(), labelled)
    pictures = [table.plot(ax, language="en") for ax in axes]
    assert pictures[0].figure is pictures[1].figure
    assert [ax.get_title() for ax in axes] == ["risk", "risk"]
    pictures[0].save(tmp_path / "both.svg")
    assert (tmp_path / "both.svg").read_text(encoding="utf-8").count("<svg") == 1
