from queue.queue import cars, lorries


def test_empty():
    assert cars == lorries == []
