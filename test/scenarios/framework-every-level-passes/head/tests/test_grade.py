from grading.grade import grade


# REQ-1
def test_a_spotless_apple_is_an_a(apple):
    assert grade(apple) == "A"


def test_two_apples_are_two_grades():
    assert len(grade(["apple", "apple"])) == 2
