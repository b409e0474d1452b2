<#
.SYNOPSIS
    Runs a suite of tests in a process of its own; gives what it prints, and last how many tests passed and failed.
.DESCRIPTION
    The suite is a project in tests/, or the files for Pester. One that ends without its report counts as one test more
    that failed, beside those that it told of, and so does an exit code that its report does not explain: a crash is never
    taken for success.
.PARAMETER Name
    The folder of a test project, or Pester.
.EXAMPLE
    tests/Invoke-Suite.ps1 SneTools.Plots.Tests
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Name
)

$ErrorActionPreference = 'Stop'
$folder = (New-Item (Join-Path $PSScriptRoot '..' 'output' 'TestResults') -ItemType Directory -Force).FullName
$report = Join-Path $folder "$Name.report"
Remove-Item $report -ErrorAction Ignore
$clock = [System.Diagnostics.Stopwatch]::StartNew()
if ($Name -eq 'Pester') {
    & (Join-Path $PSScriptRoot 'Invoke-PowerShell.ps1') -File (Join-Path $PSScriptRoot 'Invoke-Pester.ps1') -Report $report 2>&1 |
        ForEach-Object ToString | Tee-Object -Variable output
}
else {
    $project = Join-Path $PSScriptRoot $Name
    dotnet test --no-build --project $project --results-directory $folder --report-xunit-xml --report-xunit-xml-filename "$Name.report" 2>&1 |
        ForEach-Object ToString | Tee-Object -Variable output
}

$suite = [pscustomobject]@{
    Name = $Name; Passed = 0; Failed = 0; Skipped = @(); ExitCode = $LASTEXITCODE; Elapsed = $clock.Elapsed
}
if (-not (Test-Path $report)) {
    "$Name ended without a report, with exit code $($suite.ExitCode)."
    $suite.Passed, $suite.Failed = foreach ($word in 'succeeded', 'failed') {
        [int] (@($output) -match "^\s*${word}: \d+$" -replace '\D' | Select-Object -Last 1)
    }
    $suite.Failed++
}
elseif ($Name -eq 'Pester') {
    $counted = Get-Content $report -Raw | ConvertFrom-Json
    $suite.Passed, $suite.Failed, $suite.Skipped = $counted.Passed, $counted.Failed, @($counted.Skipped)
}
else {
    foreach ($assembly in ([xml] (Get-Content $report -Raw)).assemblies.assembly) {
        $suite.Passed += $assembly.passed
        $suite.Failed += [int] $assembly.failed + [int] $assembly.errors
        $suite.Skipped += @($assembly.SelectNodes('.//test[@result != "Pass" and @result != "Fail"]') | ForEach-Object { "$($_.name): $($_.reason ?? 'only on demand')" })
    }
}
if ($suite.ExitCode -ne 0 -and $suite.Failed -eq 0) {
    $suite.Failed = 1
}
$suite
