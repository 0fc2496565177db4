def test_words_instead_of_days_are_refused(refusal_of_answer):
    assert refusal_of_answer('{"days": "soon"}')
