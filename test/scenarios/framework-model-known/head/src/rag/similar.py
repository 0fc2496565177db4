FALLBACK_PROMPT = "Say which apples this one is like."


def similar(apple, store):
    return store.nearest(apple, 5)
