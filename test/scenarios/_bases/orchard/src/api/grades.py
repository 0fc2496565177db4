def grades(crate):
    return [apple.grade for apple in crate.apples]
