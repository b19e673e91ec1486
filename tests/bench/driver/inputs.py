"""The data that is measured with: made in a scratch folder when it is first asked for, always the same."""

import array
import functools
import random
import struct

VOCABULARY = 128_256


class Inputs:
    def __init__(self, scratch):
        self.scratch = scratch

    @functools.cache
    def scores(self):
        """Normal with standard deviation 3, 17 digits each; as many as the longest row has, and more."""
        numbers = random.Random(1)
        return [f"{numbers.gauss(0, 3):.17g}" for _ in range(2**20)]

    def json(self, count=VOCABULARY):
        return self._file(f"{count}.json", lambda: "[" + ", ".join(self.scores()[:count]) + "]\n")

    def tsv(self, count=VOCABULARY):
        rows = lambda: "".join(f"token{i}\t{score}\n" for i, score in enumerate(self.scores()[:count]))
        return self._file(f"{count}.tsv", rows)

    def ndjson(self, rows, count):
        def lines():
            return "".join("[" + ", ".join(self._row(self.scores(), row, count)) + "]\n" for row in range(rows))
        return self._file(f"{rows}x{count}.ndjson", lines)

    def npy(self, rows, count):
        """An array of float32, and in `npy_row` its rows."""
        path = self.scratch / f"{rows}x{count}.npy"
        if not path.exists():
            header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {count}), }}"
            header = header.ljust(128 - 10 - 1) + "\n"
            with open(path, "wb") as file:
                file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
                for row in range(rows):
                    self.npy_row(row, count).tofile(file)
        return str(path)

    def npy_row(self, row, count):
        return self._row(self._floats(), row, count)

    @functools.cache
    def _floats(self):
        return array.array("f", map(float, self.scores()))

    @staticmethod
    def _row(scores, row, count):
        """Every row is another stretch of the scores."""
        start = row * 7919 % (len(scores) - count)
        return scores[start:start + count]

    def _file(self, name, text):
        path = self.scratch / name
        if not path.exists():
            path.write_text(text())
        return str(path)
