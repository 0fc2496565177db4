def count(receipts):
    return len(receipts)
