"""The shapes that vendors and standards give their secrets: prefixes of tokens, PEM, JSON Web Tokens, webhooks."""

from __future__ import annotations

import re

_NEEDLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("-----begin ",), r"(?P<s>-----BEGIN [A-Z0-9 ]{1,40}-----(?!\s*\Z).*?(?:-----END [A-Z0-9 ]{1,40}-----|\Z))"),
    (("eyj",), r"(?<!\w)(?P<s>eyJ[\w-]{5,}+(?=(?P<dot>\.[\w-]{5})?)(?:\.[\w-]*+)*+)"),
    (("sig=",), r"(?i:[?&]|\b)sig=(?P<s>[^&;\"'\s\\]+)"),
    (("code=", "key="), r"(?i:[?&](?:code|key))=(?P<s>[\w%+/=-]{16,})"),
    (("bearer", "basic"), r"(?i:\b(?:bearer|basic)\s++)(?P<s>(?=\S*[\d=+/])[^\s\"'\\,;]{8,})"),
    (
        ("gh", "xox", "xapp-", "akia", "asia", "aiza", "ya29.", "sg.", "eaac"),
        r"\b(?P<s>gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|xapp-[\w-]{20,}|A(?:KIA|SIA)[0-9A-Z]{16}|AIza[\w-]{30,}"
        r"|ya29\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|EAAC\w{20,})",
    ),
    (
        (
            "gl",
            "npm_",
            "dckr_",
            "pypi-",
            "hvs.",
            "hvb.",
            "atatt",
            "atbb",
            "shp",
            "do",
            "lin_api_",
            "figd_",
            "glsa_",
            "nrak-",
        ),
        r"\b(?P<s>gl(?:pat|rt|dt|ptt|cbt|ft|soat|imt|agent)-[\w-]{16,}|npm_\w{30,}|dckr_(?:pat|oat)_[\w-]{20,}|pypi-[\w-]{16,}"
        r"|hv[sb]\.[\w-]{16,}|AT(?:ATT|BB)[\w=-]{16,}|shp(?:at|ss|ca|pa)_\w{16,}|do[opr]_v1_\w{16,}|lin_api_\w{16,}|figd_[\w-]{16,}"
        r"|glsa_\w{16,}|NRAK-\w{16,})",
    ),
    (
        (
            "sk",
            "pk_",
            "rk_",
            "whsec_",
            "hf_",
            "r8_",
            "nvapi-",
            "dapi",
            "sq0",
            "tskey-",
            "sntrys_",
            "key-",
            "amzn.mws.",
            "age-",
        ),
        r"\b(?P<s>sk[-_](?:live_|test_|ant-|proj-)?[\w-]{16,}|[pr]k_(?:live|test)_\w{16,}|whsec_[\w+/=]{16,}|hf_\w{20,}|r8_\w{20,}"
        r"|nvapi-[\w-]{20,}|dapi[0-9a-f]{32}|sq0(?:atp|csp|idp)-[\w-]{16,}|tskey-[\w-]{16,}|sntrys_\w{20,}|key-[0-9a-f]{32}"
        r"|amzn\.mws\.[\w-]{16,}|AGE-SECRET-KEY-1\w{20,})",
    ),
    ((":aa",), r"\b(?P<s>\d{8,10}:AA[\w-]{30,})"),
    (("/bot",), r"/bot(?P<s>\d{6,12}:[\w-]{20,})"),
    (("accountkey", "sharedaccess"), r"(?i:AccountKey|SharedAccess(?:Key|Signature))\s*=\s*(?P<s>[^;\s\"']{8,})"),
)
"""Shapes of secrets, each with words of which one is in every such text: to look for a word takes no time."""
SHAPES = tuple((needle, re.compile(pattern, re.DOTALL)) for needles, pattern in _NEEDLES for needle in needles)
