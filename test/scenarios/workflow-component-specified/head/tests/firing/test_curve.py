def test_the_curve_rises():
    assert CURVE == sorted(CURVE)
