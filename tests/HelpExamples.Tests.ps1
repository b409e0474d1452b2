# Every example of Get-Help -Examples, copied as it stands, runs in a fresh session in an empty folder, with the module alone.
Describe 'The examples' {
    BeforeDiscovery {
        . $PSScriptRoot/common.ps1
        . $PSScriptRoot/HelpPages.ps1
        $examples = foreach ($name in (Get-Module SneTools).ExportedCmdlets.Keys | Sort-Object) {
            foreach ($example in (Read-CompiledHelp $name).examples.example) {
                @{ Command = $name; Title = $example.title.Trim('- '); Code = [string] $example.code }
            }
        }
    }

    BeforeAll {
        . $PSScriptRoot/common.ps1
        . $PSScriptRoot/HelpPages.ps1
        $pages = @{}

        # Whether the page shows what an example prints.
        function Test-Output([string] $Name, [string] $Title) {
            if (-not $pages.ContainsKey($Name)) { $pages[$Name] = (Read-HelpPage $Name).Examples }
            $example = $pages[$Name].Where{ $_.Title -eq $Title }[0]
            $example.Text.Contains('```Output') -and -not $example.Code[0].Contains('-WhatIf')
        }
    }

    It 'of <Command> run: <Title>' -ForEach $examples {
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] ($problems = $null))
        $problems | Should -BeNullOrEmpty
        $output = Invoke-FreshSession $Code (New-Item "$TestDrive/$([guid]::NewGuid())" -ItemType Directory).FullName
        if (Test-Output $Command $Title) { $output | Should -Not -BeNullOrEmpty }
    }

    It 'that show a formula of one''s own are told apart from the right one' {
        $code = (Read-HelpPage Test-SneGradient).Examples.Where{ $_.Title -like '*your own' }[0].Code[0]
        $reports = Invoke-FreshSession $code "$TestDrive"
        $reports.Formula | Should -Be 'Analytic', 'Half'
        $reports.Passed | Should -Be $true, $false
    }

    It 'have outputs that a script brings up to date, and leaves alone where they are' {
        $page = (Copy-Item "$helpRepository/docs/en-US/Get-SneSample.md" $TestDrive -PassThru).FullName
        $right = Get-Content $page -Raw
        & "$helpRepository/docs/Update-Example.ps1" $page | Should -BeNullOrEmpty
        Get-Content $page -Raw | Should -BeExactly $right
        Set-Content $page $right.Replace('penguins 344', 'penguins 345') -NoNewline
        (& "$helpRepository/docs/Update-Example.ps1" $page).Name | Should -Be 'Get-SneSample.md'
        Get-Content $page -Raw | Should -BeExactly $right
    }
}
