def test_an_empty_ticket_is_refused(refusal_of):
    assert refusal_of("")
