from receipts.count import count


def test_counts_all():
    assert count(["a", "b"]) == 2
