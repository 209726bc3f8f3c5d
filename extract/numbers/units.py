"""Units: how they are spelled, what each is called in a record, and which can be turned into each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7,
    "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12,
}  # fmt: skip
"""Scale words, lower case."""

LETTER_SCALES = {"k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9, "G": 10**9, "T": 10**12, "P": 10**15}
"""Letters that stand right behind a number for a scale."""

CURRENCIES = {"US$": "USD", "USD$": "USD", "C$": "CAD", "A$": "AUD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
"""Signs that stand before an amount."""

CODE_BEFORE = re.compile(r"(?<![A-Za-z0-9])(USD|EUR|GBP|JPY|CNY|RMB|CHF|INR|KRW|AUD|CAD|SEK|NOK|DKK) ")
"""The code of a currency in front of an amount."""

_PREFIXES = {"": 1, "B": 10**9, "K": 10**3, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15, "E": 10**18}

# name | family | how many of the family's smallest common measure it is | spellings. The first family member in use
# does not matter: only quotients of two factors of one family are ever taken.
_TABLE = """
%            | share    | 1/100       | %, percent, per cent, pct, pct., percents, percentage, Percent
‰            | share    | 1/1000      | ‰, per mille, per mil, permille
ppm          | share    | 1/1000000   | ppm, parts per million
ppb          | share    | 1/1000000000 | ppb, parts per billion
wt%          | weight share | 1/100   | wt.%, wt%, wt. %, wt %, % by weight, w/w, % w/w
vol%         | volume share | 1/100   | vol.%, vol%, vol. %, vol %, v/v, % v/v
points       | points   | 1           | points, point, pp, p.p., p.p, pp., pps, %p, %pt, %pts, ppt, ppts, % points, % point, %-points
points       | points   | 1           | percentage points, percentage point, percentage-point, percent points, percent point
points       | points   | 1           | pts, pt, pts., absolute points
bps          | points   | 1/100       | bps, basis points, basis point
x            | times    | 1           | x, X, ×, times, fold, folds times
ps           | time     | 1/1000000000000 | ps, picoseconds, picosecond
fs           | time     | 1/1000000000000000 | fs, femtoseconds, femtosecond
ns           | time     | 1/1000000000 | ns, nanoseconds, nanosecond, nsec
µs           | time     | 1/1000000   | µs, us, microseconds, microsecond, usec
ms           | time     | 1/1000      | ms, msec, msecs, millisecond, milliseconds
s            | time     | 1           | s, sec, secs, sec., second, seconds
min          | time     | 60          | min, mins, min., minute, minutes
h            | time     | 3600        | h, hr, hrs, hour, hours, Hours
days         | time     | 86400       | days, day, Days
weeks        | time     | 604800      | weeks, week, wk, wks
months       | months   | 1           | months, month
years        | months   | 12          | years, year, yr, yrs, yr., yrs., y
decades      | months   | 120         | decades, decade
centuries    | months   | 1200        | centuries, century
bits         | data     | 1           | bits, bit, Bit
bytes        | data     | 8           | bytes, byte, B/s bytes
KB           | data     | 8000        | KB, kB, Kbytes, kilobytes, kilobyte, Kb
MB           | data     | 8000000     | MB, Mbytes, megabytes, megabyte, Mb
GB           | data     | 8000000000  | GB, Gbytes, gigabytes, gigabyte, Gb, GBs
TB           | data     | 8000000000000 | TB, Tbytes, terabytes, terabyte, TBs
PB           | data     | 8000000000000000 | PB, petabytes, petabyte
KiB          | data     | 8192        | KiB
MiB          | data     | 8388608     | MiB
GiB          | data     | 8589934592  | GiB
TiB          | data     | 8796093022208 | TiB
Kbps         | data rate | 1000       | Kbps, kbps, kbit/s, kb/s
Mbps         | data rate | 1000000    | Mbps, Mbit/s, Mb/s
Gbps         | data rate | 1000000000 | Gbps, Gbit/s, Gb/s
MB/s         | data rate | 8000000    | MB/s
GB/s         | data rate | 8000000000 | GB/s, GB/sec
FPS          | rate     | 1           | FPS, fps, frames per second, frame per second, frames/s, frame/s, frames/sec, frame/sec
Hz           | frequency | 1          | Hz, hertz
kHz          | frequency | 1000       | kHz, KHz
MHz          | frequency | 1000000    | MHz
GHz          | frequency | 1000000000 | GHz
THz          | frequency | 1000000000000 | THz
px           | pixels   | 1           | px, pixels, pixel, pix
megapixels   | pixels   | 1000000     | megapixels, megapixel, MP, Mpx
σ            | sigma    | 1           | σ
sigma        | sigma    | 1           | sigma, sigmas
standard deviations | sigma | 1        | standard deviations, standard deviation, std. devs., SDs
dB           | dB       | 1           | dB, decibels, decibel, dBs, db
epochs       | epochs   | 1           | epochs, epoch
timesteps    | timesteps | 1          | timesteps, timestep, time steps, time-steps
octaves      | octaves  | 1           | octaves, octave
nats         | nats     | 1           | nats, nat
nm           | length   | 1/1000000000 | nm, nanometers, nanometer, nanometres
µm           | length   | 1/1000000   | µm, um, microns, micron, micrometers, micrometres
mm           | length   | 1/1000      | mm, millimeters, millimetres, millimeter
cm           | length   | 1/100       | cm, centimeters, centimetres, centimeter
m            | length   | 1           | m, meters, metres, meter, metre
hectares     | area     | 10000       | ha, hectares, hectare
pc           | parsec   | 1           | pc
kpc          | parsec   | 1000        | kpc
Mpc          | parsec   | 1000000     | Mpc
km           | length   | 1000        | km, kilometers, kilometres, kilometer, kms
Å            | length   | 1/10000000000 | Å, angstroms, angstrom
inches       | length   | 127/5000    | inch, inches
ft           | length   | 381/1250    | ft, feet
miles        | length   | 201168/125  | miles, mile
AU           | AU       | 1           | AU
ng           | mass     | 1/1000000000 | ng
µg           | mass     | 1/1000000   | µg, ug, micrograms
mg           | mass     | 1/1000      | mg, milligrams
g            | mass     | 1           | g, grams, gram
kg           | mass     | 1000        | kg, kilograms, kilogram, kgs
t            | mass     | 1000000     | t, tonnes, tons, tonne, ton
kDa          | dalton   | 1000        | kDa
Da           | dalton   | 1           | Da
µL           | volume   | 1/1000000   | µL, µl, ul, uL
mL           | volume   | 1/1000      | mL, ml, milliliters, millilitres
L            | volume   | 1           | L, l, liters, litres, liter, litre
nM           | molar    | 1/1000000000 | nM
µM           | molar    | 1/1000000   | µM, uM
mM           | molar    | 1/1000      | mM
mol          | amount   | 1           | mol, moles
mmol         | amount   | 1/1000      | mmol
µmol         | amount   | 1/1000000   | µmol
nmol         | amount   | 1/1000000000 | nmol
mW           | power    | 1/1000      | mW
W            | power    | 1           | W, watts, watt, Watts
kW           | power    | 1000        | kW, KW
MW           | power    | 1000000     | MW
GW           | power    | 1000000000  | GW
µW           | power    | 1/1000000   | µW
nW           | power    | 1/1000000000 | nW
dBm          | dBm      | 1           | dBm
J            | energy   | 1           | J, joules, Joules
mJ           | energy   | 1/1000      | mJ
µJ           | energy   | 1/1000000   | µJ
nJ           | energy   | 1/1000000000 | nJ
pJ           | energy   | 1/1000000000000 | pJ
GJ           | energy   | 1000000000  | GJ
kJ           | energy   | 1000        | kJ
MJ           | energy   | 1000000     | MJ
Wh           | energy   | 3600        | Wh
kWh          | energy   | 3600000     | kWh, KWh
MWh          | energy   | 3600000000  | MWh
GWh          | energy   | 3600000000000 | GWh
TWh          | energy   | 3600000000000000 | TWh
kcal         | energy   | 4184        | kcal
eV           | electronvolt | 1       | eV
meV          | electronvolt | 1/1000  | meV
keV          | electronvolt | 1000    | keV
MeV          | electronvolt | 1000000 | MeV
GeV          | electronvolt | 1000000000 | GeV
µV           | voltage  | 1/1000000   | µV
mV           | voltage  | 1/1000      | mV
V            | voltage  | 1           | V, volts, volt
kV           | voltage  | 1000        | kV
nA           | current  | 1/1000000000 | nA
µA           | current  | 1/1000000   | µA
mA           | current  | 1/1000      | mA
kA           | current  | 1000        | kA
mAh          | charge   | 1/1000      | mAh
Ah           | charge   | 1           | Ah
Ω            | resistance | 1         | Ω, ohms, ohm
mΩ           | resistance | 1/1000    | mΩ
kΩ           | resistance | 1000      | kΩ
MΩ           | resistance | 1000000   | MΩ
pF           | capacitance | 1/1000000000000 | pF
nF           | capacitance | 1/1000000000 | nF
µF           | capacitance | 1/1000000 | µF
A            | current  | 1           | A, amps
nT           | field    | 1/1000000000 | nT
µT           | field    | 1/1000000   | µT
mT           | field    | 1/1000      | mT
T            | field    | 1           | T, tesla
N            | force    | 1           | N
mN           | force    | 1/1000      | mN
kN           | force    | 1000        | kN
Pa           | pressure | 1           | Pa
kPa          | pressure | 1000        | kPa
MPa          | pressure | 1000000     | MPa
GPa          | pressure | 1000000000  | GPa
bar          | pressure | 100000      | bar, bars
mbar         | pressure | 100         | mbar
hPa          | pressure | 100         | hPa
atm          | pressure | 101325      | atm
psi          | psi      | 1           | psi
Torr         | Torr     | 1           | Torr
µbar         | pressure | 1/10        | µbar
nbar         | pressure | 1/10000     | nbar
mmHg         | mmHg     | 1           | mmHg, mm Hg
nK           | kelvin   | 1/1000000000 | nK
µK           | kelvin   | 1/1000000   | µK
mK           | kelvin   | 1/1000      | mK
K            | kelvin   | 1           | K, kelvin, kelvins
°C           | celsius  | 1           | °C, ° C, degrees Celsius, degree Celsius, °c
°F           | fahrenheit | 1         | °F, degrees Fahrenheit
degrees      | angle    | 1           | degrees, degree
deg          | angle    | 1           | deg
°            | angle    | 1           | °, °N, °S, °E, °W, ° N, ° S
mrad         | radian   | 1/1000      | mrad
rad          | radian   | 1           | rad, radians
arcsec       | arcsec   | 1           | arcsec, arcseconds, arcsecond
arcmin       | arcsec   | 60          | arcmin, arcminutes, arcminute
lx           | lux      | 1           | lx, lux
Gy           | gray     | 1           | Gy
mSv          | sievert  | 1/1000      | mSv
mph          | mph      | 1           | mph
rpm          | rpm      | 1           | rpm
ka           | ka       | 1           | ka, kyr
Ma           | ka       | 1000        | Ma, Myr, byr
USD          | USD      | 1           | USD, dollars, dollar, US dollars
cents        | USD      | 1/100       | cents, ¢
EUR          | EUR      | 1           | EUR, euros, euro, €
GBP          | GBP      | 1           | GBP, £
JPY          | JPY      | 1           | JPY, yen
CNY          | CNY      | 1           | CNY, RMB, yuan
CHF          | CHF      | 1           | CHF, Swiss francs
INR          | INR      | 1           | INR, rupees
KRW          | KRW      | 1           | KRW
AUD          | AUD      | 1           | AUD
CAD          | CAD      | 1           | CAD
SEK          | SEK      | 1           | SEK
NOK          | NOK      | 1           | NOK
DKK          | DKK      | 1           | DKK
"""

_NOUNS = {"params": "parameters", "param": "parameters", "parameter": "parameters", "people": "people"}

_WORKERS = ("GPU", "TPU", "CPU", "NPU", "IPU", "GPUs", "TPUs")
_SPANS = {"hours": "hours hour hrs hr h", "days": "days day d", "weeks": "weeks week", "months": "months month", "years": "years year",
          "minutes": "minutes minute min mins", "seconds": "seconds second s"}  # fmt: skip
_SPAN_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800, "months": None, "years": None}
_OPERATIONS = {
    "FLOPs": "FLOPs FLOPS Flops flops FLOP FlOPs", "FLOP/s": "FLOPS/s FLOP/s FLOPs/s", "MACs": "MACs MACS MAC Macs",
    "M-Adds": "M-Adds MAdds M-adds Madds",
    "Mult-Adds": "Mult-Adds Multi-Adds MultAdds mult-adds", "multiply-adds": "multiply-adds", "BOPs": "BOPs BOPS", "OPs": "OPs OPS",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its name in a record; a value in the given spelling times `scale` is the value in `name`.

    GFLOPs is FLOPs with scale 10**9, "M parameters" is parameters with scale 10**6. `family` and `factor` tell what it can be
    turned into: two units of one family convert by the quotient of their factors; a counted noun has no family.
    """

    name: str
    scale: Fraction = Fraction(1)
    family: str | None = None
    factor: Fraction = Fraction(1)


def _from_table() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in _TABLE.strip().splitlines():
        name, family, factor, spellings = (cell.strip() for cell in row.split("|"))
        unit = Unit(name, family=family, factor=Fraction(factor))
        units |= {spelling.strip(): unit for spelling in (name, *spellings.split(","))}
    return units


def _operations() -> dict[str, Unit]:
    return {
        prefix + spelling: Unit(name, Fraction(scale), name)
        for name, spellings in _OPERATIONS.items()
        for spelling in spellings.split()
        for prefix, scale in _PREFIXES.items()
    }


def _worker_times() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for worker in _WORKERS:
        for span, spellings in _SPANS.items():
            name = f"{worker.rstrip('s')}-{span}"
            seconds = _SPAN_SECONDS[span]
            unit = Unit(name, family=f"{worker[:3]} time" if seconds else name, factor=Fraction(seconds or 1))
            units |= {f"{worker}{joint}{word}": unit for word in spellings.split() for joint in (" ", "-", "·", " · ")}
    return units


UNITS: dict[str, Unit] = _from_table() | _operations() | _worker_times()
"""Every spelling that the reader knows."""

# Letters that are a unit only when nothing tells otherwise: spaced single capitals are often names (Model B, Task A).
_PLAIN = sorted(UNITS, key=len, reverse=True)


@cache
def unit_pattern() -> re.Pattern[str]:
    """Return the pattern of a unit right behind a number: blank or hyphen, spelling, and any powers or `per` parts."""
    by_first: dict[str, list[str]] = {}
    for spelling in _PLAIN:
        by_first.setdefault(spelling[0], []).append(re.escape(spelling[1:]))
    words = "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(by_first.items()))
    another = r" ?(?:[kKMGTmµn]?(?:B|s|m|g|W|V|J|L|Hz)|min|hrs?|h|(?:day|hour|year|week|minute|second|month)s?|[x×%])(?![A-Za-z0-9^-])"
    power = rf"(?:\^-?[1-4]|-[1-4](?!{another})|(?<=m)[23])(?![0-9]|\.[0-9])"  # but not the 2 of "5 ms-2 s"
    symbol = "(?:[kmcnµ]?(?:m|g|s|L|l|mol|J|W|V|N|Pa|K|M)|[kMG]?pc|min|hr?|day|yr|year|sec|kg|ha|cell|well|plate|week|litre|person)"
    per = rf"(?: ?/ ?{symbol}(?:{power})?(?![A-Za-z])|[ ·]{symbol}{power}){{0,6}}"
    return re.compile(rf"(?P<joint> ?|-)(?P<unit>{words})(?P<more>{power})?(?P<per>{per})(?![A-Za-z0-9])")


@lru_cache(maxsize=4096)
def parse_unit(unit: str) -> Unit:
    """Return the unit that a spelling means: known spellings, scale words before a noun, currency signs, counted nouns as they stand."""
    unit = " ".join(unit.replace("\\%", "%").replace("μ", "µ").split())
    known = UNITS.get(unit) or UNITS.get(unit.lower())
    if known:
        return known
    if unit in CURRENCIES:
        return Unit(CURRENCIES[unit], family=CURRENCIES[unit])
    first, _, rest = unit.partition(" ")
    scale = LETTER_SCALES.get(first) or SCALES.get(first.lower().rstrip("s"))
    if scale and (rest or first in LETTER_SCALES or first.lower() in SCALES):
        inner = parse_unit(rest) if rest else Unit("")
        return Unit(inner.name, inner.scale * scale, inner.family, inner.factor)
    if compound := _compound(unit):
        return compound
    counted, _, per = unit.partition(" per ")
    if per:
        return parse_unit(counted)
    return Unit(_NOUNS.get(unit, unit))


_POWERED = re.compile(r"(.*[^0-9^-])\^?([1-4])?")
_INVERSE = re.compile(r"[ ·]([A-Za-zµ]+)\^?-([1-4])(?![0-9])")
_SQUARE = re.compile(r"(square|sq\.?|cubic) ([a-z]+)")
_SUPERSCRIPTS = str.maketrans("²³⁻¹", "23-1")


def _compound(unit: str) -> Unit | None:
    """Return a unit made of known ones: mg/kg, m s^-1, km per hour, cm^2; null where a part is unknown, or where there is only one."""
    unit = _SQUARE.sub(lambda m: m[2] + ("3" if m[1][0] == "c" else "2"), unit)
    parts = _INVERSE.sub(r"/\1\2", unit.translate(_SUPERSCRIPTS)).replace(" per ", "/").replace(" / ", "/").split("/")
    if known := UNITS.get("/".join(UNITS[part].name if part in UNITS else part for part in parts)):
        return known
    family, factor = "", Fraction(1)
    for k, part in enumerate(parts):
        match = _POWERED.fullmatch(part)
        one = match and (UNITS.get(match[1]) or (CURRENCIES.get(match[1]) and UNITS.get(CURRENCIES[match[1]])))
        if not (match and one) or one.family is None:
            return None
        power = int(match[2] or 1)
        family += f"{'/' if k else ''}{one.family}{power if power > 1 else ''}"
        factor *= (one.scale * one.factor) ** (-power if k else power)
    return Unit(parse_unit(unit.partition(" per ")[0]).name if " per " in unit else unit, family=family, factor=factor)


def normal_unit(unit: str | None) -> str | None:
    """Return the name a unit has in a record: "percent" -> "%", "hours" -> "h", "GFLOPs" -> "FLOPs"; null stays null."""
    return (parse_unit(unit).name or None) if unit and unit.strip() else None


def _stems(noun: str) -> list[str]:
    words = re.sub(r"[^a-z0-9%]+", " ", noun.lower()).split()
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words]


def same_unit(a: str | None, b: str | None) -> bool:
    """Say whether two spellings mean the same unit, whatever scale they carry.

    Plural and singular are the same; a counted noun is the same as its head ("galaxy images" and "images"), but
    "test sets" are no "training sets".
    """
    name_a, name_b = normal_unit(a), normal_unit(b)
    if name_a is None or name_b is None:
        return name_a is name_b
    if name_a == name_b or name_a in UNITS or name_b in UNITS:
        return name_a == name_b or (name_a in UNITS and name_b in UNITS and UNITS[name_a] in _alike(name_b))
    few, many = sorted((_stems(name_a), _stems(name_b)), key=len)
    return bool(few) and many[-len(few) :] == few


def _alike(name: str) -> tuple[Unit, ...]:
    """Return the units that are another name of this one: σ and sigma, ° and degrees."""
    known = UNITS[name]
    if known.family is None:
        return (known,)
    return tuple(UNITS[other] for other in _NAMES if UNITS[other].family == known.family and UNITS[other].factor == known.factor)


_NAMES = sorted({unit.name for unit in UNITS.values()} & UNITS.keys())


def conversion(source: str | None, target: str | None) -> Fraction | None:
    """Return what a value in `source` is multiplied by to be a value in `target`, or null where they do not convert.

    "ms" to "s" is 1/1000; "GFLOPs" to "FLOPs" 10**9; "M parameters" to "parameters" 10**6; "points" and "%" do not convert.
    """
    a, b = parse_unit(source or ""), parse_unit(target or "")
    if a.family is not None and a.family == b.family:
        return a.scale * a.factor / (b.scale * b.factor)
    return a.scale / b.scale if same_unit(a.name, b.name) or "" in (a.name, b.name) else None
