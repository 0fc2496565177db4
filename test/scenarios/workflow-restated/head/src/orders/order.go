package orders

// Open says whether an order is still to be fired.
func Open(fired bool) bool { return !fired }
