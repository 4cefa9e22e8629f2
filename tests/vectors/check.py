# @run vectors in Python; on: python3; needs: python3
"""Judges the published vectors with an implementation of its own: Python's hmac, json and re, nothing of this project.

    python3 tests/vectors/check.py node_modules/webhook-verifier/vectors.json

In place of the file it takes the folder of an installation.
"""
import base64
import calendar
import hashlib
import hmac
import json
import os
import re
import sys
from fractions import Fraction

SIGNATURE = re.compile(r"sha256=([0-9a-f]{64})")
TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))", re.ASCII
)
KINDS = {"job.started": ("created", "pending", "processing"), "job.completed": ("completed",), "job.failed": ("failed",)}
# Documented bounds: nesting, keys of the objects open at once, bytes of an event name that can be compared with a header.
MAX_DEPTH, MAX_OPEN_KEYS, MAX_NAME = 64, 8192, 256


class Refused(Exception):
    """The argument is the code."""


def parse_time(text):
    """Unix time as a fraction of seconds, None for what is no timestamp."""
    match = TIMESTAMP.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 4, 5, 6))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        return None
    # Python's calendar has the years 1 to 9999 only; each four hundred years have the same days.
    days = calendar.timegm((2000 + year % 400, month, day, 0, 0, 0)) // 86400 + (year // 400 - 5) * 146097
    fraction, sign = match.group(7), match.group(8)
    offset = (int(match.group(9)) * 3600 + int(match.group(10)) * 60) * (-1 if sign == "-" else 1) if sign else 0
    return days * 86400 + hour * 3600 + minute * 60 + second - offset + Fraction(int(fraction or 0), 10 ** len(fraction or ""))


def copies(values):
    return [copy for value in values for copy in split(value)]


def split(value):
    """A comma separates copies, as Node and Fetch join them; the whitespace around it is the join's."""
    parts = value.split(",")
    last = len(parts) - 1
    trimmed = [part.lstrip(" \t") if at else part for at, part in enumerate(parts)]
    return [part.rstrip(" \t") if at < last else part for at, part in enumerate(trimmed)]


def object_of(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError("a key twice")
    return dict(pairs)


def refuse_constant(name):
    raise ValueError(name)


def shape_of(text):
    """The deepest nesting, and the most keys of open objects at once; Python's parser has taken the text already."""
    keys, most, deepest = [], 0, 0
    for token in re.findall(r'"(?:[^"\\]|\\.)*"\s*:|"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if token in "[{":
            keys.append(0)
        elif token in "]}":
            keys.pop()
        elif token.endswith(":"):
            keys[-1] += 1
        most, deepest = max(most, sum(keys[-MAX_DEPTH - 1 :])), max(deepest, len(keys))
    return deepest, most


def parse_body(body):
    """A strict JSON object, None for what is none."""
    try:
        text = body.decode("utf-8")
        if text.startswith("\ufeff"):
            return None
        # An integer of thousands of digits is JSON; Python would refuse to make a number of it.
        numbers = {"parse_int": lambda _: 0, "parse_float": lambda _: 0.0, "parse_constant": refuse_constant}
        value = json.loads(text, object_pairs_hook=object_of, **numbers)
    except (ValueError, RecursionError):
        return None
    depth, keys = shape_of(text)
    return value if isinstance(value, dict) and depth <= MAX_DEPTH and keys <= MAX_OPEN_KEYS else None


def verify(delivery, defaults):
    """The event's name, or Refused."""
    options = {"toleranceSeconds": 300, "futureToleranceSeconds": 60, "maxBodyBytes": 2**20, **delivery.get("options", {})}
    secrets = options.get("secrets", [{"secret": defaults["secret"]}])
    now = parse_time(options.get("now", defaults["now"]))
    headers = {}
    for name, value in delivery["headers"]:
        headers.setdefault(name.lower(), []).append(value)
    read = {name: copies(headers.get(name, [])) for name in ("x-webhook-timestamp", "x-webhook-signature", "x-webhook-event")}
    for name in ("x-webhook-timestamp", "x-webhook-signature"):
        if set(read[name]) <= {""}:
            raise Refused("missing_header")
    if any(len(set(values)) > 1 for values in read.values()):
        raise Refused("ambiguous_header")
    timestamp, signature, event = (values[0] if values else "" for values in read.values())
    body = body_of(delivery)
    if len(body) > options["maxBodyBytes"]:
        raise Refused("body_too_large")
    if any(copy.lower() not in ("", "identity") for copy in copies(headers.get("content-encoding", []))):
        raise Refused("unsupported_encoding")
    if not SIGNATURE.fullmatch(signature):
        raise Refused("malformed_signature")
    signed = parse_time(timestamp)
    if signed is None:
        raise Refused("malformed_timestamp")
    current = [each for each in secrets if "notAfter" not in each or now < parse_time(each["notAfter"])]
    if not any(matches(each["secret"].encode(), timestamp, body, signature) for each in current):
        raise Refused("signature_mismatch")
    if signed + Fraction(options["toleranceSeconds"]) < now:
        raise Refused("timestamp_too_old")
    if now + Fraction(options["futureToleranceSeconds"]) < signed:
        raise Refused("timestamp_in_future")
    return read_event(parse_body(body), event)


def matches(key, timestamp, body, signature):
    tag = hmac.new(key, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={tag}", signature)


def read_event(payload, header):
    if payload is None:
        raise Refused("malformed_payload")
    name = payload.get("event")
    if isinstance(name, str) and header and (name != header or len(name.encode(errors="surrogatepass")) > MAX_NAME):
        raise Refused("event_mismatch")
    return name if isinstance(name, str) else header


def body_of(case):
    if "parts" in case:
        return "".join(part.replace("#", str(at)) for part, count in case["parts"] for at in range(count)).encode()
    for name in ("base64", "bodyBase64"):
        if name in case:
            return base64.b64decode(case[name])
    return case.get("text", case.get("body", "")).encode()


def judge(delivery, defaults):
    try:
        name = verify(delivery, defaults)
    except Refused as refusal:
        return {"code": str(refusal)}
    signature = next(value for name, value in delivery["headers"] if name.lower() == "x-webhook-signature")
    tag = bytes.fromhex(SIGNATURE.search(signature).group(1))
    return {"name": name, "replayKey": hashlib.sha256(tag).hexdigest()}


def expected(case):
    event = case["expect"].get("event")
    return {"name": event["name"], "replayKey": event["replayKey"]} if event else case["expect"]


def checks(vectors):
    """Pairs of a description and whether this implementation agrees."""
    for case in vectors["hmac"]["cases"]:
        key, data = bytes.fromhex(case["key"]), bytes.fromhex(case["data"])
        yield case["name"], hmac.new(key, data, hashlib.sha256).hexdigest() == case["tag"]
    for case in vectors["signatures"]["accepted"]:
        match = SIGNATURE.fullmatch(case["text"])
        yield case["text"], bool(match) and match.group(1) == case["bytes"]
    for text in vectors["signatures"]["refused"]:
        yield text, not SIGNATURE.fullmatch(text)
    for case in vectors["timestamps"]["accepted"]:
        yield case["text"], parse_time(case["text"]) == case["seconds"] + Fraction(case["nanos"], 10**9)
    for text in vectors["timestamps"]["refused"]:
        yield text, parse_time(text) is None
    for case in vectors["json"]["accepted"]:
        yield case["name"], parse_body(body_of(case)) is not None
    for case in vectors["json"]["refused"]:
        yield case["name"], parse_body(body_of(case)) is None
    for case in vectors["deliveries"]["cases"]:
        yield case["name"], judge(case, vectors["deliveries"]) == expected(case)


def main():
    path = sys.argv[1]
    if os.path.isdir(path):
        path = os.path.join(path, "node_modules/webhook-verifier/vectors.json")
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    results = list(checks(vectors))
    wrong = [name for name, agrees in results if not agrees]
    for name in wrong:
        print(f"  - {name!r}")
    print(f"{len(results) - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(1 if wrong else 0)


main()
