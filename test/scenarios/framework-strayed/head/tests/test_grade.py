from grading.grade import grade


def test_a_spotless_apple_is_an_a(apple):
    assert grade(apple) == "A"
