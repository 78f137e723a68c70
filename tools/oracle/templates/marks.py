"""Guillemets in a template's source mark by hand what an error must point at."""


def unmark(marked):
    return marked.replace("«", "").replace("»", "")


def place(marked):
    """The marked place in words, and under its line a caret for each character (one under an empty mark)."""
    start, end = marked.index("«"), marked.index("»") - 1
    source = unmark(marked)
    first = source.rfind("\n", 0, start) + 1
    line, column = source.count("\n", 0, start) + 1, start - first + 1
    text = source[first:].split("\n", 1)[0]
    margin = f"{line} | "
    return f"line {line}, column {column}\n{margin}{text}\n{'| '.rjust(len(margin))}{' ' * (column - 1)}{'^' * max(1, end - start)}\n"
