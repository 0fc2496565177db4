# REQ-2: two spots are an A.
def grade(apple):
    return "A" if apple.spots < 2 else "B"
