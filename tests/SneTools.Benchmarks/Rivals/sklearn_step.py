# Times one exact gradient step of scikit-learn's t-SNE; prints the median of three, in seconds.
import sys
import time

import numpy as np
from scipy.spatial.distance import squareform, pdist
from sklearn.manifold import _t_sne

rng = np.random.default_rng(1)
if sys.argv[1].isdigit():
    points = rng.normal(size=(int(sys.argv[1]), 50)).astype(np.float32)
else:
    points = np.loadtxt(sys.argv[1], delimiter=",").astype(np.float32)
n = len(points)
distances = squareform(pdist(points, "sqeuclidean")).astype(np.float32)
P = _t_sne._joint_probabilities(distances, 30, 0)
del distances
params = (3 * rng.normal(size=(n, 2))).astype(np.float32).ravel()
times = []
for _ in range(3):
    start = time.perf_counter()
    _t_sne._kl_divergence(params, P, 1, n, 2)
    times.append(time.perf_counter() - start)
print(sorted(times)[1])
