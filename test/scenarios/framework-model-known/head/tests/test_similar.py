def test_an_apple_is_most_like_itself(apple, similar):
    assert similar(apple)[0] == apple
