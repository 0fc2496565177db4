from grading.grade import grade


# REQ-1
def test_a_spotless_apple_is_an_a(apple):
    assert grade(apple) == "A"
