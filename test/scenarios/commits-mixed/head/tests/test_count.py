from receipts.count import count


def test_counts_all():
    assert count(["a", "b"]) == 2


def test_counts_a_receipt_once():
    assert count(["a", "a"]) == 1
