"""Lines that say how far it is, on stderr."""

import sys
import time

_started = time.monotonic()


def say(text: str) -> None:
    print(f"  [{time.monotonic() - _started:6.0f} s] {text}", file=sys.stderr, flush=True)
