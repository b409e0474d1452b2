#!/usr/bin/env pwsh
#Requires -Version 7.6
<#
.SYNOPSIS
    Builds, shows, tests, documents or packs SneTools.
.DESCRIPTION
    It takes PowerShell 7.6 or later and the .NET SDK, or the SDK alone, which brings the real PowerShell as a tool:
    dotnet tool exec --yes powershell -- ./build.ps1, and the tasks.

    Build (the default) leaves the importable module in output/SneTools. Example builds it and makes a map of the digits,
    digits-map.csv, and its picture, digits-map.png, in the current folder. Test builds and runs every test, those in C#
    and those for Pester; its last line says how many passed and failed. Docs checks the help
    pages in docs/en-US by PlatyPS, compiles them into module/en-US/SneTools.PowerShell.dll-Help.xml, which belongs into
    the commit that changes a page, and builds. Pack puts two packages in artifacts/: the module and the library
    SneTools.Core.
.PARAMETER Task
    What to do, one after the other.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 Test, Pack
.EXAMPLE
    dotnet tool exec --yes powershell -- ./build.ps1 Test
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)]
    [ArgumentCompletions('Build', 'Example', 'Test', 'Docs', 'Pack')]
    [ValidateScript(
        { -not ($_ -split ',' | Where-Object { $_ -notin 'Build', 'Example', 'Test', 'Docs', 'Pack' }) },
        ErrorMessage = "There is no task '{0}'; there are Build, Example, Test, Docs and Pack.")]
    [string[]] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$source = Join-Path $PSScriptRoot 'src'
$tests = Join-Path $PSScriptRoot 'tests'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with exit code $LASTEXITCODE."
    }
}

function Build {
    Invoke-DotNet build -c Release (Join-Path $PSScriptRoot 'SneTools.sln')
}

function Example {
    Invoke-DotNet build -c Release (Join-Path $source 'SneTools.PowerShell')
    & (Join-Path $tests 'Invoke-PowerShell.ps1') -File (Join-Path $PSScriptRoot 'docs' 'examples' 'digits.ps1')
    if ($LASTEXITCODE -ne 0) {
        throw "The example ended with exit code $LASTEXITCODE."
    }
}

function Test {
    Build
    $run = Join-Path $tests 'Invoke-Suite.ps1'
    $names = @((Get-ChildItem (Join-Path $tests '*.Tests' '*.csproj')).BaseName) + 'Pester'
    $suites = [System.Collections.Generic.List[object]]::new()

    # One after the other: each uses all cores, and side by side they take longer.
    foreach ($name in $names) {
        "`n--- $name ---"
        try {
            & $run $name | ForEach-Object { if ($_ -is [string]) { $_ } else { $suites.Add($_) } }
        }
        catch {
            "$name could not be counted: $_"
        }
    }

    # A suite that gave no result at all is one that failed.
    $passed = [int] ($suites | Measure-Object Passed -Sum).Sum
    $failed = [int] ($suites | Measure-Object Failed -Sum).Sum + $names.Count - $suites.Count
    ''
    $suites | ForEach-Object { "$($_.Name): $($_.Passed) passed, $($_.Failed) failed, $($_.Skipped.Count) skipped, $([int] $_.Elapsed.TotalSeconds) s" }
    $suites.Skipped | ForEach-Object { "  skipped: $_" }
    "$passed passed, $failed failed"
    if ($failed -gt 0) {
        exit 1
    }
}

function Docs {
    if (-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable)) {
        throw 'The help is compiled by the module Microsoft.PowerShell.PlatyPS, which is not installed.'
    }

    & (Join-Path $PSScriptRoot 'docs' 'Build-Help.ps1')
    Build
}

function Pack {
    Build
    $artifacts = New-Item (Join-Path $PSScriptRoot 'artifacts') -ItemType Directory -Force
    foreach ($project in 'SneTools.Core', 'SneTools.PowerShell') {
        Invoke-DotNet pack -c Release --no-build (Join-Path $source $project) -o $artifacts
    }

    Get-ChildItem $artifacts
}

foreach ($name in $Task -split ',') {
    & $name
}
