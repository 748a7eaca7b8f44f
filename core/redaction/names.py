"""Recognizes names that indicate a secret: of variables, members, options of a command."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from core.model.base import Json

_CONTAINS = re.compile(
    r"passw(?:(?:o?r)?d|$)|passphrase|passcode|ps?wr?d|pword|secret|sharedaccess|conn(?:ection)?str|mnemonic|seedphrase|webhook|(?:cle|clave|chiave|chave)api"
    r"|(?:access|activation|recovery|unlock|security|auth(?:entication|orization)?|verification|pairing|backup|enrollment|alarm|login|zugangs"
    r"|sicherheits|geheim|freischalt|aktivierungs|entsperr|toegangs)code|geheimzahl|(?:totp|hmac|wallet|key|auth)seed|(?:admin|user|root|login)hash|(?:zugangs|anmelde|login)daten|logindata|(?:api|access|account|private|auth|signing"
    r"|shared|primary|secondary|symmetric|encryption|master|instrumentation|license|client|storage|subscription|training)key"
)
_ABROAD = (
    r"passwort|kennwort|geheimnis|geheim|schl(?:ue|ü)ssel|contrase(?:ñ|n|ni)a|clave|motdepasse|mdp|senha|palavrapasse|parolad?|parole"
    r"|wachtwoord|l(?:ö|o|oe)senord|passord|adgangskode|salasana|has(?:ł|l)o|heslo|jelsz(?:ó|o)|(?:ş|s)ifre|пароль|parol|密码|密碼|口令|パスワード"
    r"|비밀번호|암호|κωδικ(?:ό|ο|o)(?:ς|σ)|συνθηματικ(?:ό|ο)|lozink[aeu]|лозинка|zapork[aeu]|geslo|parool|salas(?:õ|o)na|slapta(?:ž|z)odis|kodeord|lykilor(?:ð|d)"
    r"|contrasenya|contrasinal|pasahitza|wagwoord|fjal(?:ë|e)kalim|cyfrinair|m(?:ậ|a)tkh(?:ẩ|a)u|katasandi|katalaluan|парола|סיסמה|كلمةالمرور|كلمةالسر"
    r"|रहस्य|पासवर्ड|รหัสผ่าน|暗証番号|暗証|合言葉|비번|비밀|tunnussana|avain|titok|jelszav[aáu]?|tajemstv(?:í|i)|hemlighet|hemmelighe[dt]|n(?:ø|oe)gle"
    r"|llave|sandi|cheie|anahtar|kl(?:í|i|ú|u)(?:č|c)|kľúč|tajn[aey]|kulcs|losungswort|motpasse|密鑰|金鑰|秘钥|chiave|sleutel|nyckel|klucz|ключ|секрет|密钥|秘密|segreto|secreto|segredo|passphrase"
)
"""Words for a password or key in the languages of many plants."""
_ENDS = re.compile(
    rf"(?:pass|token|sas|credential|cred|jwt|bearer|authorization|cookie|psk|pw|psw|puk|salt|community|otp|signature|sess(?:ion)?id|{_ABROAD})s?\d*$"
)
_PIN = re.compile(r"(?:(?:^|[-_.:])(?:pin|PIN|Pin)|(?<=[a-z])P(?:in|IN))(?:[-_]?(?:code|Code|CODE))?\d*$")
_OTHER_PINS = re.compile(
    r"(?:gpio|io|led|dio|input|output|[rt]x|data|clock|cl?k|signal|sensor|relay|cs|reset|rst|interrupt|irq|trigger|power)[-_.]?pin\d*$"
)
"""Pins of a processor, which have numbers as well."""
_KEY = re.compile(r"(?:^|[-_.:]|(?<=[a-z\d]))K(?:ey|EY)s?\d*$|(?:^|[-_.:])keys?\d*$|^[A-Z\d]{3,}KEY\d*$")
_OTHER_KEYS = re.compile(
    r"(?:partition|routing|public|row|sort|cache|foreign|hot|object|mon|tur|don|whis)[-_.]?keys?\d*$"
)
_ABOUT = re.compile(
    r"(?:path|file|dir|directory|folder|name|count|type|enabled|timeout|ttl|expiry|expires|length|size|version|mode|policy"
    r"|provider|algorithm|location|prefix|header|field|required|endpoint|ur[il]|format|lifetime|interval|days|limit)s?$",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(
    r"(?:(?:[-_.:]|(?<=(?-i:[a-z\d]))(?=(?-i:[A-Z])))(?:value|val|text|string|str|data|raw|plain|hash|old|new|prod|production|dev|test|stage|staging|local"
    r"|base64|b64|hex|enc|encoded|encrypted|main|primary|secondary|default)){1,3}\Z",
    re.IGNORECASE,
)
"""What is behind a name and changes nothing of what it is about."""
_ALONE = re.compile(rf"(?:pw|psw|psk|creds?|cle|clé|clef|l(?:ö|o)sen|nogle|passe|{_ABROAD})\d*")
"""Words that promise a secret at any place in a name: `CLAVE_WIFI`."""
_PARTS = re.compile(r"[-_.: ]+|(?<=[^\W\d_])(?=\d)|(?<=[a-z])(?=[A-Z])")
WEAK = re.compile(r"(?:^|[-_])auth$|^keys?$|^session$", re.IGNORECASE)
"""Names that hold a secret only where the value looks like one: `auth` may be `ldap`, a `key` a name."""
PASSWORD = re.compile(rf"pass|pwd|pw\d*$|pin(?:[-_]?code)?\d*$|{_ABROAD}", re.IGNORECASE)
"""Names whose value may be a number."""
_VALUES = frozenset(("value", "val", "text", "values", "v"))
_NAMES = frozenset(("name", "key", "k", "field", "setting", "parameter", "variable", "id", "type", "label", "title"))
_ITSELF = frozenset(
    ("value", "val", "plain", "plaintext", "cleartext", "text", "raw", "data", "content", "current", "default")
)
"""Members of the object under a name that hold what is under that name."""
_PASSWORDS = frozenset(("p", "pw", "pass"))
_PARTS_OF_KEYS = frozenset(("k", "d", "p", "q", "dp", "dq", "qi"))
"""The private members of a JSON Web Key (RFC 7518)."""
_USERS = frozenset(("u", "usr", "user", "username", "login", "uid"))
_COLLECTIONS = {"secrets", "passwords", "tokens", "apikeys"}

_LONGEST_NAME = 200
_NO_SEPARATORS = str.maketrans("", "", "-_.: ")
_LOOK_ALIKE = str.maketrans("@$", "as")
"""Signs in place of letters, as in `P@SSWORD`."""


_WORDS = re.findall(
    r"\w+",
    "pass|pw|secret|sharedaccess|conn|key|token|sas|cred|jwt|bearer|auth|cookie|psk|salt|community|otp|pin|"
    "kennwort|geheim|schluessel|contrasena|contrasenia|clave|mdp|senha|parol|wachtwoord|adgangskode|salasana|"
    "loesenord|haslo|heslo|jelsz|sifre|psw|puk|mnemonic|seedphrase|webhook|chaveapi|chiave|accesscode|"
    "activationcode|recoverycode|unlockcode|securitycode|verificationcode|pairingcode|backupcode|"
    "enrollmentcode|alarmcode|logincode|zugangscode|sicherheitscode|freischaltcode|aktivierungscode|"
    "entsperrcode|zugangsdaten|anmeldedaten|logindat|lozink|zapork|geslo|parool|salasona|slaptazodis|kodeord|"
    "lykilord|pasahitza|wagwoord|fjalekalim|cyfrinair|matkhau|tunnussana|avain|titok|tajemstvi|hemlighet|"
    "hemmelighe|noegle|nogle|toegangscode|hmacseed|walletseed|adminhash|userhash|roothash|loginhash|signature|"
    "llave|sandi|cheie|anahtar|klic|kluc|tajn|kulcs|losungswort|losen|cle|sessid|session|katalaluan|sleutel|"
    "nyckel|segreto|segredo|contrasenya|contrasinal",
)
"""One of these is in every name of plain letters that promises a secret, once its separators are gone."""


def may_name_secrets(text: str) -> bool:
    """Whether a text can contain a secret name at all: a quick test for texts of several megabytes."""
    if not text.isascii():
        return True
    flat = text.translate(_NO_SEPARATORS).lower()
    letters = set(flat)
    return any(letters.issuperset(word) and word in flat for word in _WORDS)


def secret_name(name: str) -> bool:
    """Whether a name indicates a secret (`REGISTRY_PASSWORD`), and not its location or length (`TOKEN_FILE`)."""
    return _secret_name(name[-_LONGEST_NAME:])


def may_be_number(name: str) -> bool:
    """Whether the value under a name is a secret even if it is a number."""
    return _may_be_number(name[-_LONGEST_NAME:])


@lru_cache(maxsize=4096)
def _may_be_number(name: str) -> bool:
    return PASSWORD.search(name) is not None


@lru_cache(maxsize=4096)
def _secret_name(name: str) -> bool:
    name = normalize("NFKC", name)
    bare = _QUALIFIED.sub("", name)
    return _is_secret(name) or (bare != "" and bare != name and not WEAK.search(bare) and _is_secret(bare))


def _is_secret(name: str) -> bool:
    if _ABOUT.search(name):
        return False
    flat = re.sub(r"[-_.: ]", "", name).lower().replace("i\N{COMBINING DOT ABOVE}", "i")
    flat = flat.translate(_LOOK_ALIKE)
    if any(map(_ALONE.fullmatch, _PARTS.split(name.lower() if name.isupper() else name))):
        return True
    if _CONTAINS.search(flat) or _ENDS.search(flat) or WEAK.search(name):
        return True
    if _PIN.search(name):
        return not _OTHER_PINS.search(name.lower())
    return bool(_KEY.search(name)) and not _OTHER_KEYS.search(name.lower())


def flag_name(text: str) -> str | None:
    """The name of a command line switch whose value is the next word, None for anything else."""
    match = re.fullmatch(r"--?([A-Za-z][\w.-]*)", text)
    return match[1] if match else None


def member_name(holder: dict[str, Json], name: str, outer: str) -> str:
    """The name a member is under: an `env` entry's own name, a `name` beside a `value`, a collection's."""
    small = name.lower()
    if small in _VALUES:
        given = [text for key, text in holder.items() if key.lower() in _NAMES and isinstance(text, str)]
        found = next(filter(secret_name, given), None) or next(iter(given), outer or name)
        return outer if secret_name(outer) and not secret_name(found) else found
    if small in _ITSELF and secret_name(outer):
        return outer
    if small in _NAMES and any(key.lower() in _VALUES for key in holder):
        return ""
    if small in _PASSWORDS and any(key.lower() in _USERS for key in holder):
        return "password"
    if small in _PARTS_OF_KEYS and "kty" in holder:
        return "password"
    return outer if outer.lower() in _COLLECTIONS and not secret_name(name) else name
