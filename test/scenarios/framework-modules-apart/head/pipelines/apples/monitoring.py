def run():
    return "monitoring"
