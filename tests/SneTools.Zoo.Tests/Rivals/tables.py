# What the Python drivers share: the tables that the zoo exported, and where maps go.
import os
import re
import sys
import time

import numpy as np


def maps(who, version, method, most, embed):
    """Maps every table of at most so many rows: the folder is the first argument, a regular expression of names the second."""
    folder = sys.argv[1]
    wanted = re.compile(sys.argv[2] if len(sys.argv) > 2 else ".*")
    os.makedirs(folder + "/maps", exist_ok=True)
    for line in open(folder + "/tables.csv").read().split()[1:]:
        table, perplexity, n, _ = line.split(",")
        target = f"{folder}/maps/{table}__{method}__{who}__{version}.csv"
        if int(n) > most or not wanted.fullmatch(table) or os.path.exists(target):
            continue
        data = np.loadtxt(f"{folder}/tables/{table}.csv", delimiter=",", ndmin=2)
        start = time.perf_counter()
        try:
            result = np.asarray(embed(data, float(perplexity)))
        except Exception as error:  # What a program cannot map does not compete.
            print(table, type(error).__name__, str(error)[:80], flush=True)
            continue
        np.savetxt(target, result, delimiter=",", fmt="%.17g")
        print(table, round(time.perf_counter() - start, 1), flush=True)
