# scikit-learn's exact t-SNE: data.csv map.csv perplexity iterations, and a seed for a random start. Prints seconds and peak memory in MiB.
import resource
import sys
import time

import numpy as np
from sklearn.manifold import TSNE

data = np.loadtxt(sys.argv[1], delimiter=",")
start = time.perf_counter()
seed = int(sys.argv[5]) if len(sys.argv) > 5 else None
tsne = TSNE(
    perplexity=float(sys.argv[3]), n_iter=int(sys.argv[4]), method="exact", init="random" if seed else "pca", learning_rate="auto", random_state=seed)
result = tsne.fit_transform(data)
seconds = time.perf_counter() - start
np.savetxt(sys.argv[2], result, delimiter=",", fmt="%.17g")
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
