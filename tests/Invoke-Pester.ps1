<#
.SYNOPSIS
    Runs test files by the Pester in output/Pester, which the build lays out, and writes how many tests passed and failed.
.DESCRIPTION
    Run it in a process of its own: a session keeps the assemblies of the first module that it imports. The exit code is
    1 if anything failed. A file that cannot be read, and a block whose BeforeAll or AfterAll ends in an error, count as
    failed like a test.
.PARAMETER Path
    The test files, or folders of them.
.PARAMETER Report
    The JSON file to write: Passed, Failed, and the names in Skipped.
.EXAMPLE
    tests/Invoke-PowerShell.ps1 -File tests/Invoke-Pester.ps1 tests/Import-SneData.Tests.ps1
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)] [string[]] $Path = (Join-Path $PSScriptRoot '*.Tests.ps1'),
    [string] $Report
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '..' 'output' 'Pester')
"Pester $((Get-Module Pester).Version) on PowerShell $($PSVersionTable.PSVersion)"

# A run ends with the preferences of its caller, and the tests are written for PowerShell's own.
$ErrorActionPreference = 'Continue'
$result = Invoke-Pester -Configuration @{
    Run    = @{ Path = $Path; PassThru = $true }
    Output = @{ RenderMode = [Console]::IsOutputRedirected ? 'Plaintext' : 'Auto' }
}
if ($Report) {
    @{
        Passed  = $result.PassedCount
        Failed  = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
        Skipped = @($result.Tests | Where-Object Result -NotIn 'Passed', 'Failed' | ForEach-Object ExpandedPath)
    } | ConvertTo-Json | Set-Content $Report
}
exit [int] ($result.Result -ne 'Passed')
