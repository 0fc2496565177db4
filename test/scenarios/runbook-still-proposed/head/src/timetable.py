def departures(day):
    return ["09:00"] if day == 0 else ["07:00", "09:00"]
