from pydantic import BaseModel


# LINT.IfChange
class Summary(BaseModel):
    broken: str
    urgent: bool
    hours: int
# LINT.ThenChange(//src/api/ticket.sql)
