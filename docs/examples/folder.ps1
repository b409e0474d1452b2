<#
.SYNOPSIS
    Makes a map of every CSV file in a folder, several at a time.
.DESCRIPTION
    Every file is read, embedded and written to a file of the same name in another folder. The maps are made in parallel,
    each on one thread, which for many small files is faster than one after the other on all threads. A file that
    cannot be used gives an error and a row that says so, and the others go on. The script gives a row for each file and
    ends with exit code 1 if any failed, so that a scheduler sees it.
.PARAMETER Path
    The folder with the CSV files.
.PARAMETER Destination
    The folder for the maps, which is made where there is none. Maps that are there are replaced.
.PARAMETER Label
    A column that rides along, in those files that have it.
.PARAMETER Perplexity
    The effective number of neighbors; at most one less than there are rows in the smallest file.
.PARAMETER Module
    The module to load in each runspace. By default the one that this session has loaded, or that of this repository.
.PARAMETER ThrottleLimit
    How many maps are made at a time.
.EXAMPLE
    docs/examples/folder.ps1 -Path ./tests/data -Destination ./maps -Perplexity 15
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Destination,
    [string] $Label,
    [double] $Perplexity = 30,
    [string] $Module = ((Get-Module SneTools).Path ?? "$PSScriptRoot/../../output/SneTools"),
    [ValidateRange(1, 1024)] [int] $ThrottleLimit = [Environment]::ProcessorCount
)

$ErrorActionPreference = 'Stop'
$files = Get-ChildItem -LiteralPath $Path -Filter *.csv -File | Sort-Object Name
if (-not $files) {
    throw "There is no CSV file in '$Path'."
}
$target = (New-Item $Destination -ItemType Directory -Force).FullName
if ($target -eq $files[0].DirectoryName) {
    throw 'The maps would replace the data: give -Destination another folder.'
}

$results = @(
    $files | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
        $ErrorActionPreference = 'Stop'
        $WarningPreference = $ProgressPreference = 'SilentlyContinue'
        Import-Module $using:Module
        $row = [ordered]@{
            Name = $_.Name; Count = $null; MeanDivergence = $null; StopReason = $null; Error = $null
        }
        try {
            $file = $_
            try {
                $with = $using:Label ? @{ Label = $using:Label } : @{}
                $data = $file | Import-SneData @with
            }
            catch {
                if (-not $using:Label -or $_.FullyQualifiedErrorId -notlike 'ColumnNotFound,*') { throw }
                $data = $file | Import-SneData
            }
            $map = $data | Invoke-SneEmbedding -Perplexity $using:Perplexity -ThrottleLimit 1 -AsEmbedding
            $map | Export-SneEmbedding (Join-Path $using:target $row.Name) -Force
            $row.Count = $map.Count
            $row.MeanDivergence = $map.MeanDivergence
            $row.StopReason = $map.StopReason
        }
        catch {
            $row.Error = $_.FullyQualifiedErrorId.Split(',')[0] + ': ' + $_.Exception.Message
        }
        [pscustomobject] $row
    }
)

# Parallel work ends in any order.
$results | Sort-Object Name
exit [int] [bool] ($results | Where-Object Error)
