def test_a_leak_is_urgent(answer_to):
    assert answer_to("Water in the bilge").urgent
