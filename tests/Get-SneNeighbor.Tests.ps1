Describe 'Get-SneNeighbor' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.GetSneNeighborCommand'
        $iris = Import-SneData "$dataFolder/iris.csv"
    }

    Context 'the neighbors of every point' {
        BeforeAll {
            $line = @(0, 0), @(1, 0), @(3, 0), @(7, 0)
            $found = @($line | Get-SneNeighbor -NeighborCount 2 -WarningAction SilentlyContinue)
        }

        It 'come point after point, the nearest first' {
            $found | Should -HaveCount 8
            $found[0] | Should -BeOfType ([SneTools.PowerShell.Commands.PointNeighbor])
            $found.Index | Should -Be 0, 0, 1, 1, 2, 2, 3, 3
            @(foreach ($one in $found) { $one.Rank }) | Should -Be 1, 2, 1, 2, 1, 2, 1, 2
            $found.Neighbor | Should -Be 1, 2, 0, 2, 1, 0, 2, 1
            $found.Distance | Should -Be 1, 3, 1, 2, 2, 3, 4, 6
        }

        It 'are 15 by default' {
            @($iris | Get-SneNeighbor -WarningAction SilentlyContinue) | Should -HaveCount (150 * 15)
        }

        It 'are those that all distances give' {
            $rows = @(New-TestRow)
            $found = @($rows | Get-SneNeighbor -NeighborCount 11)
            $found | Should -HaveCount (12 * 11)
            $expected = foreach ($one in $found) {
                $p, $q = $rows[$one.Index], $rows[$one.Neighbor]
                [math]::Sqrt([math]::Pow($p.a - $q.a, 2) + [math]::Pow($p.b - $q.b, 2) + [math]::Pow($p.c - $q.c, 2))
            }
            Measure-Difference $found.Distance $expected | Should -BeLessThan 1e-14
            for ($k = 1; $k -lt 11; $k++) { $found[$k].Distance | Should -BeGreaterOrEqual $found[$k - 1].Distance }
        }

        It 'are shared evenly among equal rows' {
            $found = @(, @(1, 2) * 300 | Get-SneNeighbor -NeighborCount 20 -WarningAction SilentlyContinue)
            $counts = [int[]]::new(300)
            foreach ($one in $found) { $counts[$one.Neighbor]++ }
            [System.Linq.Enumerable]::Max($counts) | Should -BeLessOrEqual 42
            [System.Linq.Enumerable]::Min($counts) | Should -BeGreaterOrEqual 4
            $found.Distance[0] | Should -Be 0
        }

        It 'are chosen by -Seed where they tie' {
            $choices = foreach ($seed in 1, 1, 2) {
                @(, @(1, 2) * 40 | Get-SneNeighbor -NeighborCount 5 -Seed $seed -WarningAction SilentlyContinue).Neighbor -join ' '
            }
            $choices[1] | Should -BeExactly $choices[0]
            $choices[2] | Should -Not -BeExactly $choices[0]
        }

        It 'are near in direction by -Metric Cosine' {
            $found = @(@(1, 0), @(100, 1), @(0, 1), @(1, 50) | Get-SneNeighbor -NeighborCount 1 -Metric Cosine)
            $found.Neighbor | Should -Be 1, 0, 3, 2
            [math]::Abs($found[0].Distance - [math]::Sqrt(2 - 2 * 100 / [math]::Sqrt(10001))) | Should -BeLessThan 1e-13
        }

        It 'are taken after -Standardize and -PrincipalComponent' {
            $expected = @(New-TestRow | Get-SneNeighbor -NeighborCount 4 -Standardize -PrincipalComponent 2)
            $scaled = foreach ($row in New-TestRow) { [pscustomobject]@{ a = 1e3 * $row.a; b = 1e-3 * $row.b; c = $row.c } }
            $found = @($scaled | Get-SneNeighbor -NeighborCount 4 -Standardize -PrincipalComponent 2)
            $found.Neighbor | Should -Be $expected.Neighbor
            Measure-Difference $found.Distance $expected.Distance | Should -BeLessThan 1e-5
        }
    }

    Context '-AsGraph' {
        It 'gives one graph of the same neighbors' {
            $graph = $iris | Get-SneNeighbor -NeighborCount 10 -AsGraph -WarningAction SilentlyContinue
            $graph | Should -HaveCount 1
            $graph | Should -BeOfType ([SneTools.NeighborGraph])
            $graph.Count, $graph.NeighborCount, $graph.Recall | Should -Be 150, 10, 1
            $graph.Search, $graph.Metric | Should -Be 'Exact', 'Euclidean'
            $found = @($iris | Get-SneNeighbor -NeighborCount 10 -WarningAction SilentlyContinue)
            $graph.Distances(7) | Should -Be $found[70..79].Distance
        }

        It 'knows its metric' {
            (New-TestRow | Get-SneNeighbor -NeighborCount 3 -Metric Cosine -AsGraph).Metric | Should -Be 'Cosine'
        }
    }

    Context '-Neighbor Approximate' {
        BeforeAll { $digits = Import-SneData "$dataFolder/digits.csv" -Label digit }

        It 'finds 95 of 100 at least, and says which share' {
            $graph = $digits | Get-SneNeighbor -Neighbor Approximate -AsGraph -WarningAction SilentlyContinue
            $graph.Recall | Should -BeGreaterOrEqual 0.95
            $graph.Recall | Should -BeLessOrEqual 1
            $exact = @($digits | Get-SneNeighbor -Neighbor Exact -WarningAction SilentlyContinue)
            $found = @($digits | Get-SneNeighbor -Neighbor Approximate -WarningAction SilentlyContinue)
            $near = [System.Collections.Generic.HashSet[long]]::new()
            foreach ($one in $exact) { $null = $near.Add(10000L * $one.Index + $one.Neighbor) }
            $hits = 0
            foreach ($one in $found) { if ($near.Contains(10000L * $one.Index + $one.Neighbor)) { $hits++ } }
            $hits / $exact.Count | Should -BeGreaterOrEqual 0.93
        }

        It 'gives the same with one thread and with two' {
            $one, $two = foreach ($threads in 1, 2) {
                , @($digits | Get-SneNeighbor -Neighbor Approximate -NeighborCount 5 -Seed 3 -ThrottleLimit $threads -WarningAction SilentlyContinue)
            }
            $two.Neighbor -join ' ' | Should -BeExactly ($one.Neighbor -join ' ')
            Format-Bit $two.Distance | Should -Be (Format-Bit $one.Distance)
        }
    }

    It 'tells how it searched with -Verbose' {
        $said = New-TestRow | Get-SneNeighbor -NeighborCount 3 -AsGraph -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$said" | Should -BeLike '*12 points, 3 neighbors each, exact*'
    }

    It 'refuses <_> neighbors of 12 rows' -ForEach 0, -1, 12, 13 {
        $refusal = Get-Refusal { New-TestRow | Get-SneNeighbor -NeighborCount $_ }
        $refusal.FullyQualifiedErrorId | Should -Be "NeighborCountOutOfRange,$class"
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.TargetObject | Should -Be $_
        $refusal.Exception.Message | Should -BeLike '*12 rows allow 1 to 11.'
    }

    It 'refuses an unknown <Name>' -ForEach @(
        @{ Name = 'Neighbor'; Value = 'Guess' }
        @{ Name = 'Metric'; Value = 'Taxicab' }
    ) {
        $with = @{ $Name = $Value }
        { New-TestRow | Get-SneNeighbor @with } | Should -Throw -ErrorId "ParameterArgumentTransformationError,$class"
    }

    It 'refuses <Name>' -ForEach @(
        # It has no perplexity to be wrong; all else is refused as everywhere.
        foreach ($case in . $PSScriptRoot/RefusedRows.ps1) {
            if (-not $case.With -or -not ($case.With.ContainsKey('Perplexity') -or $case.With.ContainsKey('Sigma'))) {
                if ($case.Id -ne 'PerplexityOutOfRange') { $case }
            }
        }
    ) {
        Assert-Refused Get-SneNeighbor $_
    }
}
