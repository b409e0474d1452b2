<#
.SYNOPSIS
    Makes maps of the same data over several perplexities, and measures each.
.DESCRIPTION
    The file is read once. Every perplexity gives a map, written as <name>-<perplexity>.csv, and a row with its cost and
    with measures that can be compared over perplexities, as costs cannot: the cost is taken against other probabilities
    each time. Recall and RnxAuc tell how well near neighbors are kept, ShepardCorrelation how well large distances are.
.PARAMETER Path
    The file to read.
.PARAMETER Perplexity
    The perplexities. One that the number of rows does not allow ends the script before any map is made.
.PARAMETER Label
    Columns that ride along and are not embedded.
.PARAMETER Method
    The method of the maps.
.PARAMETER Standardize
    Gives every column the same weight.
.PARAMETER Destination
    The folder for the maps, which must exist; without it none are written.
.EXAMPLE
    docs/examples/perplexities.ps1 ./tests/data/wine.csv -Label cultivar -Standardize -Perplexity 5, 15, 45
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [double[]] $Perplexity = (5, 15, 30, 50),
    [string[]] $Label,
    [ValidateSet('Sne', 'SymmetricSne', 'TSne', 'TConditionalSne')] [string] $Method = 'Sne',
    [switch] $Standardize,
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module SneTools)) {
    Import-Module "$PSScriptRoot/../../output/SneTools"
}

$with = $Label ? @{ Label = $Label } : @{}
$data = Import-SneData $Path @with
foreach ($value in $Perplexity) {
    if ($value -le 1 -or $value -gt $data.Count - 1) {
        throw "The perplexity $value is not above 1 and at most $($data.Count - 1), one less than there are rows."
    }
}

foreach ($value in $Perplexity) {
    $map = $data | Invoke-SneEmbedding -Perplexity $value -Method $Method -Standardize:$Standardize -AsEmbedding -WarningAction SilentlyContinue
    $quality = $map | Measure-SneEmbedding
    if ($Destination) {
        $name = Split-Path $Path -LeafBase
        $text = $value.ToString([cultureinfo]::InvariantCulture)
        $map | Export-SneEmbedding (Join-Path $Destination "$name-$text.csv") -Force
    }
    [pscustomobject]@{
        Perplexity         = $value
        MeanDivergence     = $map.MeanDivergence
        Iterations         = $map.Iterations
        StopReason         = $map.StopReason
        Recall             = $quality.Recall
        RnxAuc             = $quality.RnxAuc
        ShepardCorrelation = $quality.ShepardCorrelation
    }
}
