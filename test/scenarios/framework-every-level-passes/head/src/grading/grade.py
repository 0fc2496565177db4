def grade(apple):
    return "A" if apple.spots < 2 else "B"
