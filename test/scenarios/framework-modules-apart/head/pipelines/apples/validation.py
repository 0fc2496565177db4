def run():
    return "validation"
