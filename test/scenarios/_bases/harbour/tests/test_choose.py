from routing.choose import choose


def test_takes_the_fastest(north, south):
    assert choose([north, south]) is north
