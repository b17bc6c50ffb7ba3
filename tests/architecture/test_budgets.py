"""Small files and small functions: today's best practice, not taste."""

import ast

from conftest import ROOT

FILE_LINES = 500
FUNCTION_LINES = 50
LONG_FUNCTION_LINES = 40
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def functions():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path.name, node.name, node.end_lineno - node.lineno + 1


def test_no_file_is_long():
    counts = {path: len(path.read_text().splitlines()) for path in SOURCES}
    assert [path for path, lines in counts.items() if lines > FILE_LINES] == []


def test_no_function_is_long():
    long = [each for each in functions() if each[2] > FUNCTION_LINES]
    assert long == []


def test_hardly_a_function_is_over_forty_lines():
    every = list(functions())
    long = [each for each in every if each[2] > LONG_FUNCTION_LINES]
    assert len(long) <= max(1, len(every) // 100), long
