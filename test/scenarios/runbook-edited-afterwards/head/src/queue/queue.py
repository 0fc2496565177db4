cars = []
lorries = []
