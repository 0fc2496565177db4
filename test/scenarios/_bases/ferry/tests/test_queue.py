from queue.queue import waiting


def test_empty():
    assert waiting == []
