def grade(apple):
    return "A" if apple.spots == 0 else "B"
