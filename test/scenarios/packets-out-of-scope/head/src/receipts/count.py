def count(receipts):
    return len(set(receipts))
