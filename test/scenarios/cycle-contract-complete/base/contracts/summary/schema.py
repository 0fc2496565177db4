from pydantic import BaseModel


# LINT.IfChange
class Summary(BaseModel):
    broken: str
    urgent: bool
# LINT.ThenChange(//src/api/ticket.sql)
