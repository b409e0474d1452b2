"""Writes the JSON files that pandas and Python write, and pandas.csv with the same table. pandas 1.5.3, numpy 1.24.2."""
import json
import numpy as np
import pandas as pd

n = 6
table = pd.DataFrame({
    'id': [9007199254740993 + i for i in range(n)],
    'x': [1.5, -2.25, 1e-7, 3.0, 1e300, 0.1],
    'gap': [1.0, None, 3.0, 4.5, None, 6.0],
    'name': ['a', 'é "q"', '\u2028z\n', 'tab\t', '😀', 'b/c'],
    'day': pd.to_datetime(['2024-01-01', '2024-02-29', None, '1999-12-31 23:59:59', '2000-01-01', '2020-06-01']),
    'ok': [True, False, True, True, False, False],
    'k': np.arange(n, dtype='int32') * 7,
})
table.to_csv('pandas.csv', index=False, lineterminator='\n')
for orient in ['records', 'split', 'values', 'columns', 'index', 'table']:
    table.to_json(f'pandas-{orient}.json', orient=orient, double_precision=15, date_format='iso')
    table[table.k != 14].to_json(f'pandas-{orient}-some.json', orient=orient, double_precision=15, indent=1, force_ascii=False, date_format='iso')
table.set_index('name').to_json('pandas-columns-named.json')
table.to_json('pandas-lines.jsonl', orient='records', lines=True, double_precision=15, date_format='iso')

nan, inf = float('nan'), float('inf')
with open('python-nan.json', 'w') as file:
    json.dump([{'a': nan, 'b': 1.0, 't': 'NaN', 'v': [1.0, nan, 3]}, {'a': inf, 'b': -2, 't': '-Infinity "NaN"', 'v': [4, 5, -inf]}, {'a': -inf, 'b': 3, 't': 'x', 'v': [7, 8, 9]}], file)

vectors = np.random.RandomState(3).standard_normal((5, 8)).astype('f4')
rows = [{'object': 'embedding', 'index': i, 'embedding': [float(x) for x in vector]} for i, vector in enumerate(vectors)]
with open('embeddings.json', 'w') as file:
    json.dump({'object': 'list', 'data': rows, 'model': 'text-embedding-3-small', 'usage': {'prompt_tokens': 8, 'total_tokens': 8}}, file, indent=2)
np.savetxt('embeddings.csv', vectors.astype('f8'), fmt='%.17g', delimiter=',')
