"""English words, Swedish formats: the same colleague reads both, and a date must never be ambiguous."""

from config.formats.sv.formats import *  # noqa: F403
