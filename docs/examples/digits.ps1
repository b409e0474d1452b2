<#
.SYNOPSIS
    Makes a map of 1 797 handwritten digits by the original stochastic neighbor embedding.
.DESCRIPTION
    Reads the pixels, embeds them, prints a summary of the map, and writes the map with its labels to a CSV file and its
    picture to a PNG file. Files that are there are replaced.
.PARAMETER Path
    The CSV file to write.
.PARAMETER Picture
    The PNG file to write.
.EXAMPLE
    docs/examples/digits.ps1
#>
[CmdletBinding()]
param(
    [string] $Path = './digits-map.csv',
    [string] $Picture = './digits-map.png'
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module SneTools)) {
    Import-Module "$PSScriptRoot/../../output/SneTools"
}

$map = Import-SneData "$PSScriptRoot/../../tests/data/digits.csv" -Label digit | Invoke-SneEmbedding -Perplexity 30 -AsEmbedding
$map
$map | Export-SneEmbedding $Path -Force
$map | Export-SnePlot $Picture -Title '1 797 digits by SNE' -Force
"The map is in $Path, its picture in $Picture."
