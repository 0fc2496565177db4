from pydantic import BaseModel


class Summary(BaseModel):
    broken: str
    urgent: bool
