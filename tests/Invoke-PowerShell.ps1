<#
.SYNOPSIS
    Runs the PowerShell that runs this script once more, in a process of its own, with the arguments that are given.
.EXAMPLE
    tests/Invoke-PowerShell.ps1 -Command '$PSVersionTable.PSVersion'
#>

# The dotnet tool is a library that dotnet runs, an installed PowerShell is a program.
$program = [Environment]::ProcessPath
$library = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
& $program @library -NoProfile -NonInteractive @args
