def test_a_grade_has_its_number(crate, grades):
    assert grades(crate)[0][0] == 1
