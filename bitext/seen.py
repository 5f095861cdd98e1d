"""Whether a text was there before, in memory that does not grow with the number of texts."""

import hashlib
import struct

BITS = 2**27
HASHES = 4
"""A Bloom filter (Bloom 1970): with 4 hashes in 16 MiB, a million texts give under one false alarm in a million."""


class Seen:
    """Texts that were there; a false alarm comes at the same place in every run."""

    def __init__(self) -> None:
        self._bits = bytearray(BITS // 8)

    def add(self, text: str) -> bool:
        """Whether ``text`` is new; it is remembered."""
        digest = hashlib.blake2b(text.encode(), digest_size=4 * HASHES).digest()
        bits, new = self._bits, False
        for number in struct.unpack(f"<{HASHES}I", digest):
            index, mask = number % BITS >> 3, 1 << (number & 7)
            new = new or not bits[index] & mask
            bits[index] |= mask
        return new
