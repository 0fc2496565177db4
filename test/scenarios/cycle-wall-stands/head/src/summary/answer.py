from contracts.summary.schema import Summary


def answer(text: str) -> Summary:
    return Summary.model_validate_json(text.strip())
