# The board.

list = List
board = Board
board-of = { $label } as a board
board-by = Columns by
board-pipeline = Pipeline
board-none = Without a value
board-empty = Nothing here.
board-more = Show all
board-count = Count and add up
board-hidden = + { $number } hidden from you
board-no-column = Choose one of the columns.
