<#
.SYNOPSIS
    Makes a map of every CSV file in a folder, several at a time.
.DESCRIPTION
    The files become a sweep, whose folder keeps the maps, a row for each and its log. Cores are shared out. A file that cannot
    be used ends the script before any map is made, and says which and why. A run that fails is a row that says so, and the
    others go on. A script that was killed makes what is left when it is run again. It gives a row for each file and
    ends with exit code 1 if any failed, so that a scheduler sees it.
.PARAMETER Path
    The folder with the CSV files.
.PARAMETER Destination
    The folder of the sweep, which is made where there is none; the maps are in its folder runs. A sweep that is there goes on.
.PARAMETER Label
    Columns that ride along and are not embedded; wildcards are allowed.
.PARAMETER Perplexity
    The effective number of neighbors; at most one less than there are rows in the smallest file.
.PARAMETER Module
    The module to load. By default the one that this session has loaded, or that of this repository.
.PARAMETER ThrottleLimit
    How many cores are used.
.EXAMPLE
    docs/examples/folder.ps1 -Path ./tests/data -Destination ./maps -Perplexity 15
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Destination,
    [string[]] $Label,
    [double] $Perplexity = 30,
    [string] $Module = ((Get-Module SneTools).Path ?? "$PSScriptRoot/../../output/SneTools"),
    [ValidateRange(1, 1024)] [int] $ThrottleLimit = [Environment]::ProcessorCount
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
if (-not (Test-Path -LiteralPath "$Destination/sweep.json")) {
    $with = $Label ? @{ Label = $Label } : @{}
    $null = Get-ChildItem -LiteralPath $Path -Filter *.csv -File | Sort-Object Name |
        New-SneSweep $Destination -Parameter @{ Perplexity = $Perplexity } @with
}

$null = Invoke-SneSweep $Destination -ThrottleLimit $ThrottleLimit -ErrorAction SilentlyContinue
$rows = Get-SneSweep $Destination
$rows | Select-Object @{ Name = 'Name'; Expression = { Split-Path $_.Data -Leaf } }, State, Points, MeanDivergence, StopReason, Map, Error
exit [int] [bool] ($rows | Where-Object State -NE Completed)
