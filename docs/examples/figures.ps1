<#
.SYNOPSIS
    Draws the figures of several runs in docs/gallery.md: maps of a sweep in rows and columns, costs, R_NX, and a table of the sweep.
.DESCRIPTION
    A sweep of the wines over three methods, three perplexities and five seeds, 45 maps of 178 points, takes half a minute on two cores. It
    keeps models, so that the costs of its runs can be drawn, too.
.PARAMETER Folder
    Where the pictures go. Those that are there are replaced.
.EXAMPLE
    docs/examples/figures.ps1
#>
[CmdletBinding()]
param([string] $Folder = "$PSScriptRoot/../images")

$ErrorActionPreference = 'Stop'
if (-not (Get-Module SneTools)) {
    Import-Module "$PSScriptRoot/../../output/SneTools"
}

$null = New-Item $Folder -ItemType Directory -Force
$sweep = (New-Item "Temp:/figures-$PID" -ItemType Directory).FullName
try {
    $parameters = [ordered]@{
        Method = 'Sne', 'SymmetricSne', 'TSne'; Perplexity = 5, 15, 45; Seed = 1, 2, 3, 4, 5
        Standardize = $true; Initialization = 'Random'; MaxIteration = 300
    }
    $null = New-SneSweep $sweep/wine "$PSScriptRoot/../../tests/data/wine.csv" $parameters -Label cultivar -ResultType Model -Measure -WarningAction SilentlyContinue
    $null = Invoke-SneSweep $sweep/wine -WarningAction SilentlyContinue
    $rows = Get-SneSweep $sweep/wine
    $rows | Where-Object Seed -LE 2 | Export-SnePlot $Folder/sweep-maps.png -Width 460 -Height 280 -Force
    $rows | Where-Object Seed -LE 2 | Export-SnePlot $Folder/sweep-costs.png -History -YScale Log -Width 520 -Height 340 -Force
    $rows | Export-SnePlot $Folder/sweep-recall.png -X Perplexity -Y Recall -Series Method -Width 480 -Height 360 -Force
    $rows | Export-SnePlot $Folder/sweep-bars.png -X Perplexity -Y Recall -Series Method -Bar -Width 480 -Height 360 -Force
    $measures = foreach ($row in $rows | Where-Object Seed -EQ 1) {
        $data = Import-SneData $row.Data -Label cultivar
        (Import-SneModel $row.Map).Embedding | Measure-SneEmbedding -Data $data -Standardize | Select-Object *, @{ Name = 'Run'; Expression = { "$($row.Method), $($row.Perplexity)" } } -ExcludeProperty Run
    }
    $measures | Export-SnePlot $Folder/sweep-rnx.png -Rnx -Caption Run -Theme Dark -Width 520 -Height 340 -Force
}
finally {
    Remove-Item $sweep -Recurse
}
