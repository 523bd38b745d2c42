# SPDX-License-Identifier: GPL-2.0-or-later
"""Addresses of data without what must not be written down: user names and passwords, keys of services."""

from __future__ import annotations

import re

_NAMES = "user|username|usr|uid|password|passwd|pwd|pass"
_SECRET_KEYS = (
    f"{_NAMES}|token|access_token|accesstoken|authtoken|auth_token|apikey|api_key|api-key|key|appkey|app_key|"
    "sig|signature|secret|client_secret|sessionid|session_id|jsessionid|x-amz-signature|x-amz-credential|"
    "x-amz-security-token|subscription-key"
)
_IN_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)[^/\s'\"@?#]+@", re.IGNORECASE)
_IN_QUERY = re.compile(rf"(?P<before>[?&;])(?:{_SECRET_KEYS})=[^&;\s'\"]*", re.IGNORECASE)
_IN_CONNECTION = re.compile(
    rf"(?<![\w?&/\\])(?:{_NAMES})\s*=\s*(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^\s;,|]+)[ ;,]?",
    re.IGNORECASE,
)


def without_secrets(address: str) -> str:
    """Return an address, connection or data source without user names, passwords and keys.

    Ids of QGIS's authentication settings (``authcfg``) stay: they only mean something to the one who has them.
    """
    address = _IN_URL.sub(lambda match: match.group("scheme"), address)
    address = _without_query_keys(address)
    return _IN_CONNECTION.sub("", address)


def _without_query_keys(address: str) -> str:
    """Remove keys of services from the query of an address; the separators that are left must still fit."""
    previous = ""
    while previous != address:
        previous = address
        address = _IN_QUERY.sub(lambda match: "?" if match.group("before") == "?" else "", address, count=1)
    return re.sub(r"\?(?:[&;])+", "?", address)
