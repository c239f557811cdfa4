"""Jobs for worker processes, in a module of their own so that those can import them."""

from __future__ import annotations

import os
import time

from indexer.document import RawDocument
from indexer.limits import MAX_PROCESS_BYTES


def shout(raw: RawDocument) -> str:
    """What every good document becomes; the bad ones kill, hang or eat memory."""
    if raw.body == b"die":
        os._exit(3)
    if raw.body == b"hang":
        time.sleep(600)
    if raw.body == b"eat":
        return str(len(bytearray(MAX_PROCESS_BYTES + 2**28)))
    if raw.body == b"slow":
        time.sleep(0.3)
    return raw.body.decode().upper()


def process(raw: RawDocument) -> int:
    """The number of the process that does the work."""
    return os.getpid()


def die(job: object) -> None:
    """Ends its process."""
    os._exit(3)
