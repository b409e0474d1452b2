# The breast cancer data that come with scikit-learn, without the diagnosis: data.csv.
import sys

import numpy as np
from sklearn.datasets import load_breast_cancer

np.savetxt(sys.argv[1], load_breast_cancer().data, delimiter=",", fmt="%.17g")
print("done")
