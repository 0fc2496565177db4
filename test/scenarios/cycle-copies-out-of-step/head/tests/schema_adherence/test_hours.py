def test_an_answer_without_hours_is_refused(refusal_of_answer):
    assert refusal_of_answer('{"broken": "pump", "urgent": false}')
