def test_two_litres_need_twice_as_much():
    assert mix({"quartz": 300}, 2) == {"quartz": 600}


def test_loss_is_weighed_in():
    assert mix({"quartz": 300}, 1, loss=0.1) == {"quartz": 330}
