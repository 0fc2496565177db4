def test_a_malformed_answer_is_refused(refusal_of_answer):
    assert refusal_of_answer("{")
