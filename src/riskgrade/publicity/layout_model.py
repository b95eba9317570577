"""`publicity.yaml`: what goes to which platform, in which columns, until when."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from ..pack.register_model import Label, Model, Names
from ..pack.scalars import Truth, Whole, Word


class Goes(StrEnum):
    """What becomes of a record."""

    OUT = "out"
    """It is published."""
    NEVER = "never"
    """It is not to be published; the reason is told."""
    SILENT = "silent"
    """It is not to be published, and nobody would expect it to be: it is only counted."""
    NOT_YET = "not_yet"
    """It may be published later."""
    HELD = "held"
    """A person has to decide, or something is not known."""


class Form(StrEnum):
    """How a value is written, where it is not written as what it is."""

    PLAIN = "plain"
    DATE = "date"
    MONEY_10000 = "money_10000"
    """Yuan as 10,000 yuan (万元), with as many decimals as it needs, at most six."""


When = dict[Word, Names]
"""Field -> codes: each of these fields holds one of its codes."""


class ColumnModel(Model):
    """One column of a feed.

    Args:
        id: its name in JSON.
        code: its code on the platform.
        heading: its heading.
        also: other codes or headings of it.
        value: where its value comes from, the first that is known: a field, `<register>.<field>` of a tied record,
            `@publicity_start` or `@publicity_end`, or `=text`; none: the registers do not hold it and it stays empty.
        form: how it is written.
        words: code -> word; the labels of the register where not given.
        patterns: form of the value (a regular expression) -> what is written in its place.
        required: a record without it is left out.
        required_when: required in such records only.
        only_when: filled in such records only; and required only there.
        not_same_as: a field whose value is no value of this one.
        longest: the characters that programs in use keep; more is told.
    """

    id: Word
    code: str = ""
    heading: Label
    also: Names = ()
    value: Names = ()
    form: Form = Form.PLAIN
    words: dict[str, str] | None = None
    patterns: dict[str, str] = {}
    required: Truth = False
    required_when: When = {}
    only_when: When = {}
    not_same_as: Word | None = None
    longest: Whole | None = Field(default=None, ge=1)
    cite: Names = ()


class DateStyle(StrEnum):
    """How days are written."""

    SLASHES = "yyyy/mm/dd"
    DASHES = "yyyy-mm-dd"


class DeadlineModel(Model):
    """Until when a record must be out.

    Args:
        from_: the date it counts from.
        within: a parameter: so many working days.
        push_within, receive_within: parameters: the same across provinces, to send it and then to publish it.
        done: the date from which it is out; without one only an earlier feed can tell.
    """

    from_: Word = Field(alias="from")
    within: Word
    push_within: Word | None = None
    receive_within: Word | None = None
    done: Word | None = None


class LevelModel(Model):
    """What a level of the channel's grade means for a record.

    Args:
        goes: what becomes of it.
        months: a parameter: how long it is public; none: that cannot be told.
        between: two parameters where it cannot be told: public for so long at least, and for so long at most.
        because: rules that may be the reason, to be named where they hold.
        early_stop: rules that must all hold before its publicity may end early.
    """

    goes: Goes
    months: Word | None = None
    between: tuple[Word, Word] | None = None
    because: Names = ()
    early_stop: Names = ()


class LongerModel(Model):
    """Publicity that lasts as long as a ban: until this date, where the record is of one of these kinds."""

    until: Word
    kinds: Word


class ChannelModel(Model):
    """A platform, as the pack's grade of that name speaks of it.

    Args:
        grade: the grade of the pack.
        starts: the date from which publicity runs.
        ends_longer: what makes it longer.
        deadline: until when a record must be out.
        levels: level -> what it means.
        tells: rules whose title is told with the number of records that go out and for which they hold.
    """

    title: Label
    grade: Word
    starts: Word
    tells: Names = ()
    ends_longer: LongerModel | None = None
    deadline: DeadlineModel | None = None
    levels: dict[str, LevelModel]


class StateModel(Model):
    """A state of a record; the first that holds is its own.

    Args:
        when: a condition over the record; without one it always holds.
        goes: what becomes of it.
        withdraw: whether a record that was out before is withdrawn for this.
        since: the date from which it is in that state.
        ends: whether a record that was out comes to this by itself, so that nobody has to look.
    """

    id: str
    when: str | None = None
    goes: Goes
    title: Label
    cite: Names = ()
    withdraw: Truth = False
    ends: Truth = False
    since: Word | None = None


class RetestModel(Model):
    """Until when a retest may be asked for: so many working days (a table by a field) after a date."""

    from_: Word = Field(alias="from")
    by: Word
    days: Word


class FeedModel(Model):
    """One feed.

    Args:
        register: whose records it holds.
        channel: the platform whose grade says what becomes of a record; else `states` say so.
        dates: how days are written.
        file_number: the field by which the platform knows a record; its key where not given.
        states: what becomes of a record, the first that holds.
        retest_within: defines `retest_may_be_asked_for` for the states.
        deadline: until when a record must be out, where no channel says it.
        figures_from: the pack of the list, whose parameters `deadline` names in the place of this pack's.
        until_term_ends: whether a record is public as long as an entry of the list is in force, by that pack.
        columns: in the order of the platform.
    """

    title: Label
    register_: Word = Field(alias="register")
    channel: Word | None = None
    dates: DateStyle
    file_number: Word | None = None
    states: tuple[StateModel, ...] = ()
    retest_within: RetestModel | None = None
    deadline: DeadlineModel | None = None
    figures_from: str | None = None
    until_term_ends: Truth = False
    columns: tuple[ColumnModel, ...]
    cite: Names = ()


class ReadColumnModel(Model):
    """A column that is read into a field of a register.

    Args:
        headings: what it may be called.
        more: columns whose words are added to the list.
        form: how it is written.
        words_of: a column of the feed of that name, whose words stand in it.
        blank_if: texts that say that there is none.
        only_when: read in such rows only.
    """

    field: Word
    headings: Names
    more: Names = ()
    form: Form = Form.PLAIN
    words_of: Word | None = None
    blank_if: Names = ()
    only_when: When = {}


class GenerationModel(Model):
    """A version of a layout: the headings that only it has, what is read, and headings known but not read."""

    title: Label
    told_by: Names
    columns: tuple[ReadColumnModel, ...]
    unread: Names = ()
    cite: Names = ()


class ReadingModel(Model):
    """How a feed is read into a register."""

    register_: Word = Field(alias="register")
    generations: dict[str, GenerationModel]


class AtModel(Model):
    """Which fields say in which province the authority sits and the party is registered: their first digits."""

    authority: Word
    party: str
    digits: Whole = Field(ge=1)
    cite: Names = ()


class RepairedModel(Model):
    """The reason of the register that ends publicity without ending the record."""

    reason: str
    within: Word


class AlteredModel(Model):
    """The reason of the register that a person must look at."""

    reason: str
    cite: Names = ()


class WithdrawalModel(Model):
    """How what was public is taken back: within a parameter's working days."""

    within: Word
    repaired: RepairedModel
    altered: AlteredModel


class SaidModel(Model):
    """What is said of an entry that does not go out, and what that rests on."""

    title: Label
    cite: Names = ()


class RevokedModel(SaidModel):
    """A decision to list that was revoked.

    Args:
        reason: the word for it, for programs.
        within: a parameter of the list's pack: within how many working days what was public is taken back.
    """

    reason: Word
    within: Word


class CasesModel(Model):
    """Entries of a case register.

    Args:
        feed: the feed in which it is said what does not go out.
        undecided: entries that are not decided yet.
        given_up: entries that were given up before they were decided.
        no_code: entries whose party has no code, or one that the draft masks and no register tells.
        same: a record of the register of the list that is the same matter.
        revoked: entries whose decision was revoked.
    """

    feed: Word
    undecided: SaidModel
    given_up: SaidModel
    no_code: SaidModel
    same: SaidModel
    revoked: RevokedModel


class PublicityModel(Model):
    """The whole file."""

    province: AtModel
    channels: dict[Word, ChannelModel]
    withdrawal: WithdrawalModel
    cases: CasesModel | None = None
    feeds: dict[Word, FeedModel]
    readings: dict[Word, ReadingModel] = {}
