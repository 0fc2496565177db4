def choose(carriers):
    alive = [carrier for carrier in carriers if carrier.has_receipts]
    return min(alive or carriers, key=lambda carrier: carrier.latency)
