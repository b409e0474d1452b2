<#
.SYNOPSIS
    Runs the examples of the help pages, and writes what they print today where the pages show it.
.DESCRIPTION
    Each example runs in a session of its own, in an empty folder, with the module that the build has laid out. Its block of
    output is replaced if it differs in more than times. What an example with -WhatIf asks goes to the host and is left as it
    is; examples without a block of output get none. Paths are shown as <temp> and <module>. Look at the difference before it
    is committed, for the prose around an output speaks of its numbers; then ./build.ps1 Docs.
.PARAMETER Path
    The pages.
.PARAMETER Module
    The module that runs them.
.EXAMPLE
    docs/Update-Example.ps1
.EXAMPLE
    docs/Update-Example.ps1 docs/en-US/Get-Sne*.md
#>
[CmdletBinding()]
param(
    [string] $Path = (Join-Path $PSScriptRoot 'en-US' '*-*.md'),
    [string] $Module = (Join-Path $PSScriptRoot '..' 'output' 'SneTools')
)

$ErrorActionPreference = 'Stop'
$Module = (Get-Item $Module).FullName

# What a user sees of an example, without color.
function Get-Output([string] $Code) {
    $folder = [IO.Directory]::CreateTempSubdirectory('SneTools_').FullName
    $before = $env:TMPDIR, $env:TMP
    $env:TMPDIR = $env:TMP = $folder
    $session = [powershell]::Create([initialsessionstate]::CreateDefault2())
    try {
        $null = $session.AddScript({
                param($Module, $Folder)
                $PSStyle.OutputRendering = 'PlainText'
                $ProgressPreference = 'SilentlyContinue'
                $ErrorActionPreference = 'Stop'
                Set-Location -LiteralPath $Folder
                Import-Module $Module
            }).AddArgument($Module).AddArgument($folder).Invoke()
        $session.Commands.Clear()
        $shown = $session.AddScript(". {`n$Code`n} *>&1 | ForEach-Object {
                if (`$_ -is [System.Management.Automation.WarningRecord]) { `"WARNING: `$_`" }
                elseif (`$_ -is [System.Management.Automation.VerboseRecord]) { `"VERBOSE: `$_`" }
                else { `$_ }
            } | Out-String -Width 105").Invoke() -join ''
        $lines = ($shown -split '\r?\n').ForEach{ $_.TrimEnd() } -join "`n"
        ($lines -replace '\n{3,}', "`n`n").Trim("`n").Replace($folder, '<temp>').Replace($Module, '<module>')
    }
    finally {
        $env:TMPDIR, $env:TMP = $before
        $session.Dispose()
        Remove-Item $folder -Recurse -Force
    }
}

# A text without the times that differ from run to run.
function Hide-Time([string] $Text) {
    ($Text -replace '(?m)^(Elapsed\b).*$', '$1' -replace '\d+\.\d+ s\b').Trim()
}

foreach ($file in Get-ChildItem $Path | Sort-Object Name) {
    $text = [IO.File]::ReadAllText($file.FullName)
    $new = [regex]::Replace($text, '(?s)(?<=\n```powershell\n)(?<code>(?:(?!\n```).)*)(?<between>\n```\n\n```Output\n)(?<old>.*?)(?=\n```)', {
            param($found)
            $code = $found.Groups['code'].Value
            $old = $found.Groups['old'].Value
            if ($code.Contains('-WhatIf')) { return $found.Value }
            $output = Get-Output $code
            if ((Hide-Time $output) -ceq (Hide-Time $old)) { return $found.Value }
            $code + $found.Groups['between'].Value + $output
        })
    if ($new -cne $text) {
        [IO.File]::WriteAllText($file.FullName, $new)
        $file
    }
}
