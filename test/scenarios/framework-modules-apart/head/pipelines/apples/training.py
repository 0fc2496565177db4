def run():
    return "training"
