PROMPT = "You are a grader. Say why the apple has its grade, in one sentence."


# REQ-7
def explain(apple, model):
    return model.answer(PROMPT, apple)
