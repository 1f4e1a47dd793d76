"""Numbers, truth values and octets.

XML Schema 1.1 part 2, 3.3.2 to 3.3.5, 3.3.15, 3.3.16, and 3.4.13 to 3.4.25 for whole numbers.
"""

from __future__ import annotations

import re
import struct
from decimal import Decimal
from functools import partial

from kg.datatypes.values import Datatype, Value, integer, primitive
from kg.terms import XSD

_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
}
for _bits, _name in ((64, "long"), (32, "int"), (16, "short"), (8, "byte")):
    _RANGES[_name] = (-(2 ** (_bits - 1)), 2 ** (_bits - 1) - 1)
    _RANGES["unsigned" + _name.capitalize()] = (0, 2**_bits - 1)
_INTEGER = re.compile("[+-]?[0-9]+").fullmatch
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)").fullmatch
_FLOATING = re.compile(
    r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN"
).fullmatch
# Groups of four characters; the last may be padded, and then its unused bits are 0.
_SIXES = "[A-Za-z0-9+/] ?"
_BASE64 = re.compile(
    f"(?!.* \\Z)(?:(?:{_SIXES}){{4}})*(?:(?:{_SIXES}){{3}}[A-Za-z0-9+/]"
    f"|(?:{_SIXES}){{2}}[AEIMQUYcgkosw048] ?=|{_SIXES}[AQgw] ?= ?=)?"
).fullmatch


def _within(low: int | None, high: int | None) -> Datatype:
    """Return the datatype of the whole numbers from `low` to `high`, None for no limit."""

    def has(found: Value) -> bool:
        number = found.equal
        if found.space != "decimal" or not isinstance(number, int | Decimal):
            return False
        whole = isinstance(number, int) or number == number.to_integral_value()
        return whole and (low is None or low <= number) and (high is None or number <= high)

    def read(text: str) -> Value | None:
        found = Value("decimal", integer(text)) if _INTEGER(text) else None
        return found if found is not None and has(found) else None

    return Datatype(read, has)


def _decimal(text: str) -> Value | None:
    return Value("decimal", Decimal(text)) if _DECIMAL(text) else None


def _floating(space: str, text: str) -> Value | None:
    """Read a float or double, rounded to what 32 or 64 bits can hold (3.3.4.2, 3.3.5.2)."""
    if not _FLOATING(text):
        return None
    number = float(text)
    if space == "float":
        try:
            (number,) = struct.unpack("f", struct.pack("f", number))
        except OverflowError:
            number = float("-inf" if number < 0 else "inf")
    if number != number:
        return Value(space, "NaN")
    return Value(space, number, text.startswith("-") if number == 0 else None)


def _boolean(text: str) -> Value | None:
    return Value("boolean", text in ("true", "1")) if text in ("true", "false", "1", "0") else None


def _hexadecimal(text: str) -> Value | None:
    fits = re.fullmatch("(?:[0-9a-fA-F]{2})*", text)
    return Value("hexBinary", bytes.fromhex(text)) if fits else None


def _base64(text: str) -> Value | None:
    from base64 import b64decode

    return Value("base64Binary", b64decode(text)) if _BASE64(text) else None


DATATYPES: dict[str, Datatype] = {
    XSD + "boolean": primitive("boolean", _boolean),
    XSD + "hexBinary": primitive("hexBinary", _hexadecimal),
    XSD + "base64Binary": primitive("base64Binary", _base64),
    XSD + "decimal": primitive("decimal", _decimal),
    **{XSD + name: _within(*limits) for name, limits in _RANGES.items()},
    XSD + "float": primitive("float", partial(_floating, "float")),
    XSD + "double": primitive("double", partial(_floating, "double")),
}
