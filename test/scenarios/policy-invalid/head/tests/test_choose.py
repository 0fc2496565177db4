from routing.choose import choose


def test_takes_the_fastest(north, south):
    assert choose([north, south]) is north


def test_skips_a_carrier_without_receipts(north, south):
    north.has_receipts = False
    assert choose([north, south]) is south
