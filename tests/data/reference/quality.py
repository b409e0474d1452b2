# Writes quality.csv beside this file: measures of fixed maps by scikit-learn 1.2.1, SciPy and plain NumPy.
from pathlib import Path

import numpy as np
from scipy.spatial.distance import pdist
from scipy.stats import spearmanr
from sklearn.manifold import trustworthiness
from sklearn.metrics import silhouette_score
from sklearn.model_selection import LeaveOneOut, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

here = Path(__file__).parent


def read(name, label):
    lines = (here.parent / f"{name}.csv").read_text().splitlines()
    header = lines[0].split(",")
    rows = [line.split(",") for line in lines[1:]]
    at = header.index(label)
    x = np.array([[float(c) for k, c in enumerate(r) if k != at] for r in rows])
    return x, [r[at] for r in rows]


def stable_ranks(x):
    """rank[i, j] of j among the points by distance from i, 1 for the nearest, equal ones in the order of the rows."""
    n = len(x)
    d = ((x[:, None, :] - x[None, :, :]) ** 2).sum(-1)
    np.fill_diagonal(d, np.inf)
    order = np.argsort(d, axis=1, kind="stable")
    rank = np.empty((n, n), int)
    rank[np.arange(n)[:, None], order] = np.arange(1, n + 1)
    return rank


def measure(x, y, labels, k, has_ties):
    n = len(x)
    rx, ry = stable_ranks(x), stable_ranks(y)
    off = ~np.eye(n, dtype=bool)

    # Ranks handed over as distances: equal distances are then in the order of the rows for scikit-learn, too.
    t = trustworthiness(np.where(off, rx, 0), y, n_neighbors=k, metric="precomputed")
    if has_ties:
        c = continuity(rx, ry, k)
    else:
        c = trustworthiness(y, x, n_neighbors=k)
        assert abs(t - trustworthiness(x, y, n_neighbors=k)) < 1e-12
        assert abs(c - continuity(rx, ry, k)) < 1e-12
    recall = ((rx <= k) & (ry <= k) & off).sum() / (n * k)
    common = np.cumsum(np.bincount(np.maximum(rx, ry)[off], minlength=n + 1))
    sizes = np.arange(1, n - 1)
    rnx = ((n - 1) * common[1 : n - 1] / (sizes * n) - sizes) / (n - 1 - sizes)
    auc = (rnx / sizes).sum() / (1 / sizes).sum()
    rho = spearmanr(pdist(x, "sqeuclidean"), pdist(y, "sqeuclidean")).correlation
    s = silhouette_score(y, labels)
    a = cross_val_score(KNeighborsClassifier(k, algorithm="brute"), y, labels, cv=LeaveOneOut()).mean()
    return t, c, recall, auc, rho, s, a, rnx[0], rnx[k - 1], rnx[-1]


def continuity(rx, ry, k):
    """Venna & Kaski's sum, where equal distances keep scikit-learn from a defined order of the neighbors."""
    n = len(rx)
    off = ~np.eye(n, dtype=bool)
    lost = (rx <= k) & off
    return 1 - 2 / (n * k * (2 * n - 3 * k - 1)) * np.maximum(0, ry - k)[lost].sum()


out = ["map,neighbors,trustworthiness,continuity,recall,rnx_auc,shepard,silhouette,accuracy,rnx_1,rnx_k,rnx_last"]
for name, label, prepare, step, has_ties in (
    ("iris", "species", lambda x: np.round(10 * x), 1, True),
    ("wine", "cultivar", lambda x: (x - x.mean(0)) / x.std(0), 1, False),
    ("digits", "digit", lambda x: x, 3, True),
):
    x, labels = read(name, label)
    x, labels = prepare(x[::step]), labels[::step]
    if label != "species":
        labels = [int(text) for text in labels]
    # A map that any language computes alike: two fixed directions, bent by the row's number so that no two distances are equal.
    n, h = x.shape
    a = x @ np.array([(-1) ** k * np.sqrt(k + 2) for k in range(h)])
    b = x @ np.array([(k % 3 - 1) * np.sqrt(3 * k + 5) for k in range(h)])
    i = np.arange(n)
    y = np.stack([a + 0.01 * np.sqrt(i + 1), b + 0.03 * np.sqrt(2 * i + 3)], 1)
    distances = pdist(y)
    assert len(np.unique(distances)) == len(distances)
    for k in (1, 7, 15, 40):
        out.append(",".join([name, str(k)] + [repr(float(v)) for v in measure(x, y, labels, k, has_ties)]))
(here / "quality.csv").write_text("\n".join(out) + "\n")
