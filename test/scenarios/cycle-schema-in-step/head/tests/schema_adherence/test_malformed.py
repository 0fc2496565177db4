def test_a_malformed_answer_is_refused(refusal_of_answer):
    assert refusal_of_answer("{")


def test_an_answer_without_a_place_is_refused(refusal_of_answer):
    assert refusal_of_answer('{"broken": "pump", "urgent": false}')
