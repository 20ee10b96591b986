"""Signals from an app to higher ones, which it cannot import."""

from django.dispatch import Signal

# Money was written, in the caller's transaction. `sender` is the model; `rows` its new rows, reversals among them;
# `moved` says for each new row that replaces a reversed one which that is: {new: old}. A receiver that raises stops it.
money_written = Signal()

# The terms of agreements changed, in the caller's transaction. `keys` are those of the rows of `sender`.
terms_changed = Signal()
