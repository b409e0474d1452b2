# pandas.read_csv as it comes: data.csv. Prints the seconds to the frame, the peak memory in MiB, the seconds to a matrix, and the sum
# of all cells.
import resource
import sys
import time

import numpy as np
import pandas

start = time.perf_counter()
frame = pandas.read_csv(sys.argv[1])
seconds = time.perf_counter() - start
matrix = frame.to_numpy(dtype=np.float64)
whole = time.perf_counter() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, whole, matrix.sum())
