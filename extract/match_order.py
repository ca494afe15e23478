"""In which order the columns of a table stand, as far as headings say, and where those stand that name all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from extract import fold
from extract.row import Row


@dataclass(frozen=True)
class Order:
    """The order of a table's columns.

    ``keys`` the columns from left to right as the header prints them · ``named`` those that headings name: where there
    are none, nothing printed says that the order is the form's ·
    ``other`` another order in which the headings of text name them, where the figures may stand in it or in the
    form's · ``above`` the heading that it has first stands above the others, none of them in its line ·
    ``doubtful`` the headings say that the order is another, yet not which: some are lost, or those of a text name the
    last column before all others, which is as often a slip of the text ·
    ``unknown`` those of a drawn table name some columns in another order than the form's, and not all.
    """

    keys: tuple[str, ...]
    named: tuple[str, ...] = ()
    other: tuple[str, ...] | None = None
    above: bool = False
    doubtful: bool = False
    unknown: bool = False


class Header(NamedTuple):
    """Headings that stand in columns of a grid.

    ``places`` column → grid column, where they name every one once, or all but one; else nothing · ``astray`` what they
    name does not fit the form's order over the figures · ``unknown`` it is another order.
    """

    places: Mapping[str, int] = MappingProxyType({})
    astray: bool = False
    unknown: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """The columns from left to right."""
        return tuple(sorted(self.places, key=self.places.get))


def header_positions(rows: Sequence[Row], keys: Sequence[str], labels: dict[str, str],
                     positions: Sequence[int] | None) -> Header:
    """What the headings say that stand in columns of a grid, ``positions`` those of the figures where known."""
    found: dict[str, int] = {}
    for row in rows:
        if row.figures:
            break
        for cell in row.labels:
            key = labels.get(fold.skeleton(cell.text))
            if key in keys and key not in found and cell.column >= 0:
                found[key] = cell.column
    if positions and not all(row.drawn for row in rows) and any(place < positions[0] for place in found.values()):
        return Header()  # a heading over the labels: its line leaves out the cells that merged ones cover
    lost, free = set(keys) - found.keys(), set(positions or ()) - set(found.values())
    in_order = sorted(found, key=found.get) == [key for key in keys if key in found]
    if len(lost) == len(free) == 1:
        found |= zip(lost, free, strict=True)
        if in_order and sorted(found, key=found.get) != [*keys]:
            return Header(astray=True)  # the headings behind the lost one have moved up into its place
    if len(found) == len(keys) == len(set(found.values())):
        if positions and sorted(found, key=found.get) != [*keys] and set(found.values()) != set(positions):
            return Header(astray=True)  # another order, but of headings that do not stand over the figures
        return Header(found)
    astray = any(position in (positions or ()) and keys[positions.index(position)] != key
                 for key, position in found.items())
    return Header(astray=astray, unknown=not in_order)
