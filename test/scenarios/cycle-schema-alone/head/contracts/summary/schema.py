from pydantic import BaseModel


class Summary(BaseModel):
    broken: str
    where: str
    urgent: bool
