"""What holds in every room's tests."""

from hypothesis import settings

settings.register_profile("planbot", deadline=None)  # how fast one example runs says more of the machine than of us
settings.load_profile("planbot")
