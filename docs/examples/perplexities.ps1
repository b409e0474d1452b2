<#
.SYNOPSIS
    Makes maps of the same data over several perplexities, and measures each.
.DESCRIPTION
    The file is read once, and its neighbors are searched for once. Every perplexity gives a map and a row with its cost and
    with measures that can be compared over perplexities, as costs cannot: the cost is taken against other probabilities
    each time. Recall and RnxAuc tell how well near neighbors are kept, ShepardCorrelation how well large distances are. A
    picture shows them against the perplexity.
.PARAMETER Path
    The file to read.
.PARAMETER Perplexity
    The perplexities. One that the number of rows does not allow ends the script before any map is made.
.PARAMETER Label
    Columns that ride along and are not embedded.
.PARAMETER Method
    The methods of the maps.
.PARAMETER Standardize
    Gives every column the same weight.
.PARAMETER Destination
    The folder of the sweep, with the maps and the picture; a sweep that is there is replaced.
.EXAMPLE
    docs/examples/perplexities.ps1 ./tests/data/wine.csv -Label cultivar -Standardize -Perplexity 5, 15, 45 -Destination ./wine
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [double[]] $Perplexity = (5, 15, 30, 50),
    [string[]] $Label,
    [ValidateSet('Sne', 'SymmetricSne', 'TSne', 'TConditionalSne')] [string[]] $Method = 'Sne',
    [switch] $Standardize,
    [Parameter(Mandatory)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module SneTools)) {
    Import-Module "$PSScriptRoot/../../output/SneTools"
}

$with = $Label ? @{ Label = $Label } : @{}
$parameters = [ordered]@{ Method = $Method; Perplexity = $Perplexity; Standardize = [bool] $Standardize }
$null = New-SneSweep $Destination $Path $parameters @with -Measure -Force -WarningAction SilentlyContinue
$null = Invoke-SneSweep $Destination
$rows = Get-SneSweep $Destination
$rows | Export-SnePlot "$Destination/recall.png" -X Perplexity -Y Recall -Series Method -Force
$rows | Select-Object Method, Perplexity, MeanDivergence, Iterations, StopReason, Recall, RnxAuc, ShepardCorrelation, Map
