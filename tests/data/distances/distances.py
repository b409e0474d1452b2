# Distances between every fifth flower of iris.csv as pandas, NumPy and scikit-learn write them: python3 distances.py.
# r.csv is by R: x <- read.csv("../iris.csv")[seq(1, 150, 5), 1:4]; rownames(x) <- paste0("f", seq(0, 145, 5))
#                write.csv(as.matrix(dist(x)), "r.csv")
import numpy as np
import pandas as pd
from scipy.spatial.distance import pdist, squareform
from sklearn.neighbors import kneighbors_graph

iris = np.loadtxt("../iris.csv", delimiter=",", skiprows=1, usecols=range(4))[::5]
names = [f"f{i}" for i in range(0, 150, 5)]
distances = squareform(pdist(iris))
pd.DataFrame(distances).to_csv("pandas.csv")
pd.DataFrame(distances, index=names, columns=names).iloc[:, ::-1].to_csv("turned.csv", index_label="flower")
np.save("numpy.npy", distances)
pd.DataFrame(np.corrcoef(iris), columns=names).to_csv("correlation.csv", index=False)
graph = kneighbors_graph(iris, 8, mode="distance").tocoo()
pd.DataFrame(dict(I=graph.row, J=graph.col, Distance=graph.data)).to_csv("neighbors.csv", index=False)
i, j = np.triu_indices(30, 1)
pd.DataFrame(dict(I=np.array(names)[i], J=np.array(names)[j], Distance=distances[i, j])).to_csv("pairs.csv", index=False)
