def grades(crate):
    return [(apple.number, apple.grade) for apple in crate.apples]
