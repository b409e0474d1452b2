# Distances by SciPy between the rows of small tables: python3 metrics.py writes metrics.csv and metric-rows.csv,
# and the probabilities of iris by plain bisection on Manhattan and Canberra distances, iris-{metric}-perplexity15.csv.
import csv
import numpy as np
from scipy.spatial.distance import pdist, squareform

rng = np.random.default_rng(14)
random = rng.normal(size=(9, 7)) * 10.0 ** rng.integers(-2, 3, size=7)
binary = (rng.random(size=(10, 13)) < 0.35).astype(float)
binary[4] = 0
binary[7] = 0
codes = rng.integers(0, 4, size=(9, 6)).astype(float)
twice = np.vstack([random[:4], random[:4], random[4:5]])
extreme = rng.normal(size=(8, 5)) * 10.0 ** rng.integers(-200, 200, size=(8, 1))
huge = rng.normal(size=(8, 5)) * 1e200
tiny = rng.normal(size=(8, 5)) * 1e-200
tables = dict(random=random, binary=binary, codes=codes, twice=twice, extreme=extreme, huge=huge, tiny=tiny)
plain = ["cityblock", "chebyshev", "canberra", "hamming"]
with open("metric-rows.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["table", "values"])
    for name, rows in tables.items():
        for row in rows:
            out.writerow([name, " ".join(repr(float(x)) for x in row)])
with open("metrics.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["table", "metric", "i", "j", "distance"])
    for name, rows in tables.items():
        metrics = plain + (["euclidean", "cosine", "correlation"] if name in ("random", "twice", "codes") else [])
        for metric in metrics + ["jaccard"]:
            values = rows != 0 if metric == "jaccard" else rows
            distances = squareform(pdist(values, metric))
            for i in range(len(rows)):
                for j in range(i + 1, len(rows)):
                    out.writerow([name, metric, i, j, repr(float(distances[i, j]))])

iris = np.loadtxt("../iris.csv", delimiter=",", skiprows=1, usecols=range(4))
for metric in ["cityblock", "canberra"]:
    squares = squareform(pdist(iris, metric)) ** 2
    n = len(squares)
    with open(f"iris-{metric}-perplexity15.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["index", "precision", "entropy"] + [f"p_{k}" for k in range(10)])
        for i in range(0, n, 5):
            others = np.delete(squares[i], i)
            low, high = 1e-12, 1e12
            for _ in range(200):
                beta = np.sqrt(low * high)
                p = np.exp(-beta * (others - others.min()))
                p /= p.sum()
                entropy = -np.sum(p * np.log(np.where(p > 0, p, 1)))
                low, high = (beta, high) if entropy > np.log(15) else (low, beta)
            row = np.insert(p, i, 0)
            out.writerow([i, repr(float(beta)), repr(float(entropy))] + [repr(float(row[(i + 1 + 7 * k) % n])) for k in range(10)])
