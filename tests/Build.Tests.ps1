# What build.ps1 refuses, and what it counts.
Describe 'The build' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        # Each is run by itself, all in one other process, as a run in a run would be counted with it.
        $text = @{
            'what passes, fails and is skipped' = "Describe 'some' { It 'good' { }; It 'bad' { 1 | Should -Be 2 }; It 'left' -Skip { }; It 'out' { Set-ItResult -Inconclusive } }"
            'a file that cannot be parsed' = "Describe 'some' { It 'good' { }"
            'a file that ends in an error' = "throw 'no data'; Describe 'some' { It 'good' { } }"
            'a block that ends in an error' = "Describe 'some' { throw 'no data'; It 'good' { } }"
            'a BeforeAll that ends in an error' = "Describe 'some' { BeforeAll { throw 'no data' }; It 'good' { } }"
            'an AfterAll that ends in an error' = "Describe 'some' { AfterAll { throw 'no data' }; It 'good' { } }"
            'nothing that fails' = "Describe 'some' { It 'good' { } }"
        }
        foreach ($name in $text.Keys) {
            $null = Write-TestFile "$name.Tests.ps1" $text[$name]
        }
        $null = Invoke-NewPowerShell @"
            foreach (`$file in Get-Item '$TestDrive/*.Tests.ps1') {
                `$report = `$file.FullName -replace '\.Tests\.ps1$', '.json'
                & '$PSScriptRoot/Invoke-Pester.ps1' `$file -Report `$report
                Set-Content "`$report.exit" `$LASTEXITCODE
            }
"@

        function Get-Count([string] $Name) {
            Get-Content "$TestDrive/$Name.json" -Raw | ConvertFrom-Json |
                Add-Member ExitCode ([int] (Get-Content "$TestDrive/$Name.json.exit")) -PassThru
        }
    }

    It 'refuses <_>, and names the tasks that there are' -ForEach 'Bild', '-Bild', 'Build,Bild' {
        { & "$PSScriptRoot/../build.ps1" $_ } | Should -Throw '*There is no task *Bild*; there are Build, Example, Test, Docs and Pack.*'
    }

    It 'ends with an exit code when it refuses' {
        $null = & "$PSScriptRoot/Invoke-PowerShell.ps1" -File "$PSScriptRoot/../build.ps1" -Bild 2>&1
        $LASTEXITCODE | Should -Be 1
    }

    It 'counts what passes, fails and is skipped' {
        $counted = Get-Count 'what passes, fails and is skipped'
        $counted.Passed, $counted.Failed, $counted.ExitCode | Should -Be 1, 1, 1
        $counted.Skipped | Should -Be 'some.left', 'some.out'
        $counted = Get-Count 'nothing that fails'
        $counted.Passed, $counted.Failed, $counted.ExitCode | Should -Be 1, 0, 0
    }

    It 'counts as failed <_>' -ForEach @(
        'a file that cannot be parsed'
        'a file that ends in an error'
        'a block that ends in an error'
        'a BeforeAll that ends in an error'
        'an AfterAll that ends in an error'
    ) {
        $counted = Get-Count $_
        $counted.Failed | Should -BeGreaterOrEqual 1
        $counted.ExitCode | Should -Be 1
    }

    It 'counts as failed a suite that ends without its report' {
        $output = & "$PSScriptRoot/Invoke-Suite.ps1" None.Tests
        $output[-1].Passed, $output[-1].Failed | Should -Be 0, 1
        $output[-2] | Should -BeLike 'None.Tests ended without a report, with exit code *'
    }
}
