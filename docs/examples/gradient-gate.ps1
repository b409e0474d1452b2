<#
.SYNOPSIS
    A gate for a build: fails unless the gradients of all methods are right on given data.
.DESCRIPTION
    Every method's gradient is compared with central differences of its cost, by the exact engine and, with -Engine, by
    others. The script gives a line for each and ends with exit code 0 if all pass, 1 if one fails, and 2 if the check
    could not be made, so that a build that calls it stops.
.PARAMETER Path
    The file with the data, of a few hundred rows.
.PARAMETER Method
    The methods to check.
.PARAMETER Formula
    The formulas to check. The printed ones are those that a derivation by hand ended with: with one of them the gate
    closes, which shows that it can.
.PARAMETER Engine
    The engine that computes the gradient.
.PARAMETER Label
    Columns that are no measurements.
.EXAMPLE
    docs/examples/gradient-gate.ps1 tests/data/iris.csv
.EXAMPLE
    dotnet tool exec --yes powershell -- docs/examples/gradient-gate.ps1 tests/data/iris.csv

    In the steps of a build, with nothing but the .NET SDK: the exit code of the command is that of the script.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [string[]] $Method = ('Sne', 'SymmetricSne', 'TSne', 'TConditionalSne'),
    [string[]] $Formula = 'Analytic',
    [string] $Engine = 'Exact',
    [string[]] $Label
)

try {
    $ErrorActionPreference = 'Stop'
    if (-not (Get-Module SneTools)) {
        Import-Module "$PSScriptRoot/../../output/SneTools"
    }
    $with = $Label ? @{ Label = $Label } : @{}
    $data = Import-SneData $Path @with
    $reports = foreach ($name in $Method) {
        $data | Test-SneGradient -Method $name -Formula $Formula -Engine $Engine -WarningAction SilentlyContinue
    }
}
catch {
    "The gradient was not checked: $_"
    exit 2
}

$failed = 0
foreach ($report in $reports) {
    $verdict = $report.Passed ? 'right' : 'WRONG'
    $largest = $null -ne $report.GradientError ? $report.GradientError : $report.MaxRelativeError
    '{0}: {1} of {2} by {3}, relative error {4:e1}, tolerance {5:e1}' -f
        $verdict, $report.Formula, $report.Method, $report.Engine, $largest, $report.Tolerance
    $failed += -not $report.Passed
}
exit [int] ($failed -gt 0)
