def board(receipts, count):
    return f"{count(receipts)} receipts"
