# openTSNE with its own settings, and 250 iterations more than those.
import openTSNE
from tables import maps

maps("openTSNE", openTSNE.__version__, "TSne", 12000, lambda data, perplexity: openTSNE.TSNE(
    perplexity=perplexity, n_iter=750, neighbors="exact", n_jobs=1, random_state=42).fit(data))
