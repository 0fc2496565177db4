def shown(receipt):
    return receipt.strip().upper()
