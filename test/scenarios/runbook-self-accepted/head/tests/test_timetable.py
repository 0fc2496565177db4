from timetable import departures


def test_sunday():
    assert departures(0) == ["09:00"]
