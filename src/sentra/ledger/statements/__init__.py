"""The five statements under SAK EP: pure layouts over what the books held at a few days.

`periods` says which days, `spans` reads them (snapshots and what came after), `position`, `results`,
`equity` and `cash` lay them out. Notes need the rules of the cooperative and live in `cooperative.closing`.
"""
