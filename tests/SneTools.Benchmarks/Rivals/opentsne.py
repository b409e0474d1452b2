# openTSNE with its own settings: data.npy map.csv perplexity iterations, and a seed for a random start. Prints seconds and peak memory in MiB.
import os
import resource
import sys
import time

import numpy as np
import openTSNE

data = np.load(sys.argv[1]) if sys.argv[1].endswith(".npy") else np.loadtxt(sys.argv[1], delimiter=",")
seed = int(sys.argv[5]) if len(sys.argv) > 5 else 0
start = time.perf_counter()
tsne = openTSNE.TSNE(
    perplexity=float(sys.argv[3]), early_exaggeration_iter=250, n_iter=int(sys.argv[4]) - 250, initialization="random" if seed else "pca",
    negative_gradient_method="fft", n_jobs=os.cpu_count(), random_state=seed or 42)
result = np.asarray(tsne.fit(data))
seconds = time.perf_counter() - start
np.savetxt(sys.argv[2], result, delimiter=",", fmt="%.17g")
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
