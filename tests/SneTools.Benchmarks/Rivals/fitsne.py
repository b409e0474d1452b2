# FIt-SNE with its own wrapper's settings: data.npy map.csv perplexity iterations, and exact for theta 0. Prints seconds and peak memory in MiB.
# The program is the file that the variable FITSNE names. Its time is that of the whole process:
# reading and writing its files take a fraction of a second of it.
import os
import resource
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np
from sklearn.decomposition import PCA

data = np.load(sys.argv[1]) if sys.argv[1].endswith(".npy") else np.loadtxt(sys.argv[1], delimiter=",")
data = data.astype(np.float64, order="C")
is_exact = len(sys.argv) > 5
perplexity = float(sys.argv[3])
threads = os.cpu_count()
n, h = data.shape
PCA(2, svd_solver="arpack").fit_transform(data[:100])
start = time.perf_counter()
initial = PCA(2, svd_solver="arpack", random_state=42).fit_transform(data)
initial *= 1e-4 / initial[:, 0].std()
seconds = time.perf_counter() - start


def parameters(rows, places, iterations):
    k = int(3 * perplexity)
    head = struct.pack("=iidd", len(rows), h, 0.0 if is_exact else 0.5, perplexity)
    head += struct.pack("=iiii", 2, iterations, 250, 250)
    head += struct.pack("=dddd", 0.5, 0.8, max(200.0, len(rows) / 12), 5.0)
    head += struct.pack("=idii", -1, -1.0, 2, 1)
    head += struct.pack("=diii", 12.0, 0, 50, k * 50)
    head += struct.pack("=id", -1, -1.0) + struct.pack("=idi", 3, 1.0, 50)
    return head + np.ascontiguousarray(rows).tobytes() + struct.pack("=idi", 42, 1.0, 0) + np.ascontiguousarray(places).tobytes()


with tempfile.TemporaryDirectory() as folder:
    source, target = folder + "/data.dat", folder + "/result.dat"
    with open(source, "wb") as file:
        file.write(parameters(data, initial, int(sys.argv[4])))
    start = time.perf_counter()
    subprocess.run([os.environ["FITSNE"], "1.2.1", source, target, str(threads)], check=True, stdout=subprocess.DEVNULL)
    seconds += time.perf_counter() - start
    with open(target, "rb") as file:
        result = np.frombuffer(file.read(), np.float64, 2 * n, 8).reshape(n, 2)
np.savetxt(sys.argv[2], result, delimiter=",", fmt="%.17g")
print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
