# docs/jobs.md: every job, from top to bottom, in one fresh session and an empty folder. The program in C# is one of Packages.Tests.ps1.
Describe 'The fifteen jobs' {
    BeforeDiscovery {
        . $PSScriptRoot/HelpPages.ps1
        $jobs = foreach ($section in Split-Page (Get-Content "$helpRepository/docs/jobs.md" -Raw).Replace("`r", '') '##') {
            $code = @([regex]::Matches($section.Text, '(?s)```powershell\n(.*?)\n```').ForEach({ $_.Groups[1].Value }))
            if ($code) { @{ Name = $section.Name; Code = $code; Number = [int] ($section.Name -split '\.')[0] } }
        }
    }

    BeforeAll {
        . $PSScriptRoot/common.ps1
        . $PSScriptRoot/HelpPages.ps1
        $text = (Get-Content "$helpRepository/docs/jobs.md" -Raw).Replace("`r", '')
        $folder = (New-Item "$TestDrive/jobs" -ItemType Directory).FullName
        $session = New-FreshSession $folder

        # A variable of the session that makes the jobs.
        function Get-Made([string] $Name) { $session.Runspace.SessionStateProxy.GetVariable($Name) }

        # What each job must have made.
        $proof = @{
            1  = { (Get-Made data).Count | Should -Be 342; ($Output | Out-String) | Should -Match 'Gentoo \(123\)' }
            2  = { foreach ($row in (Get-Made rows)[0, 341]) { [double]::IsFinite($row.Y1) | Should -BeTrue } }
            3  = { (Get-Made maps).Perplexity | Should -Be 5, 30, 100 }
            4  = {
                (Get-Made alone).Index | Should -Be 121, 69, 95
                $shown = [regex]::Match($text, '(?s)## 4\..*?```text\n(.*?)\n```').Groups[1].Value -split "`n" | Select-Object -Skip 2
                $found = Get-Made why | Sort-Object { [math]::Abs($_.Deviations) } -Descending -Top 3
                foreach ($k in 0..2) {
                    $name, $numbers = -split $shown[$k]
                    $found[$k].Column | Should -Be $name
                    Measure-Difference $found[$k].Value, $found[$k].Mean, $found[$k].Deviations $numbers | Should -BeLessThan 0.0051 # two decimals
                }
            }
            5  = {
                $of = @{}
                foreach ($measure in Get-Made measures) { $of["$($measure.Method)"] = $measure }
                $of.TSne.Recall | Should -BeGreaterThan $of.Sne.Recall
                $of.TSne.Silhouette | Should -BeGreaterThan $of.Sne.Silhouette
                $of.Sne.ShepardCorrelation | Should -BeGreaterThan $of.TSne.ShepardCorrelation
            }
            6  = { $Output[-1] | Should -BeTrue; (Get-Made old).Options.Seed | Should -Be 3 }
            7  = { (Get-Made cities).city | Should -HaveCount 7 }
            8  = { (Get-Made vectors).Dimension | Should -Be 64 }
            9  = { (Get-Made mixed).Data.Columns | Should -Be 9 }
            10 = { (Get-Made cube).Dimension | Should -Be 3; $Output[0] | Should -BeGreaterThan $Output[1] }
            11 = { (Get-Made runs).State | Sort-Object -Unique | Should -Be 'Completed'; (Get-Made runs).Count | Should -Be 100 }
            12 = { (Get-Made points)[0].Recall | Should -Be (Get-Made quality).Points[0].Recall }
            13 = {
                $reports = $Output.Where{ $_ -is [SneTools.GradientReport] }
                $reports.Passed | Should -Be $true, $true, $true, $false
                @($Output.Where{ $_ -is [SneTools.GradientCoordinate] }).Count | Should -Be 4
            }
            15 = { Get-Content "$folder/report/index.html" -Raw | Should -Match '(?s)map\.html.*map\.png.*342 rows of 4 columns.*perplexity 30.*0\.98' }
        }
    }

    AfterAll {
        $session.Dispose()
    }

    It 'are fifteen, listed, of which one is in C#' {
        $headings = @([regex]::Matches($text, '(?m)^## (\d+\. .*)$').ForEach{ $_.Groups[1].Value })
        $headings.Count | Should -Be 15
        foreach ($heading in $headings) {
            $anchor = ($heading.ToLowerInvariant() -replace '[^\w -]') -replace ' ', '-'
            $text | Should -MatchExactly "(?m)^\d+\. \[.+\]\(#$([regex]::Escape($anchor))\)\r?$"
        }
        @([regex]::Matches($text, '(?m)^```csharp$')).Count | Should -Be 1
    }

    It 'run: <Name>' -ForEach $jobs {
        $Output = @(foreach ($block in $Code) { $session.Commands.Clear(); $session.AddScript($block).Invoke() })
        foreach ($file in [regex]::Matches(($Code -join "`n"), '(?m)Export-Sne\w+ ([\w/.-]+)').ForEach{ $_.Groups[1].Value }) {
            (Get-Item "$folder/$file").Length | Should -BeGreaterThan 100 -Because $file
        }
        . $proof[$Number]
    }
}
