"""An office's own list of makers, as it is, becomes checked entries: pure reading, no database.

`check.check_workbook` is the door. On the way: `header` finds the table, `columns` names its columns,
`rows` keeps the rows that are people, `clean` reads one field each, `places` finds codes, `duplicates`
finds who is twice in it.
"""
