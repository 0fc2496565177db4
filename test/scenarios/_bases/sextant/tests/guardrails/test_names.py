def test_names_are_left_out(answer_to):
    assert "Skipper" not in answer_to("Skipper calls at noon").broken
