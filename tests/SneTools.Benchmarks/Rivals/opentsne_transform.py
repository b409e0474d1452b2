# openTSNE places new rows by its own settings: train.npy new.npy map.csv perplexity own|given out.csv. In its own map of the rows, or in the one given.
# Prints seconds of transform, seconds of what comes before it (neighbors, and its own map), and peak memory in MiB.
import os
import resource
import sys
import time

import numpy as np
import openTSNE

train = np.load(sys.argv[1])
new = np.load(sys.argv[2])
jobs = os.cpu_count()
start = time.perf_counter()
affinities = openTSNE.affinity.PerplexityBasedNN(train, perplexity=float(sys.argv[4]), n_jobs=jobs, random_state=42)
if sys.argv[5] == "own":
    embedding = openTSNE.TSNE(n_jobs=jobs, random_state=42, negative_gradient_method="fft").fit(
        affinities=affinities, initialization=openTSNE.initialization.pca(train, random_state=42))
else:
    embedding = openTSNE.TSNEEmbedding(
        np.loadtxt(sys.argv[3], delimiter=","), affinities, n_jobs=jobs, random_state=42, negative_gradient_method="fft")
prepared = time.perf_counter()
placed = np.asarray(embedding.transform(new))
end = time.perf_counter()
np.savetxt(sys.argv[6], placed, delimiter=",", fmt="%.17g")
np.savetxt(sys.argv[6] + ".map", np.asarray(embedding), delimiter=",", fmt="%.17g")
print(end - prepared, prepared - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
