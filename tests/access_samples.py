"""Objects for the addresses that tests/test_access.py tries: what stands in `<int:pk>` and its like."""
