"""How large a table file may be. One place, because the gate and the reading process both hold to it."""

MB = 1024 * 1024

FILE_BYTES = 12 * MB  # 45,000 makers in 16 columns are about 3 MB as xlsx and 8 MB as csv
UNZIPPED_BYTES = 120 * MB
ZIP_ENTRIES = 200
ZIP_DIRECTORY_BYTES = 128 * 1024
ZIP_RATIO = 100
RATIO_FROM_BYTES = MB  # small parts may be squeezed harder: an empty style sheet is no bomb

SHEETS = 60
ROWS = 60_000
COLUMNS = 100
CELL_CHARACTERS = 2_000
ANSWER_BYTES = 96 * MB  # what the reading process may write back

MEMORY_BYTES = 512 * MB
CPU_SECONDS = 30
WALL_SECONDS = 60
