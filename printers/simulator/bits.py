"""Dots in bytes: from the columns many commands send to the rows a picture has."""

from functools import lru_cache

#: Larger pictures are turned each time: remembering them would cost memory without end.
_REMEMBERED = 16_384


def rows_of_columns(data: bytes, columns: int, bytes_a_column: int) -> bytes:
    """Columns of bits (left to right, top bit first) as rows of bits (top to bottom, left bit first).

    A row is `(columns + 7) // 8` bytes, and there are `8 * bytes_a_column` of them. `data` holds all.
    """
    turn = _remembered if len(data) <= _REMEMBERED else _turned
    return turn(data, columns, bytes_a_column)


def _turned(data: bytes, columns: int, bytes_a_column: int) -> bytes:
    from PIL import Image

    on_its_side = Image.frombytes("1", (bytes_a_column * 8, columns), data)
    return on_its_side.transpose(Image.Transpose.TRANSPOSE).tobytes()


_remembered = lru_cache(maxsize=64)(_turned)
