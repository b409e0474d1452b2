# What build.ps1 refuses, and what it counts.
Describe 'The build' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        # Runs a test file by itself; gives what its report counts.
        function Invoke-TestFile([string] $Text) {
            $file = Write-TestFile 'some.Tests.ps1' $Text
            $output = & "$PSScriptRoot/Invoke-PowerShell.ps1" -File "$PSScriptRoot/Invoke-Pester.ps1" $file -Report "$TestDrive/report.json" 2>&1
            $exitCode = $LASTEXITCODE
            Get-Content "$TestDrive/report.json" -Raw | ConvertFrom-Json |
                Add-Member ExitCode $exitCode -PassThru | Add-Member Output ($output -join "`n") -PassThru
        }
    }

    It 'refuses <_>, and names the tasks that there are' -ForEach 'Bild', '-Bild', 'Build,Bild' {
        $output = & "$PSScriptRoot/Invoke-PowerShell.ps1" -File "$PSScriptRoot/../build.ps1" $_ 2>&1
        $LASTEXITCODE | Should -Be 1
        $output -join ' ' | Should -BeLike '*There is no task *Bild*; there are Build, Example, Test, Docs and Pack.*'
    }

    It 'counts what passes, fails and is skipped' {
        $counted = Invoke-TestFile "Describe 'some' { It 'good' { }; It 'bad' { 1 | Should -Be 2 }; It 'left' -Skip { }; It 'out' { Set-ItResult -Inconclusive } }"
        $counted.Passed, $counted.Failed, $counted.ExitCode | Should -Be 1, 1, 1
        $counted.Skipped | Should -Be 'some.left', 'some.out'
    }

    It 'counts as failed <Name>' -ForEach @(
        @{ Name = 'a file that cannot be parsed'; Text = "Describe 'some' { It 'good' { }" }
        @{ Name = 'a file that ends in an error'; Text = "throw 'no data'; Describe 'some' { It 'good' { } }" }
        @{ Name = 'a block that ends in an error'; Text = "Describe 'some' { throw 'no data'; It 'good' { } }" }
        @{ Name = 'a BeforeAll that ends in an error'; Text = "Describe 'some' { BeforeAll { throw 'no data' }; It 'good' { } }" }
        @{ Name = 'an AfterAll that ends in an error'; Text = "Describe 'some' { AfterAll { throw 'no data' }; It 'good' { } }" }
    ) {
        $counted = Invoke-TestFile $Text
        $counted.Failed | Should -BeGreaterOrEqual 1
        $counted.ExitCode | Should -Be 1
    }

    It 'counts as failed a suite that ends without its report' {
        $output = & "$PSScriptRoot/Invoke-Suite.ps1" None.Tests
        $output[-1].Passed, $output[-1].Failed | Should -Be 0, 1
        $output[-2] | Should -BeLike 'None.Tests ended without a report, with exit code *'
    }
}
