# scikit-learn's t-SNE with its own settings; exact for few rows.
import warnings

import sklearn
from sklearn.manifold import TSNE
from tables import maps

warnings.simplefilter("ignore")
maps("scikit-learn", sklearn.__version__, "TSne", 12000, lambda data, perplexity: TSNE(
    perplexity=perplexity, init="pca", learning_rate="auto", random_state=42, n_jobs=1,
    method="exact" if len(data) <= 300 else "barnes_hut").fit_transform(data))
