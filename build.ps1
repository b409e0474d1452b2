#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, documents or packs SneTools.
.DESCRIPTION
    Build (the default) leaves the importable module in output/SneTools. Test runs all tests: the files in tests/ by
    Pester where it is installed, and on the embedded engine where it is not. Docs checks the help pages in docs/en-US
    by PlatyPS, compiles them into module/en-US/SneTools.PowerShell.dll-Help.xml, which belongs into the commit that
    changes a page, and builds. Pack puts three packages in artifacts/: the module, the library SneTools.Core, and
    SneTools.Shell as the dotnet tool sne.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Pack')]
    [string[]] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $PSScriptRoot 'output' 'SneTools'
$solution = Join-Path $PSScriptRoot 'SneTools.sln'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with exit code $LASTEXITCODE."
    }
}

function Build {
    Invoke-DotNet build -c Release $solution
}

function Test {
    Build
    $pester = Get-Module Pester -ListAvailable | Where-Object Version -GE '5.0' | Sort-Object Version | Select-Object -Last 1
    if (-not $pester) {
        Write-Warning 'There is no Pester 5 or later here; its files run on the embedded engine.'
        Push-Location $PSScriptRoot
        try {
            Invoke-DotNet test
        }
        finally {
            Pop-Location
        }
        return
    }

    Push-Location $PSScriptRoot
    try {
        foreach ($suite in 'SneTools.Core.Tests', 'SneTools.Plots.Tests', 'SneTools.Shell.Tests') {
            Invoke-DotNet test --no-build --project (Join-Path 'tests' $suite)
        }
    }
    finally {
        Pop-Location
    }

    Import-Module $pester.Path
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = @(Get-ChildItem (Join-Path $PSScriptRoot 'tests' '*.Tests.ps1') | ForEach-Object FullName)
    $configuration.Run.PassThru = $true
    $result = Invoke-Pester -Configuration $configuration
    if ($result.Result -ne 'Passed') {
        throw "$($result.FailedCount) tests failed."
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
    foreach ($project in 'SneTools.Core', 'SneTools.PowerShell', 'SneTools.Shell') {
        Invoke-DotNet pack -c Release --no-build (Join-Path $PSScriptRoot 'src' $project) -o $artifacts
    }

    Get-ChildItem $artifacts
}

foreach ($name in $Task) {
    & $name
}
