from pydantic import BaseModel


class Urgency(BaseModel):
    days: int
