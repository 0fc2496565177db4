from prototypes.summary import clean

prompt = "You are a mechanic. Sum up the ticket."
