"""Addresses on the web: when two are the same page, where a link leads, which one a mirror's path stands for."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

_PREFIX = re.compile(r"(?:www|m|wap|3g)\.(?=[^.]+\.)")
_CONVERTED = re.compile(r"(?:https?:)?//[^/]{1,200}/gate/(?:big5|gb)/(?P<rest>.+)", re.I | re.S)  # Traditional view
_INDEX = re.compile(r"(?<=/)(?:index|default)\.[a-z]{2,6}$", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#;]{0,200}", re.I)
_PORTS = {"http": 80, "https": 443}
_NOISE = frozenset(
    "spm version ver from isappinstalled timestamp _t jsessionid phpsessionid sessionid random rnd".split()  # noqa: SIM905
)
_UNRESERVED = "/:@!$&'()*+,;=-._~"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9_-]{0,62})\.){1,8}(?P<tld>[a-z]{2,12})(?:[+:_]\d{2,5})?", re.I)
_IP_HOST = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:[+:_]\d{2,5})?")
_TOP_LEVEL = frozenset("cn com net org gov edu info cc hk mo tw mil int biz top vip xyz club site".split())  # noqa: SIM905
_NO_TOP_LEVEL = frozenset(
    "html htm shtml zip tar gz tgz warc wacz json jsonl csv xlsx txt bak old db files d tmp doc docx pdf".split()  # noqa: SIM905
)
_WEB = ("http", "https")


def url_key(url: str) -> str:
    """What all ways of writing one page's address have in common; "" of what is no address.

    Scheme, www./m./wap., default ports, index.*, session and tracking parameters do not count, nor do
    the order of parameters, dot segments and how characters are quoted.
    """
    url = url.strip().strip("<>").strip()
    if match := _CONVERTED.match(url):
        url = f"http://{match['rest']}"
    try:
        parts = urlsplit(url if "//" in url[:10] else f"//{url}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if not host:
        return ""
    host = _PREFIX.sub("", host, count=1)
    if port and port != _PORTS.get(parts.scheme, 80):
        host += f":{port}"
    key = host + _path_key(parts.path)
    if query := _query_key(parts.query):
        key += f"?{query}"
    return f"{key}#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else key  # a page made by a script


def _path_key(path: str) -> str:
    segments: list[str] = []
    parts = _SESSION.sub("", path).split("/")
    for part in parts:
        if part == "..":
            segments = segments[:-1]
        elif part not in ("", "."):
            segments.append(part)
    whole = "/" + "/".join(segments)
    if segments and parts[-1] in ("", ".", ".."):
        whole += "/"
    return quote(_INDEX.sub("", unquote(whole, errors="surrogateescape")), safe=_UNRESERVED, errors="surrogateescape")


def _query_key(query: str) -> str:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    except ValueError:  # more fields than it is willing to read
        return query
    kept = [pair for pair in pairs if not _is_noise(*pair)]
    return urlencode(sorted(kept), errors="surrogateescape")


def _is_noise(name: str, value: str) -> bool:
    """Whether a parameter tells who asked, or when, and not for what. A short `t` may be a type or a number."""
    name = name.lower()
    if name == "t":
        return len(value) >= 9 or "." in value
    return name in _NOISE or name.startswith("utm_")


def resolve(base_url: str, href: str) -> str:
    """Where a link on the page at `base_url` leads, without its fragment; "" when not to the web."""
    href = re.sub(r"[\x00-\x20\x7f]+", "", href).replace("\\", "/")
    try:
        parts = urlsplit(urljoin(base_url.strip(), href))
        if parts.scheme.lower() not in _WEB or not parts.hostname:
            return ""
        return parts._replace(fragment="").geturl()
    except ValueError:
        return ""


def beside(uri: str, href: str) -> str:
    """The uri of the file to which a relative link leads, from a page in the same folder tree or archive; else ""."""
    href = unquote(re.split(r"[?#]", href.strip().replace("\\", "/"))[0])
    if not href or href.startswith("/") or ":" in href:
        return ""
    container, mark, inside = uri.rpartition("!/")
    segments = inside.split("/")[:-1]
    for part in href.split("/"):
        if part == ".." and not segments:
            return ""
        if part == "..":
            segments.pop()
        elif part not in ("", "."):
            segments.append(part)
    return container + mark + "/".join(segments)


def of_path(uri: str) -> str:
    """The address for which a mirror's path stands (…/HOST/PATH, as wget and HTTrack save it); "" when none does.

    Only a guess: the scheme is unknown, and a mirror may have renamed its files.
    """
    parts = PurePosixPath(uri).parts
    at = next((at for at in range(len(parts) - 2, -1, -1) if _is_host(parts[at])), None)
    if at is None:
        return ""
    *folders, last = parts[at + 1 :]
    host = re.sub(r"[+_](\d{2,5})$", r":\1", parts[at].lower())
    return f"http://{host}/" + quote("/".join([*folders, _as_asked(last)]), safe=_UNRESERVED + "?%")


def _as_asked(name: str) -> str:
    """A file name of wget as it was asked for: its Windows names have @ for ?, a query may have got .html added."""
    if "?" not in name and re.search(r"@[^=@]{1,60}=", name):
        name = name.replace("@", "?", 1)
    if "?" in name:
        name = re.sub(r"\.html?$", "", name)
    return "" if name == "index.html" else name


def _is_host(name: str) -> bool:
    if _IP_HOST.fullmatch(name):
        return True
    match = _HOST.fullmatch(name)
    if not match or name.lower().startswith("index."):
        return False
    tld = match["tld"].lower()
    return tld in _TOP_LEVEL or (name.count(".") >= 2 and tld not in _NO_TOP_LEVEL)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one owner's site: the same registered domain (qingyu.gov.cn, example.com)."""
    first, second = _domain(one), _domain(other)
    return bool(first) and first == second


def _domain(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    labels = host.split(".")
    if labels[-1].isdigit():
        return host  # an address in numbers
    of_kind = len(labels) > 2 and labels[-1] == "cn" and labels[-2] in ("gov", "com", "net", "org", "edu", "ac", "mil")
    return ".".join(labels[-3:] if of_kind else labels[-2:])
