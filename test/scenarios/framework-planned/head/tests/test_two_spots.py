from grading.grade import grade


# REQ-2
def test_two_spots_are_an_a(apple_with_two_spots):
    assert grade(apple_with_two_spots) == "A"
