def choose(carriers):
    return min(carriers, key=lambda carrier: carrier.latency)
