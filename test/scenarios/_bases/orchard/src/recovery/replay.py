def replay(queue):
    return list(queue)
