PROMPT = "You are a mechanic. Sum up the ticket."


def test_the_role_is_kept(answer_to):
    assert answer_to(PROMPT)
