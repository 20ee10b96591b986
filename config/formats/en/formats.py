"""English words with Swedish formats: colleagues switch language, and a date must never be ambiguous."""

from config.formats.sv.formats import *  # noqa: F403
