# Times scikit-learn's trustworthiness of a map: data, map, neighbors; prints seconds, peak memory in MiB, and the value.
import resource
import sys
import time

import numpy as np
from sklearn.manifold import trustworthiness

data = np.load(sys.argv[1]).astype(np.float64)
embedded = np.loadtxt(sys.argv[2], delimiter=",")
start = time.perf_counter()
value = trustworthiness(data, embedded, n_neighbors=int(sys.argv[3]))
seconds = time.perf_counter() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, value)
