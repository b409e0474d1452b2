# Every example of the help runs as it stands, in a copy of the folders that it reads.
Describe 'The examples' {
    BeforeDiscovery {
        . $PSScriptRoot/common.ps1
        . $PSScriptRoot/HelpPages.ps1
        $examples = foreach ($name in Get-PageName) {
            foreach ($example in (Read-HelpPage $name).Examples) {
                @{ Page = $name; Title = $example.Title; Code = $example.Code -join "`n"; Text = $example.Text }
            }
        }
    }

    BeforeAll {
        . $PSScriptRoot/common.ps1
        . $PSScriptRoot/HelpPages.ps1
        $root = [System.IO.Directory]::CreateDirectory("$TestDrive/copy").FullName
        Copy-Folder "$PSScriptRoot/data" "$root/tests/data"
        $before = $ExecutionContext.SessionState.Path.CurrentLocation.Path
        $null = $ExecutionContext.SessionState.Path.SetLocation($root)

        # The engine alone has few commands; in PowerShell no example may lack one.
        $isPowerShell = [bool] (Get-Command Select-Object -ErrorAction Ignore)
    }

    AfterAll {
        $null = $ExecutionContext.SessionState.Path.SetLocation($before)
    }

    It 'of <Page> run: <Title>' -ForEach $examples {
        $missing = Get-MissingCommand $Code
        $note = [regex]::Match($Text, "Needs PowerShell's own cmdlets\s+\(([^)]+)\)").Groups[1].Value
        if ($isPowerShell) {
            $missing | Should -BeNullOrEmpty -Because 'PowerShell has every command of an example'
        }
        else {
            (Get-Sorted ($note -split ',\s*')) -join ', ' | Should -BeExactly (@($missing) -join ', ') -Because 'the page tells what the shell lacks'
        }
        if (-not $missing) {
            $output = Invoke-Example $Code
            if ($Text.Contains('```Output') -and -not $Code.Contains('-WhatIf')) {
                $output | Should -Not -BeNullOrEmpty
            }
        }
    }
}
