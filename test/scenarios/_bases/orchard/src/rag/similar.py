def similar(apple, store):
    return store.nearest(apple, 3)
