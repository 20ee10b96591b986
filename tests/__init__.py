import os

SOAKING = bool(os.environ.get("MEDSPEL_TEST_SOAK"))  # try longer and more: make soak
