"""Passages in, a searchable snapshot on disk out: words, vectors, both together."""

from __future__ import annotations

import os

# OpenMP threads that spin while they wait make a query many times slower on a busy machine; the policy is read
# when the first library that uses OpenMP is loaded, so it stands before every import of this room.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
