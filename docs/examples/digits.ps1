# A map of the 1 797 handwritten digits by the original stochastic neighbor embedding: reads the pixels, embeds them,
# prints a summary, and writes the map with its labels to a CSV file.
param(
    [string] $Path = 'digits-map.csv'
)

$digits = Import-SneData "$PSScriptRoot/../../tests/data/digits.csv" -Label digit
$map = $digits | Invoke-SneEmbedding -Perplexity 30 -AsEmbedding
$map
$map | Export-SneEmbedding $Path -Force
"The map is in $Path."
