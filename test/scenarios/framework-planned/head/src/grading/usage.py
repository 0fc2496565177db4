def report(usage):
    print("tokens used:", usage.tokens)
