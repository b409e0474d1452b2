# scikit-learn's Barnes-Hut t-SNE: data.npy map.csv perplexity iterations. Prints seconds and peak memory in MiB.
import os
import resource
import sys
import time

import numpy as np
from sklearn.manifold import TSNE

data = np.load(sys.argv[1])
start = time.perf_counter()
tsne = TSNE(perplexity=float(sys.argv[3]), n_iter=int(sys.argv[4]), init="pca", learning_rate="auto",
            n_jobs=os.cpu_count(), random_state=42)
result = tsne.fit_transform(data)
seconds = time.perf_counter() - start
np.savetxt(sys.argv[2], result, delimiter=",", fmt="%.17g")
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
