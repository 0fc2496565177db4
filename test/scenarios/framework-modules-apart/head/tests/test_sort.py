def test_the_best_come_first(sort, apples):
    assert sort(apples)[0].grade == "A"
