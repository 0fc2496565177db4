def sort(apples):
    return sorted(apples, key=lambda apple: apple.grade)
