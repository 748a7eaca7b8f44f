"""The shapes that vendors and standards give their secrets: prefixes of tokens, PEM, JSON Web Tokens, webhooks."""

from __future__ import annotations

import re

_NEEDLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("-----begin ",), r"(?P<s>-----BEGIN [A-Z0-9 ]{1,40}-----(?!\s*\Z).*?(?:-----END [A-Z0-9 ]{1,40}-----|\Z))"),
    (("eyj",), r"(?<!\w)(?P<s>eyJ[\w-]{5,}+(?=(?P<dot>\.[\w-]{5})?)(?:\.[\w-]*+)*+)"),
    (("sig=",), r"(?i:[?&]|\b)sig=(?P<s>[^&;\"'\s\\]+)"),
    (("code=", "key="), r"(?i:[?&](?:code|key))=(?P<s>[\w%+/=-]{16,})"),
    (
        ("authorization",),
        r"(?i:authorization)\\*+[\"']?\s*+[:=]\s*+\\*+[\"']?(?:[A-Za-z][\w-]{0,30}+\s++)?+(?P<s>[^\s\"'\\,;]{4,})",
    ),
    (("pragma",), r"(?i:pragma key)\s*+=\s*+\\*+[\"']?(?P<s>[^\s\"'\\,;]{3,})"),
    (
        ("apikey ",),
        r"(?i:\bapikey\s++(?!(?:header|parameter|query|name|field|authentication|required)\b))(?P<s>[^\s\"'\\,;=:]{4,})",
    ),
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
    (
        (
            "twilio",
            "sk0",
            "sk1",
            "sk2",
            "sk3",
            "sk4",
            "sk5",
            "sk6",
            "sk7",
            "sk8",
            "sk9",
            "ska",
            "skb",
            "skc",
            "skd",
            "ske",
            "skf",
        ),
        r"\b(?P<s>SK[0-9a-f]{32})\b",
    ),
    (
        (
            "8q~",
            "7q~",
            "dp.",
            "pmak-",
            "squ_",
            "sqp_",
            ".atlasv1.",
            "ntn_",
            "secret_",
            "gocspx-",
            "nfp_",
            "sbp_",
            "pscale_",
            "ccipat_",
            "sntry",
            "pul-",
            "rubygems_",
            "dt0",
            "hrku-",
            "glc_",
            "akcp",
            "ezak",
            "ezat",
            "1//0",
            "sl.",
            "bkua_",
            "v1.0-",
            "pat",
        ),
        r"(?<![\w.-])(?P<s>[\w.-]{3}[78]Q~[\w.~-]{30,40}|dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.]{20,}|PMAK-[0-9a-f-]{40,}|sq[up]_[0-9a-f]{40}|squ_[0-9a-f]{20,}"
        r"|\w{14}\.atlasv1\.[\w-]{40,}|ntn_\w{30,}|secret_\w{30,}|GOCSPX-[\w-]{20,}|nfp_\w{30,}|sbp_[0-9a-f]{32,}|pscale_\w{20,}|CCIPAT_\w{20,}"
        r"|sntry[usr]_\w{30,}|pul-[0-9a-f]{32,}|rubygems_[0-9a-f]{32,}|dt0[cs]\d\d\.[A-Z0-9.]{40,}|HRKU-[\w-]{30,}|glc_[\w+/=]{30,}|AKCp\w{40,}"
        r"|EZ[AT]K\w{40,}|1//0[\w-]{30,}|sl\.[\w-]{40,}|bkua_[0-9a-f]{32,}|v1\.0-[0-9a-f-]{40,}|pat\w{14}\.[0-9a-f]{40,})",
    ),
    (
        ("$1$", "$2", "$5$", "$6$", "$y$", "$apr1$", "$argon2", "$pbkdf2", "$scrypt"),
        r"\$(?:1|2[abxy]?|5|6|y|apr1|argon2(?:id|i|d)|pbkdf2[\w-]{0,12}|scrypt)\$(?P<s>[^\s:;\"',]{8,})",
    ),
    (("chpasswd",), r"(?:[\w.-]{1,64}:(?P<s>[^\s\"']{3,200})(?=[\"']?\s*+\|\s*+(?:sudo\s++)?+chpasswd))"),
    (("chpasswd",), r"chpasswd\s*+<{2,3}\s*+[\"']?[\w.-]{1,64}:(?P<s>[^\s\"']{3,200})"),
    (("credential(",), r"(?i:credential)\(\s*+\\*+[\"'][^\"'\n]{0,80}+[\"']\s*+,\s*+\\*+[\"'](?P<s>[^\"'\n\\]{1,200})"),
    (('response="', "response=\\"), r"(?i:\bresponse)=\\*+\"(?P<s>[\w+/=!.-]{4,200})"),
    (("private-lines:",), r"Private-Lines:[ \t]*+\d++\s++(?P<s>.{1,20000})"),
    (("auth-user-pass",), r"auth-user-pass>?\s++[^\s<>]{1,80}\s++(?P<s>[^\s<>]{1,200})"),
    (
        ("user ",),
        r"(?:(?<=\n)|(?<=\\n))user[ \t]++(?P<u>[\w.@-]{1,64}+)[ \t]++(?!(?P=u);)(?P<s>[^\s\\]{1,200})(?=\n|\\n|\Z)",
    ),
    (
        ('send "', "send '", "send \\", "send -- "),
        r"(?i:assword|passphrase|login).{0,200}?\bsend\s++(?:--\s++)?+\\*+[\"'](?P<s>[^\"'\\]{3,200})",
    ),
    (
        ('send "', "send '", "send \\", "send -- "),
        r"\b(?i:expect|spawn)\b.{0,200}?\bsend\s++(?:--\s++)?+\\*+[\"'](?P<s>(?=[^\"'\\\s]{0,200}\d)[^\"'\\\s]{3,200})\\++r",
    ),
    (
        ("jdbc:", "oracle:"),
        r"(?i:\b(?:thin|oci8?|kprb|oracle)):\\*+\"?[\w.$#+-]{1,64}\\*+\"?/(?P<s>[^\s\"'\\]{1,200})@",
    ),
    (("nats://",), r"(?i:\bnats)://(?P<s>[^\s/:@\"'\\]{1,200})@"),
    (
        ("root/", "admin/", "administrator/", "sysadmin/", "sa/"),
        r"(?<![^\s\"'=(])(?i:root|admin|administrator|sysadmin|sa)/(?P<s>(?!v\d{1,3}\b)(?=[^\s\"'/:.]{0,100}\d)[^\s\"'/:.]{5,100})(?![^\s\"',;)])",
    ),
    (
        (" password", " passwd", " secret"),
        r"(?i:\bset)[ \t]++[\w.@-]{1,64}[ \t]++(?P<s>(?=[^\s\"'=]{0,200}\d)[^\s\"'=]{3,200})[ \t]++"
        r"(?i:password|passwd|secret)\b",
    ),
    ((" on >",), r"\son\s++>(?P<s>[^\s>]{4,200})"),
    (
        (" / ",),
        r"(?i:\b(?:login|user|account|konto|anmeldung|credentials?))\b[^\n/]{0,40}\s/\s(?P<s>(?=[^\s,;]{0,200}\d)[^\s,;\"']{4,200})",
    ),
    ((":aa",), r"\b(?P<s>\d{8,10}:AA[\w-]{30,})"),
    (("/bot",), r"/bot(?P<s>\d{6,12}:[\w-]{20,})"),
    (("accountkey", "sharedaccess"), r"(?i:AccountKey|SharedAccess(?:Key|Signature))\s*=\s*(?P<s>[^;\s\"']{8,})"),
)
"""Shapes of secrets, each with words of which one is in every such text: to look for a word takes no time."""
SHAPES = tuple((needle, re.compile(pattern, re.DOTALL)) for needles, pattern in _NEEDLES for needle in needles)
