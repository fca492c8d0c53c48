"""Packages as sources of text: pinned by version and SHA-256, fetched with the machine's own npm and apt, unpacked privately."""
