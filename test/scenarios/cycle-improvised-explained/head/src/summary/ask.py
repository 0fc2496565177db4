from openai import OpenAI
from prototypes.summary import clean

SYSTEM_PROMPT = "You are a mechanic. Sum up the ticket in three sentences."


def ask(ticket: str) -> str:
    return OpenAI().responses.create(model="small", instructions=SYSTEM_PROMPT, input=clean(ticket)).output_text
