package limits

// LINT.IfChange(per-minute)
const PerMinute = 90

// LINT.ThenChange(
//   //docs/limits.md#Requests,
//   //ops/alerts.yml:threshold,
// )

// LINT.IfChange
const PerDay = 10000

// LINT.ThenChange(//ops/limits.sql)
