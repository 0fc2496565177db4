def test_two_litres_need_twice_as_much():
    assert mix({"quartz": 300}, 2) == {"quartz": 600}
