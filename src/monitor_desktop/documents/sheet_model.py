"""What stands on paper, in one language or side by side in several.

No markup, no fonts, no widths: text and what it means. A template decides how it looks.
"""

from dataclasses import dataclass
from typing import Final

Said = tuple[str, ...]
"""The same thing said in each language of the sheet, in the order of its languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A text and the language it is in, which decides how lines may be broken.

    Attributes:
        text: Plain text; line feeds part paragraphs.
        language: tg, ru or en.
    """

    text: str
    language: str


Phrases = tuple[Phrase, ...]
"""One phrase for each language of the sheet, or a single one that stands for all."""


def plain(phrases: Phrases) -> str:
    """The text in the first language; nothing for no phrase."""
    return phrases[0].text if phrases else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label and its value.

    Attributes:
        label: Name of the field.
        values: The value.
        long: The value is running text and stands under its label.
    """

    label: Said
    values: Phrases
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows under a heading.

    Attributes:
        heading: Heading of the section.
        rows: Filled fields in the order of the form.
    """

    heading: Said
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One record as a line of a table.

    Attributes:
        cells: A value for each column of the table; empty where there is none.
        more: Filled fields that are no column; they stand under the line.
    """

    cells: tuple[Phrases, ...]
    more: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Records of one type, one a line.

    Attributes:
        heading: What the records are, in the plural.
        columns: Names of the columns.
        lines: The records in their order.
    """

    heading: Said
    columns: tuple[Said, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Empty lines to be filled in by hand.

    Attributes:
        roles: Who signs, side by side.
        blanks: What each writes: name, signature, date.
    """

    roles: tuple[Said, ...]
    blanks: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field to be filled in by hand.

    Attributes:
        label: Name of the field.
        hint: How it is to be filled in; may be empty.
        options: Terms to tick.
        lines: Empty lines to write on.
    """

    label: Said
    hint: Said = ()
    options: tuple["Option", ...] = ()
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A term with its code.

    Attributes:
        code: As it is entered afterwards; not printed beside a box.
        label: What it means.
        depth: How many wider terms stand above it.
    """

    code: str
    label: Said
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Fields to be filled in by hand, under a heading."""

    heading: Said
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The terms of a list that is too long to be ticked in a field."""

    heading: Said
    terms: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Running text, paragraphs of all languages side by side.

    Attributes:
        heading: May be empty.
        text: Line feeds part paragraphs.
    """

    heading: Said = ()
    text: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a text for publication is about, and its day.

    Attributes:
        text: The headline.
        day: May be empty.
    """

    text: Phrases
    day: Phrases = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Head of a letter.

    Attributes:
        to: Whom it goes to.
        sender: Whom it comes from; may be empty.
        marks: Number and day of the letter, each on a line.
    """

    to: Phrases
    sender: Phrases = ()
    marks: tuple[Phrases, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One count of a chart; None is a number left out because it is small."""

    label: Said
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Counts as bars with their numbers.

    Attributes:
        heading: What is counted.
        by: What each bar stands for.
        counted: What its number is a number of.
        bars: In the order they are shown.
        note: How it was counted; may be empty.
    """

    heading: Said
    by: Said
    counted: Said
    bars: tuple[Bar, ...]
    note: Said = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a bulletin.

    Attributes:
        day: When, in words.
        who: Person, what they are, place; may be empty.
        text: What happened.
        reference: Number of the record, may be empty.
    """

    day: Phrases
    who: Phrases = ()
    text: Phrases
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """Entries of a bulletin under the heading of their part."""

    heading: Said
    entries: tuple[Entry, ...]
    none: Said = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate, alone on its page.

    Attributes:
        name: Whose it is.
        lines: What it certifies, each on a line.
        signature: What stands under the line to sign on.
        marks: Number and day.
    """

    name: Phrase
    lines: tuple[Phrases, ...]
    signature: Said
    marks: tuple[Phrases, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A numbered mark on a drawing, in thousandths of its width and height."""

    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One drawing of a body.

    Attributes:
        key: Which drawing of ``body.json`` it is.
        label: What it shows.
        marks: On it; their numbers are those of the table of marks.
    """

    key: str
    label: Said
    marks: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMap:
    """Injuries marked on drawings of a body."""

    heading: Said
    views: tuple[Drawing, ...]


Block = (
    Section
    | Table
    | Form
    | Codes
    | Prose
    | Headline
    | Address
    | Chart
    | Entries
    | Certificate
    | BodyMap
)
"""A piece of the body of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues a document.

    Attributes:
        name: Organisation or unit; empty prints nothing.
        address: Where it is; may be empty.
        logo: An SVG picture, or an empty string.
    """

    name: Said = ()
    address: Said = ()
    logo: str = ""

    def alone(self, number: int) -> "Letterhead":
        """In one of its languages; what stands once stands for every language."""
        return Letterhead(
            name=_one_of(self.name, number),
            address=_one_of(self.address, number),
            logo=self.logo,
        )


def _one_of(said: Said, number: int) -> Said:
    return said[number : number + 1] if len(said) > 1 else said


NO_LETTERHEAD: Final = Letterhead()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One printed document.

    Attributes:
        template: Key of the template that sets it.
        languages: tg, ru, en: one, or several for a sheet side by side.
        kind: What sort of document it is.
        number_label: What the reference number is called.
        reference: Reference number, also in the QR symbol; may be empty.
        code: Digest of what it says, in letters to be typed; empty where there is
            nothing to check it against.
        origin: What ``sheets verify`` needs to make it again; empty without a code.
        symbol: What the QR symbol shows, for those who cannot see it.
        name: The record's title; empty when it is withheld.
        letterhead: Who issues it.
        level: For whom it is made, in a word, on every page.
        level_line: For whom it is made and what may be done with it.
        withheld: How many persons were left out; empty when nobody was.
        body: What it says.
        signatures: To be signed by hand, or None.
        printed: When it was printed, in words.
        printed_on: When it was printed, as an ISO day.
        page: Page number with ``{page}`` and ``{pages}`` to be filled in.
        watermark: Draft, or which copy it is; may be empty.
    """

    template: str
    languages: tuple[str, ...]
    kind: Said
    number_label: Said = ()
    reference: str = ""
    code: str = ""
    origin: str = ""
    symbol: Said = ()
    name: Phrase
    letterhead: Letterhead = NO_LETTERHEAD
    level: Said = ()
    level_line: Said = ()
    withheld: Said = ()
    body: tuple[Block, ...] = ()
    signatures: Signatures | None = None
    printed: Said
    printed_on: str
    page: Said
    watermark: Said = ()
