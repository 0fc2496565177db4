def replay(queue):
    return sorted(queue)
