def run():
    return "preprocessing"
