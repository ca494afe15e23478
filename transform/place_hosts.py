"""What a web address says of a place: the syllables or initials of a county or prefecture in its host.

Only ever supporting evidence: initials are shared by many counties, and pages stand on foreign hosts.
"""

import re
from functools import lru_cache

ENDINGS = ("", "x", "xian", "q", "qu", "s", "shi", "qi", "z", "zhou", "m", "meng", "xianqu", "xzf", "gov", "rmzf", "zf")
COMMON = {"www", "gov", "cn", "com", "net", "org", "zwgk", "zfxxgk", "xxgk", "info", "art", "content", "index", "col"}


@lru_cache(maxsize=8192)
def labels(host: str) -> tuple[str, ...]:
    """The telling parts of a host; empty where it is no government's."""
    if not re.search(r"(?:^|\.)gov\.cn$", host):
        return ()
    return tuple(part for part in re.split(r"[.\-]", host) if part not in COMMON)


@lru_cache(maxsize=65536)
def strength(label: str, syllables: str, province: str) -> int:
    """3 the syllables in full · 2 initials with the province's or an ending · 0 nothing."""
    parts = syllables.split()
    full, initials = "".join(parts), "".join(part[0] for part in parts)
    sounds = "".join(part[:2] if part[:2] in ("zh", "ch", "sh") else part[0] for part in parts)
    leads = {"", *PROVINCES.get(province, ())}
    for lead in leads:
        rest = label[len(lead) :] if label.startswith(lead) else None
        if rest is None:
            continue
        if any(rest == full + end for end in ENDINGS) or (lead == "" and label.endswith(full) and len(full) > 5):
            return 3
        if len(label) >= 3 and len(parts) > 1 and any(rest in (initials + end, sounds + end) for end in ENDINGS):
            return 2
    return 0


def support(host: str, county: tuple[str, str] | None, prefecture: tuple[str, str] | None) -> int:
    """How well a host fits a county and its prefecture, each given as syllables and province code: 0 to 4."""
    best = 0
    for label in labels(host):
        if county:
            best = max(best, strength(label, *county) + 1 if strength(label, *county) else 0)
        if prefecture and strength(label, *prefecture) == 3:
            best = max(best, 1)
        if county and prefecture and len(label) > 2 and label == initials(prefecture[0]) + initials(county[0]):
            best = max(best, 2)
    return best


def initials(syllables: str) -> str:
    return "".join(part[0] for part in syllables.split())


# Domains right under gov.cn that are a province's; others of their like are cities' (gz, sx, xz).
PROVINCE_DOMAINS = {
    "12": "tj",
    "15": "nmg",
    "21": "ln",
    "22": "jl",
    "23": "hlj",
    "31": "sh",
    "32": "js",
    "33": "zj",
    "34": "ah",
    "37": "sd",
    "44": "gd",
    "45": "gxzf",
    "50": "cq",
    "51": "sc",
    "53": "yn",
    "64": "nx",
}
NATION = ("china", "cn", "zg")  # letters before a name that say nothing
PROVINCES = {
    "11": ("bj",),
    "12": ("tj",),
    "13": ("he", "hb"),
    "14": ("sx",),
    "15": ("nm", "nmg"),
    "21": ("ln",),
    "22": ("jl",),
    "23": ("hlj", "hl"),
    "31": ("sh",),
    "32": ("js",),
    "33": ("zj",),
    "34": ("ah",),
    "35": ("fj",),
    "36": ("jx",),
    "37": ("sd",),
    "41": ("ha", "hn"),
    "42": ("hb",),
    "43": ("hn",),
    "44": ("gd",),
    "45": ("gx",),
    "46": ("hi", "hn"),
    "50": ("cq",),
    "51": ("sc",),
    "52": ("gz",),
    "53": ("yn",),
    "54": ("xz",),
    "61": ("sn", "sx"),
    "62": ("gs",),
    "63": ("qh",),
    "64": ("nx",),
    "65": ("xj",),
}
