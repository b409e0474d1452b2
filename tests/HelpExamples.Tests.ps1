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
        $root = New-Item "$TestDrive/copy/tests" -ItemType Directory
        Copy-Item "$PSScriptRoot/data" $root -Recurse
        Push-Location $root/..
    }

    AfterAll {
        Pop-Location
    }

    It 'of <Page> run: <Title>' -ForEach $examples {
        $output = Invoke-Example $Code
        if ($Text.Contains('```Output') -and -not $Code.Contains('-WhatIf')) {
            $output | Should -Not -BeNullOrEmpty
        }
    }
}
