def run():
    return "inference"
