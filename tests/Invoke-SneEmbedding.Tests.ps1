Describe 'Invoke-SneEmbedding' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.InvokeSneEmbeddingCommand'
        $short = @{ Perplexity = 3; MaxIteration = 5 }

        # The coordinates of mapped rows, point after point.
        function Get-Coordinate($Rows) {
            foreach ($row in $Rows) { $row.Y1; $row.Y2 }
        }

        # Passes if there is a finite number for every coordinate.
        function Assert-Finite([double[]] $Number, [int] $Count) {
            $Number | Should -HaveCount $Count
            $Number | Where-Object { -not [double]::IsFinite($_) } | Should -BeNullOrEmpty
        }

        # The PowerShell code that another runspace runs before its own.
        $import = "Import-Module '$PSScriptRoot/../output/SneTools'`n"

        function New-TestShell([string] $Script) {
            $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
            $runspace.Open()
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $shell.AddScript($import + $Script)
        }
    }

    Context 'iris, perplexity 15' {
        BeforeAll {
            $rows = @(Import-Csv "$dataFolder/iris.csv")
            $mapped = @($rows | Invoke-SneEmbedding -Perplexity 15 -Seed 1 -WarningVariable warned -WarningAction SilentlyContinue)
            $map = Import-SneData "$dataFolder/iris.csv" |
                Invoke-SneEmbedding -Perplexity 15 -Seed 1 -AsEmbedding -WarningAction SilentlyContinue
        }

        It 'comes down to a divergence of 36.9, where other programs end at 36.84' {
            $map.Divergence | Should -BeLessOrEqual 36.9
            $map.Divergence | Should -BeGreaterThan 36.5
        }

        It 'gives the rows in their order, every column kept as the text it was, and Y1 and Y2 behind' {
            $mapped | Should -HaveCount 150
            $mapped[0].psobject.Properties.Name | Should -Be 'sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species', 'Y1', 'Y2'
            foreach ($name in $rows[0].psobject.Properties.Name) {
                $mapped.$name | Should -BeExactly $rows.$name
            }
            $mapped[0].sepal_length | Should -BeOfType ([string])
            $mapped[0].Y1 | Should -BeOfType ([double])
        }

        It 'warns of the two equal rows, and puts them close together' {
            "$warned" | Should -BeLike '1 row equals an earlier row*'
            [math]::Abs($mapped[101].Y1 - $mapped[142].Y1) | Should -BeLessThan 0.1
            [math]::Abs($mapped[101].Y2 - $mapped[142].Y2) | Should -BeLessThan 0.1
        }

        It 'gives a data set the same map as the rows' {
            Format-Bit $map.Map.Values | Should -Be (Format-Bit (Get-Coordinate $mapped))
        }

        It 'keeps the species apart: setosa has no neighbor of another kind' {
            $points = $map.Points
            foreach ($i in 0, 7, 25, 49) {
                $nearest = -1
                $least = [double]::PositiveInfinity
                for ($j = 0; $j -lt 150; $j++) {
                    $d = [math]::Pow($points[$i].Y1 - $points[$j].Y1, 2) + [math]::Pow($points[$i].Y2 - $points[$j].Y2, 2)
                    if ($j -ne $i -and $d -lt $least) { $least = $d; $nearest = $j }
                }
                $points[$nearest].species | Should -Be 'setosa'
            }
        }

        It 'has its mean at 0' {
            $sums = 0.0, 0.0
            foreach ($row in $mapped) { $sums[0] += $row.Y1; $sums[1] += $row.Y2 }
            Measure-Difference $sums 0 | Should -BeLessThan 1e-10 # 150 roundings of numbers near 1
        }
    }

    Context 'wine, standardized' {
        BeforeAll {
            $wine = Import-SneData "$dataFolder/wine.csv" -Label cultivar
            $map = $wine | Invoke-SneEmbedding -Perplexity 30 -Standardize -AsEmbedding
        }

        It 'comes down to a divergence of 91.4' {
            $map.Divergence | Should -BeLessOrEqual 91.4
            $map.Divergence | Should -BeGreaterThan 90
        }

        It 'stops because the cost stands still' {
            $map.StopReason | Should -Be 'Converged'
            $map.Iterations | Should -BeLessThan 1000
            $map.Iterations | Should -BeGreaterThan 20
            $last = $map.History[-1].Divergence
            $map.History[-21..-1].Divergence | Where-Object { [math]::Abs($_ - $last) -gt 1e-6 * $last } | Should -BeNullOrEmpty
        }

        It 'goes on to the limit with -Tolerance 0, or until no step lowers the cost any more' {
            $run = @{ Perplexity = 30; Standardize = $true; Tolerance = 0; MaxIteration = $map.Iterations + 30; AsEmbedding = $true }
            $longer = $wine | Invoke-SneEmbedding @run -Optimizer GradientDescent
            $longer.StopReason | Should -Be 'IterationLimit'
            $longer.Iterations | Should -Be ($map.Iterations + 30)
            $lower = $wine | Invoke-SneEmbedding @run
            $lower.Iterations | Should -BeGreaterThan $map.Iterations
            $lower.Divergence | Should -BeLessOrEqual (1.000001 * $map.Divergence)
        }

        It 'is another map without -Standardize' {
            $raw = $wine | Invoke-SneEmbedding -Perplexity 30 -MaxIteration 5 -AsEmbedding
            $scaled = $wine | Invoke-SneEmbedding -Perplexity 30 -MaxIteration 5 -Standardize -AsEmbedding
            [math]::Abs($raw.Entropy - $scaled.Entropy) | Should -BeLessThan 1e-6 # both are n ln 30
            [math]::Abs($raw.Divergence - $scaled.Divergence) | Should -BeGreaterThan 0.1
        }
    }

    Context '-PrincipalComponent' {
        It 'embeds the leading components, and gives back the columns as they came' {
            $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -PrincipalComponent 2 -Dimension 1 -AsEmbedding
            $map.Affinities.Data.Columns | Should -Be 'PC1', 'PC2'
            $map.Labels.Name | Should -Be 'name'
            $rows = @(New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -PrincipalComponent 2 -Dimension 1)
            $rows[3].PSObject.Properties.Name | Should -Be 'a', 'b', 'c', 'name', 'Y1'
            $rows[3].a | Should -Be 8
            Format-Bit $rows.Y1 | Should -Be (Format-Bit $map.Map.Values)
        }

        It 'gives the same bits with one thread and with two' {
            $one, $two = foreach ($threads in 1, 2) {
                Import-SneData "$dataFolder/digits.csv" -Label digit -First 300 |
                    Invoke-SneEmbedding -PrincipalComponent 20 -MaxIteration 5 -ThrottleLimit $threads -AsEmbedding -WarningAction SilentlyContinue
            }
            Format-Bit $one.Map.Values | Should -Be (Format-Bit $two.Map.Values)
        }

        It 'leaves as many components as the map has dimensions, or more' {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Perplexity 3 -PrincipalComponent 1 }
            $refusal.FullyQualifiedErrorId | Should -BeLike 'DimensionOutOfRange,*'
            $refusal.Exception.Message | Should -BeLike 'Dimension 2 *data of 1 column: it must be 1.'
        }
    }

    Context 'the digits' {
        It 'come down with every of a few iterations' {
            $map = Import-SneData "$dataFolder/digits.csv" -Label digit |
                Invoke-SneEmbedding -MaxIteration 5 -AsEmbedding -WarningAction SilentlyContinue
            $map.Count | Should -Be 1797
            $map.Points[1796].digit | Should -Be '8'
            for ($k = 1; $k -lt 5; $k++) {
                $map.History[$k].Divergence | Should -BeLessThan $map.History[$k - 1].Divergence
            }
            $map.Divergence | Should -BeLessThan $map.History[-1].Divergence
        }
    }

    Context 'an Embedding' {
        BeforeAll {
            $map = New-TestRow | Invoke-SneEmbedding -Perplexity 4 -MaxIteration 30 -Tolerance 0 -Seed 7 -AsEmbedding
        }

        It 'says how it came about' {
            $map | Should -HaveCount 1
            $map | Should -BeOfType ([SneTools.Embedding])
            $map.Count, $map.Dimension, $map.Perplexity, $map.Seed, $map.Iterations | Should -Be 12, 2, 4, 7, 30
            $map.Method | Should -Be 'Sne'
            $map.StopReason | Should -Be 'IterationLimit'
            $map.Sigma | Should -BeNullOrEmpty
            $map.Elapsed | Should -BeOfType ([timespan])
            $map.Elapsed.Ticks | Should -BeGreaterThan 0
            $map.Columns.Where{ $_.Use -eq 'Embedded' }.Name | Should -Be 'a', 'b', 'c'
            $map.Coordinates | Should -Be 'Y1', 'Y2'
        }

        It 'has the cost in its parts: Divergence = CrossEntropy - Entropy' {
            [math]::Abs($map.Divergence - ($map.CrossEntropy - $map.Entropy)) | Should -BeLessThan 1e-13
            [math]::Abs($map.MeanDivergence - $map.Divergence / 12) | Should -BeLessThan 1e-14
            [math]::Abs($map.Entropy - 12 * [math]::Log(4)) | Should -BeLessThan 1e-8 # every row has perplexity 4
        }

        It 'has the divergence of its probabilities' {
            $p = New-TestRow | Get-SneProbability -Perplexity 4 -AsMatrix
            $q = $map | Get-SneProbability -Space Map -AsMatrix
            $divergence = 0.0
            for ($i = 0; $i -lt 12; $i++) {
                for ($j = 0; $j -lt 12; $j++) {
                    if ($p[$i, $j] -gt 0) { $divergence += $p[$i, $j] * [math]::Log($p[$i, $j] / $q[$i, $j]) }
                }
            }
            [math]::Abs($map.Divergence - $divergence) | Should -BeLessThan 1e-10 # q in a sum of logarithms
        }

        It 'has its points as rows, with labels and coordinates' {
            $map.Points | Should -HaveCount 12
            $map.Points[0].psobject.Properties.Name | Should -Be 'name', 'Y1', 'Y2'
            $map.Points.name | Should -Be (New-TestRow).name
            Get-Coordinate $map.Points | Should -Be $map.Map.Values
        }

        It 'has the history of every iteration' {
            $map.History | Should -HaveCount 30
            $map.History.Iteration | Should -Be (1..30)
            $map.History[29].Divergence | Should -BeLessThan $map.History[0].Divergence
            $map.History[29].GradientNorm | Should -BeLessThan $map.History[0].GradientNorm
            $map.History.Exaggeration | Where-Object { $_ -lt 1 -or $_ -gt 12 } | Should -BeNullOrEmpty
            $map.History[10..29].Exaggeration | Should -Be (@(1) * 20)
        }

        It 'has its labels' {
            $map.Labels | Should -HaveCount 1
            $map.Labels[0].Name | Should -Be 'name'
            $map.Labels[0].Values | Should -Be (New-TestRow).name
        }

        It 'has the labels asked for, first' {
            $labeled = New-TestRow | Invoke-SneEmbedding @short -Label b -Dimension 1 -AsEmbedding
            $labeled.Labels.Name | Should -Be 'b', 'name'
            $labeled.Labels[0].Values | Should -Be (New-TestRow).b
            $labeled.Columns.Where{ $_.Use -eq 'Embedded' }.Name | Should -Be 'a', 'c'
        }

        It 'has the sigma asked for, and no perplexity' {
            $fixed = New-TestRow | Invoke-SneEmbedding -Sigma 2.5 -MaxIteration 2 -AsEmbedding
            $fixed.Sigma | Should -Be 2.5
            $fixed.Perplexity | Should -BeNullOrEmpty
        }
    }

    Context 'rows' {
        It 'of typed objects keep their types, and are not changed themselves' {
            $date = [datetime]::new(2002, 12, 9)
            $rows = foreach ($i in 1..6) {
                [pscustomobject]@{ whole = $i; part = [decimal] (0.1 * $i * $i); long = [long] (7 * $i % 5); when = $date; list = 1, $i; on = $true; none = $null }
            }
            $before = $rows | ForEach-Object { "$_" }
            $mapped = @($rows | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue)
            $mapped | Should -HaveCount 6
            $mapped[2].whole | Should -BeOfType ([int])
            $mapped[2].part | Should -BeOfType ([decimal])
            $mapped[2].long | Should -BeOfType ([long])
            $mapped[2].when | Should -Be $date
            $mapped[2].list | Should -Be 1, 3
            $mapped[2].on | Should -Be $true
            $mapped[2].none | Should -BeNullOrEmpty
            $mapped[2].psobject.Properties.Name | Should -Be 'whole', 'part', 'long', 'when', 'list', 'on', 'none', 'Y1', 'Y2'
            $rows | ForEach-Object { "$_" } | Should -BeExactly $before
            $rows[0].psobject.Properties['Y1'] | Should -BeNullOrEmpty
        }

        It 'may be dictionaries, whose order is kept' {
            $mapped = @(foreach ($i in 1..6) { [ordered]@{ z = "n$i"; y = 3 * $i; a = $i * $i % 5; b = $i % 3 } }) | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue
            $mapped[3].psobject.Properties.Name | Should -Be 'z', 'y', 'a', 'b', 'Y1', 'Y2'
            $mapped[3].z, $mapped[3].y, $mapped[3].a, $mapped[3].b | Should -Be 'n4', 12, 1, 1
        }

        It 'may be hashtables, whose columns are in the order of their names' {
            $mapped = @(foreach ($i in 1..6) { @{ z = "n$i"; y = 3 * $i; a = $i * $i % 5; b = $i % 3 } }) | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue
            $mapped[3].psobject.Properties.Name | Should -Be 'a', 'b', 'y', 'z', 'Y1', 'Y2'
        }

        It 'may be instances of a .NET class' {
            $rows = foreach ($i in 1..8) { [System.Drawing.Rectangle]::new($i, $i * $i % 7, $i % 3, $i * 2 % 5) }
            $mapped = @($rows | Invoke-SneEmbedding -Property X, Y, Width, Height -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue)
            $mapped.X | Should -Be (1..8)
            Assert-Finite (Get-Coordinate $mapped) 16
        }

        It 'may be arrays of numbers, whose columns are X1, X2, ...' {
            $mapped = @(@(1, 2, 3), @(2, 3, 4), @(4, 5, 7), @(9, 9, 1) | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue)
            $mapped[0].psobject.Properties.Name | Should -Be 'X1', 'X2', 'X3', 'Y1', 'Y2'
            $mapped[2].X1, $mapped[2].X2, $mapped[2].X3 | Should -Be 4, 5, 7
        }

        It 'may be lines split at commas' {
            $numbers = @(@(1, 2, 3), @(2, 3, 4), @(4, 5, 7), @(9, 9, 1) | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue)
            $split = @('1,2,3', '2,3,4', '4,5,7', '9,9,1' | ForEach-Object { , $_.Split(',') } | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue)
            Get-Coordinate $split | Should -Be (Get-Coordinate $numbers)
        }

        It 'may be one array of two dimensions, or a jagged one' {
            $table = [double[, ]]::new(5, 3)
            $jagged = foreach ($i in 0..4) {
                foreach ($k in 0..2) { $table[$i, $k] = ($i + 1) * ($k + 2) % 7 }
                , [double[]] ($table[$i, 0], $table[$i, 1], $table[$i, 2])
            }
            $first = @(Invoke-SneEmbedding -InputObject $table -Perplexity 2 -MaxIteration 3)
            $second = @(Invoke-SneEmbedding -InputObject $jagged -Perplexity 2 -MaxIteration 3)
            $third = @($jagged | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 3 -WarningAction SilentlyContinue)
            Assert-Finite (Get-Coordinate $first) 10
            Get-Coordinate $second | Should -Be (Get-Coordinate $first)
            Get-Coordinate $third | Should -Be (Get-Coordinate $first)
        }

        It 'of a data set come out with its columns, then its labels, then the map' {
            $mapped = @(Import-SneData "$dataFolder/iris.csv" | Invoke-SneEmbedding -Property petal* -Dimension 1 -Perplexity 15 -MaxIteration 2 -WarningAction SilentlyContinue)
            $mapped | Should -HaveCount 150
            $mapped[0].psobject.Properties.Name | Should -Be 'sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species', 'Y1'
            $mapped[149].sepal_length, $mapped[149].species | Should -Be 5.9, 'virginica'
        }

        It 'keep the columns that are not embedded' {
            $mapped = @(New-TestRow | Invoke-SneEmbedding @short -ExcludeProperty b, name -Dimension 1)
            $mapped[0].psobject.Properties.Name | Should -Be 'a', 'b', 'c', 'name', 'Y1'
        }

        It 'are embedded by the columns chosen: <Name>' -ForEach @(
            @{ Name = 'by name'; With = @{ Property = 'c', 'a' } }
            @{ Name = 'by wildcard'; With = @{ Property = '[ac]' } }
            @{ Name = 'by exclusion'; With = @{ ExcludeProperty = 'B' } }
            @{ Name = 'by label'; With = @{ Label = 'b' } }
        ) {
            $map = New-TestRow | Invoke-SneEmbedding @short -Dimension 1 -AsEmbedding @With
            $map.Columns.Where{ $_.Use -eq 'Embedded' }.Name | Should -Be 'a', 'c'
            $expected = New-TestRow | ForEach-Object { , @($_.a, $_.c) } | Invoke-SneEmbedding @short -Dimension 1 -AsEmbedding
            Format-Bit $map.Map.Values | Should -Be (Format-Bit $expected.Map.Values)
        }

        It 'may lack a property that is not embedded' {
            $rows = @(New-TestRow)
            $rows[3].psobject.Properties.Remove('name')
            $mapped = @($rows | Invoke-SneEmbedding @short)
            $mapped[3].psobject.Properties['name'] | Should -BeNullOrEmpty
            $mapped[4].name | Should -Be 'row 5'
        }

        It 'that hold an earlier map are refused until it is excluded' {
            $mapped = @(New-TestRow | Invoke-SneEmbedding @short)
            $refusal = Get-Refusal { $mapped | Invoke-SneEmbedding @short }
            $refusal.FullyQualifiedErrorId | Should -Be "DuplicateColumn,$class"
            $refusal.TargetObject | Should -Be 'Y1'
            $refusal.Exception.Message | Should -BeLike '*-ExcludeProperty*'
            $again = @($mapped | Invoke-SneEmbedding @short -ExcludeProperty Y*)
            $again[0].psobject.Properties.Name | Should -Be 'a', 'b', 'c', 'name', 'Y1', 'Y2'
            Get-Coordinate $again | Should -Be (Get-Coordinate $mapped)
        }

        It 'are read the same where numbers are written with a comma' {
            $expected = @(Import-Csv "$dataFolder/iris.csv")[0..19] | Invoke-SneEmbedding @short
            $actual = Invoke-WithComma { @(Import-Csv "$dataFolder/iris.csv")[0..19] | Invoke-SneEmbedding @short }
            Get-Coordinate $actual | Should -Be (Get-Coordinate $expected)
        }

        It 'may be cut short behind the cmdlet' {
            $seen = 0
            do {
                New-TestRow | Invoke-SneEmbedding @short | ForEach-Object { $seen++; if ($seen -eq 2) { break } }
            } while ($false)
            $seen | Should -Be 2
        }
    }

    Context 'gaps' {
        BeforeAll {
            $rows = @(New-TestRow)
            $rows[2].b = ''
            $rows[5].c = [double]::PositiveInfinity
            $rows[5].a = 'text'
        }

        It 'leave their rows out, with a count, by -MissingValue Drop' {
            $mapped = @($rows | Invoke-SneEmbedding @short -MissingValue Drop -WarningVariable warned -WarningAction SilentlyContinue)
            $mapped.name | Should -Be @((New-TestRow).name | Where-Object { $_ -notin 'row 3', 'row 6' })
            Assert-Finite (Get-Coordinate $mapped) 20
            "$warned" | Should -BeLike '2 rows were left out*the first is row 3.*'
        }

        It 'keep their rows as they were, with a count, by -MissingValue Mean' {
            $mapped = @($rows | Invoke-SneEmbedding @short -MissingValue Mean -WarningVariable warned -WarningAction SilentlyContinue)
            $mapped | Should -HaveCount 12
            $mapped[2].b | Should -BeExactly ''
            $mapped[5].a | Should -BeExactly 'text'
            Assert-Finite (Get-Coordinate $mapped) 24
            "$warned" | Should -BeLike '3 values were missing*'
        }
    }

    Context 'data that are hard to map' {
        It 'give a finite map and a warning: <Name>' -ForEach @(
            @{ Name = 'equal rows'; Warning = '*2 rows equal an earlier row*'; Change = { param($rows) foreach ($name in 'a', 'b', 'c') { $rows[4].$name = $rows[3].$name; $rows[9].$name = $rows[3].$name } } }
            @{ Name = 'a constant column'; Warning = '*1 column is constant*b*'; Change = { param($rows) foreach ($row in $rows) { $row.b = 1 } } }
            @{ Name = 'all rows equal'; Warning = '*All rows are equal*'; Change = { param($rows) foreach ($row in $rows) { $row.a = 3; $row.b = 1; $row.c = 2 } } }
            @{ Name = 'a point 1e6 away'; Warning = '*1 row is so far from all others*row 8*'; Change = { param($rows) $rows[7].a = 1e6 } }
        ) {
            foreach ($with in @{}, @{ Standardize = $true }, @{ Initialization = 'Random' }) {
                $rows = @(New-TestRow)
                & $Change $rows
                $map = $rows | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 200 -AsEmbedding @with -WarningVariable warned -WarningAction SilentlyContinue
                Assert-Finite $map.Map.Values 24
                [double]::IsFinite($map.Divergence) | Should -BeTrue
                # Standardized, a million is no farther than √11 standard deviations.
                if (-not ($with.Standardize -and $Name -eq 'a point 1e6 away')) {
                    "$warned" | Should -BeLike $Warning
                }
                $map.Warnings | Should -HaveCount $warned.Count
            }
        }

        It 'are no reason to warn otherwise' {
            $null = New-TestRow | Invoke-SneEmbedding -Standardize:$false @short -WarningVariable warned
            $warned | Should -HaveCount 0
        }

        It 'may be two rows, with a sigma' {
            $map = New-TestRow 2 | Invoke-SneEmbedding -Sigma 1 -MaxIteration 5 -AsEmbedding
            Assert-Finite $map.Map.Values 4
            [math]::Abs($map.Divergence) | Should -BeLessThan 1e-14 # p(2|1) = q(2|1) = 1
        }

        It 'may have as large a perplexity as there are neighbors' {
            $map = New-TestRow | Invoke-SneEmbedding -Perplexity 11 -MaxIteration 20 -AsEmbedding
            Assert-Finite $map.Map.Values 24
        }
    }

    Context 'the same run' {
        BeforeAll { $iris = Import-SneData "$dataFolder/iris.csv" }

        It 'gives the same bits again, and with another number of threads: <Method>, <Start>' -ForEach @(
            @{ Method = 'Sne'; Start = 'Pca' }
            @{ Method = 'Sne'; Start = 'Random' }
            @{ Method = 'TSne'; Start = 'Random' }
        ) {
            $bits = foreach ($threads in 1, 1, 2) {
                $map = $iris | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 20 -Seed 3 -Method $Method -Initialization $Start -ThrottleLimit $threads -AsEmbedding -WarningAction SilentlyContinue
                (Format-Bit $map.Map.Values) -join ' '
            }
            $bits[1] | Should -BeExactly $bits[0]
            $bits[2] | Should -BeExactly $bits[0]
        }

        It 'gives another map with another seed' {
            $maps = foreach ($seed in 0, 1) { New-TestRow | Invoke-SneEmbedding @short -Initialization Random -Seed $seed -AsEmbedding }
            $maps.Seed | Should -Be 0, 1
            Format-Bit $maps[0].Map.Values | Should -Not -Be (Format-Bit $maps[1].Map.Values)
        }
    }

    Context 'the method' {
        BeforeAll { $iris = Import-SneData "$dataFolder/iris.csv" }

        It '<Method> comes down to a divergence of <Cost>, within half a percent' -ForEach @(
            # What smallvis reaches by L-BFGS from the components, in exact arithmetic.
            @{ Method = 'Sne'; Cost = 36.841627 }
            @{ Method = 'SymmetricSne'; Cost = 0.198794 }
            @{ Method = 'TSne'; Cost = 0.230698 }
            @{ Method = 'TConditionalSne'; Cost = 42.733 }
        ) {
            $map = $iris | Invoke-SneEmbedding -Method $Method -Perplexity 15 -AsEmbedding -WarningAction SilentlyContinue
            $map.Method | Should -Be $Method
            $map.DegreeOfFreedom | Should -Be 1
            $map.Divergence | Should -BeLessOrEqual (1.005 * $Cost)
            $map.Divergence | Should -BeGreaterThan (0.95 * $Cost)
        }

        It '<Method> reports its cost a point or as it is' -ForEach @(
            @{ Method = 'Sne'; Share = 12 }
            @{ Method = 'SymmetricSne'; Share = 1 }
            @{ Method = 'TSne'; Share = 1 }
            @{ Method = 'TConditionalSne'; Share = 12 }
        ) {
            $map = New-TestRow | Invoke-SneEmbedding @short -Method $Method -AsEmbedding
            [math]::Abs($map.MeanDivergence - $map.Divergence / $Share) | Should -BeLessThan 1e-15
        }

        It 'is refused if there is none of that name' {
            { New-TestRow | Invoke-SneEmbedding @short -Method Wrong } | Should -Throw -ErrorId "ParameterArgumentTransformationError,$class"
        }

        It '<Method> has tails by -DegreeOfFreedom: <Differs>' -ForEach @(
            @{ Method = 'Sne'; Differs = $false }
            @{ Method = 'SymmetricSne'; Differs = $false }
            @{ Method = 'TSne'; Differs = $true }
            @{ Method = 'TConditionalSne'; Differs = $true }
        ) {
            $one = New-TestRow | Invoke-SneEmbedding @short -Method $Method -AsEmbedding
            $half = New-TestRow | Invoke-SneEmbedding @short -Method $Method -DegreeOfFreedom 0.5 -AsEmbedding
            $half.DegreeOfFreedom | Should -Be 0.5
            ((Format-Bit $one.Map.Values) -join ' ') -cne ((Format-Bit $half.Map.Values) -join ' ') | Should -Be $Differs
        }

        It 'is refused with <_> degrees of freedom' -ForEach 0, -1, ([double]::NaN), ([double]::PositiveInfinity) {
            foreach ($method in 'Sne', 'TSne') {
                $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Method $method -DegreeOfFreedom $_ }
                $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
                $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
                $refusal.Exception.Message | Should -BeLike 'DegreeOfFreedom * is out of range: it must be greater than 0.'
            }
        }
    }

    Context '-Precision' {
        BeforeAll { $iris = Import-SneData "$dataFolder/iris.csv" }

        It 'is double by default for few points, and as asked otherwise' {
            (New-TestRow | Invoke-SneEmbedding @short -AsEmbedding).Precision | Should -Be 'Double'
            foreach ($precision in 'Single', 'Double') {
                (New-TestRow | Invoke-SneEmbedding @short -Precision $precision -AsEmbedding).Precision | Should -Be $precision
            }
        }

        It 'Single leads to the cost that Double leads to, on another way' {
            $single, $double = foreach ($precision in 'Single', 'Double') {
                $iris | Invoke-SneEmbedding -Perplexity 15 -Precision $precision -AsEmbedding -WarningAction SilentlyContinue
            }
            [math]::Abs($single.Divergence / $double.Divergence - 1) | Should -BeLessThan 1e-3
            Format-Bit $single.Divergence | Should -Not -Be (Format-Bit $double.Divergence)
        }

        It '<Precision> gives the same bits with one thread and with two: <Method>' -ForEach @(
            foreach ($precision in 'Single', 'Double') {
                foreach ($method in 'Sne', 'SymmetricSne', 'TSne', 'TConditionalSne') { @{ Precision = $precision; Method = $method } }
            }
        ) {
            $bits = foreach ($threads in 1, 2) {
                $map = $iris | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 60 -Precision $Precision -Method $Method -ThrottleLimit $threads -AsEmbedding -WarningAction SilentlyContinue
                (Format-Bit $map.Map.Values) -join ' '
            }
            $bits[1] | Should -BeExactly $bits[0]
        }
    }

    Context '-Optimizer' {
        BeforeAll { $wine = Import-SneData "$dataFolder/wine.csv" -Label cultivar }

        It 'is L-BFGS by default for few points, and as asked otherwise' {
            (New-TestRow | Invoke-SneEmbedding @short -AsEmbedding).Optimizer | Should -Be 'LBfgs'
            foreach ($optimizer in 'LBfgs', 'GradientDescent') {
                (New-TestRow | Invoke-SneEmbedding @short -Optimizer $optimizer -AsEmbedding).Optimizer | Should -Be $optimizer
            }
        }

        It 'LBfgs ends no higher than GradientDescent: <_>' -ForEach 'Sne', 'SymmetricSne', 'TSne', 'TConditionalSne' {
            $method = $_
            $bfgs, $descent = foreach ($optimizer in 'LBfgs', 'GradientDescent') {
                $wine | Invoke-SneEmbedding -Perplexity 30 -Standardize -Method $method -Optimizer $optimizer -AsEmbedding
            }
            # In the same valley, both stop within the tolerance of its bottom.
            $bfgs.Divergence | Should -BeLessOrEqual ($descent.Divergence * (1 + 1e-7))
        }
    }

    Context '-Jitter' {
        It 'takes another way, which the seed decides' {
            $still, $one, $again, $two = foreach ($with in @{}, @{ Jitter = 0.01; Seed = 1 }, @{ Jitter = 0.01; Seed = 1 }, @{ Jitter = 0.01; Seed = 2 }) {
                $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 10 -Initialization @(foreach ($i in 1..12) { , @($i, ($i % 5)) }) @with -AsEmbedding
                (Format-Bit $map.Map.Values) -join ' '
            }
            $again | Should -BeExactly $one
            $one | Should -Not -BeExactly $still
            $two | Should -Not -BeExactly $one
        }

        It 'is over at half of the iterations, and lets a run converge after it' {
            $map = Import-SneData "$dataFolder/wine.csv" -Label cultivar |
                Invoke-SneEmbedding -Perplexity 30 -Standardize -Jitter 0.05 -MaxIteration 400 -AsEmbedding
            $map.StopReason | Should -Be 'Converged'
            $map.Iterations | Should -BeGreaterThan 200
            $map.Divergence | Should -BeLessThan 93 # 91.36 is the lowest cost known; there is a valley at 92.38.
        }

        It 'is refused with <_>' -ForEach -0.1, ([double]::NaN), ([double]::PositiveInfinity) {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Jitter $_ }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.Exception.Message | Should -BeLike 'Jitter * is out of range: it must be at least 0.'
        }
    }

    Context '-Restart' {
        It 'keeps the best of several starts, which begin in other ways, and reports its seed and its way' {
            $run = @{ Perplexity = 3; MaxIteration = 100; Method = 'TSne'; Initialization = 'Random'; Seed = 5; AsEmbedding = $true }
            $alone = New-TestRow | Invoke-SneEmbedding @run
            $kept = New-TestRow | Invoke-SneEmbedding @run -Restart 3
            $kept.Divergence | Should -BeLessOrEqual $alone.Divergence
            $kept.Seed | Should -BeIn 5, 6, 7
            $kept.Way | Should -Not -BeNullOrEmpty
            if ($kept.Seed -eq 5) { Format-Bit $kept.Map.Values | Should -Be (Format-Bit $alone.Map.Values) }
            else { $kept.Divergence | Should -BeLessThan $alone.Divergence }
        }

        It 'is refused with <_>' -ForEach 0, -1 {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Restart $_ }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.Exception.Message | Should -BeLike 'Restart * is out of range: it must be at least 1.'
        }
    }

    Context '-Initialization' {
        BeforeAll {
            $start = @(foreach ($i in 1..12) { , @([math]::Sin(3 * $i), [math]::Cos(5 * $i)) })
            $mean = 0.0, 0.0
            foreach ($row in $start) { $mean[0] += $row[0] / 12; $mean[1] += $row[1] / 12 }
            $centered = foreach ($row in $start) { $row[0] - $mean[0]; $row[1] - $mean[1] }
            $still = @{ Perplexity = 3; MaxIteration = 0; AsEmbedding = $true }
        }

        It 'is where a run of no iterations stays: a map given as <Name>' -ForEach @(
            @{ Name = 'an array of rows'; Convert = { , $start } }
            @{ Name = 'a jagged array'; Convert = { , [double[][]] $start } }
            @{ Name = 'an array of two dimensions'; Convert = { $table = [double[, ]]::new(12, 2); foreach ($i in 0..11) { $table[$i, 0] = $start[$i][0]; $table[$i, 1] = $start[$i][1] }; , $table } }
            @{ Name = 'rows with Y1 and Y2'; Convert = { foreach ($row in $start) { [pscustomobject]@{ other = 7; Y2 = $row[1]; Y1 = $row[0] } } } }
            @{ Name = 'an Embedding'; Convert = { New-TestRow | Invoke-SneEmbedding @still -Initialization $start } }
        ) {
            $map = New-TestRow | Invoke-SneEmbedding @still -Initialization (& $Convert)
            $map.Iterations | Should -Be 0
            $map.StopReason | Should -Be 'IterationLimit'
            Measure-Difference $map.Map.Values $centered | Should -BeLessThan 1e-15
        }

        It 'Pca lies along the widest direction, scaled to a deviation of 0.1' {
            $map = New-TestRow | Invoke-SneEmbedding @still -Dimension 1 -Property a, c
            $map.Map.Values[11] - $map.Map.Values[0] | Should -BeGreaterThan 0.2
            $sum = 0.0
            foreach ($y in $map.Map.Values) { $sum += $y * $y / 12 }
            [math]::Abs([math]::Sqrt($sum) - 0.1) | Should -BeLessThan 0.005 # a hundredth of it is noise
        }

        It 'Random depends on the seed alone' {
            $one = New-TestRow | Invoke-SneEmbedding @still -Initialization Random -Seed 5
            $two = New-TestRow | Invoke-SneEmbedding @still -Initialization random -Seed 5 -Property a, b, c -Standardize
            Format-Bit $one.Map.Values | Should -Be (Format-Bit $two.Map.Values)
        }

        It 'is not changed by the run' {
            $given = [double[][]] $start
            $null = New-TestRow | Invoke-SneEmbedding @short -Initialization $given
            Measure-Difference $given $start | Should -Be 0
        }

        It 'is refused if it <Name>' -ForEach @(
            @{ Name = 'has too few rows'; Start = @(@(1, 2), @(3, 4)); Id = 'InvalidMap'; Message = '*12 points*2 x 2*' }
            @{ Name = 'is too wide'; Start = @(foreach ($i in 1..12) { , @(1, 2, $i) }); Id = 'InvalidMap'; Message = '*3 columns*2*' }
            @{ Name = 'is ragged'; Start = @(@(1, 2), @(3, 4, 5)); Id = 'InvalidMap'; Message = '*Row 2*' }
            @{ Name = 'has a NaN'; Start = @(@(1, 2), @(3, [double]::NaN)); Id = 'InvalidMap'; Message = '*Row 2*NaN*' }
            @{ Name = 'is a number'; Start = 5; Id = 'InvalidMap'; Message = '*single value 5*' }
            @{ Name = 'is null'; Start = $null; Id = 'InvalidMap'; Message = '*null*' }
            @{ Name = 'has an unknown name'; Start = 'Spiral'; Id = 'InvalidOption'; Message = "*'Spiral'*Pca, Random*" }
        ) {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Initialization $Start }
            $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.Exception.Message | Should -BeLike $Message
        }
    }

    Context 'many points' {
        BeforeAll {
            $random = [System.Random]::new(1)
            $many = [double[][]] @(foreach ($i in 1..2100) { , [double[]] ($random.NextDouble(), $random.NextDouble(), $random.NextDouble(), $random.NextDouble()) })
            $brief = @{ MaxIteration = 3; AsEmbedding = $true }
        }

        It 'are attracted by 90 near neighbors, repelled by the interpolated engine, and exaggerated at first' {
            $map = Invoke-SneEmbedding -InputObject $many @brief
            $map.Engine, $map.Neighbor, $map.Metric | Should -Be 'Interpolated', 'Exact', 'Euclidean'
            $map.NeighborCount, $map.NeighborRecall | Should -Be 90, 1
            $map.History.Exaggeration | Should -Be 12, 12, 12
            Assert-Finite $map.Map.Values 4200
        }

        It 'take three neighbors for a unit of perplexity, or as many as asked for' {
            (Invoke-SneEmbedding -InputObject $many @brief -Perplexity 10.1).NeighborCount | Should -Be 31
            (Invoke-SneEmbedding -InputObject $many @brief -Perplexity 10 -NeighborCount 50).NeighborCount | Should -Be 50
        }

        It 'take the exact engine with a sigma, or when asked to, and all of one count the same way' {
            (Invoke-SneEmbedding -InputObject $many @brief -Sigma 0.3).Engine | Should -Be 'Exact'
            $exact = Invoke-SneEmbedding -InputObject $many @brief -Engine Exact
            $exact.Engine, $exact.NeighborCount | Should -Be 'Exact', 90
            $interpolated = Invoke-SneEmbedding -InputObject $many @brief
            [math]::Abs($interpolated.Divergence / $exact.Divergence - 1) | Should -BeLessThan 1e-3
        }

        It 'give the same bits with one thread and with two: <_>' -ForEach 'Sne', 'TSne' {
            $method = $_
            $bits = foreach ($threads in 1, 2) {
                (Format-Bit (Invoke-SneEmbedding -InputObject $many @brief -Method $method -ThrottleLimit $threads).Map.Values) -join ' '
            }
            $bits[1] | Should -BeExactly $bits[0]
        }

        It 'may be searched approximately' {
            $map = Invoke-SneEmbedding -InputObject $many @brief -Neighbor Approximate
            $map.NeighborRecall | Should -BeGreaterOrEqual 0.95
        }
    }

    Context '-Engine' {
        BeforeAll { $iris = Import-SneData "$dataFolder/iris.csv" }

        It 'leads to the cost of the exact one within 1 %: <Engine>, <Method>' -ForEach @(
            foreach ($engine in 'Interpolated', 'Multipole') {
                # The cost of t-SNE on iris has valleys 1 % apart, between which any rounding decides; that of wine has one.
                @{ Engine = $engine; Method = 'Sne'; Name = 'iris'; Label = 'species'; With = @{ Perplexity = 15 } }
                @{ Engine = $engine; Method = 'TSne'; Name = 'wine'; Label = 'cultivar'; With = @{ Standardize = $true } }
            }
        ) {
            $data = Import-SneData "$dataFolder/$Name.csv" -Label $Label
            $exact, $other = foreach ($kind in 'Exact', $Engine) {
                $data | Invoke-SneEmbedding @With -Method $Method -Engine $kind -AsEmbedding -WarningAction SilentlyContinue
            }
            $other.Engine, $other.NeighborCount | Should -Be $Engine, ($data.Count - 1)
            [math]::Abs($other.Divergence / $exact.Divergence - 1) | Should -BeLessThan 0.01
        }

        It 'has <_> as another name for Multipole' -ForEach 'BarnesHut', 'barneshut' {
            $expected = New-TestRow | Invoke-SneEmbedding @short -Engine Multipole -AsEmbedding
            $map = New-TestRow | Invoke-SneEmbedding @short -Engine $_ -AsEmbedding
            "$($map.Engine)" | Should -Be 'Multipole'
            $map.Map.Values | Should -Be $expected.Map.Values
        }

        It 'is completed to the names of today, and refuses others' {
            $completion = TabExpansion2 -inputScript ($line = 'Invoke-SneEmbedding -Engine ') -cursorColumn $line.Length
            $completion.CompletionMatches.CompletionText | Should -Be 'Auto', 'Exact', 'Interpolated', 'Multipole'
            { New-TestRow | Invoke-SneEmbedding @short -Engine Barnes } | Should -Throw -ErrorId "ParameterArgumentTransformationError,$class"
        }

        It 'is the exact one for few rows, with all pairs' {
            $map = New-TestRow | Invoke-SneEmbedding @short -AsEmbedding
            $map.Engine, $map.NeighborCount, $map.Neighbor | Should -Be 'Exact', 11, $null
        }

        It 'is named by -Verbose, with the neighbors' {
            $said = New-TestRow | Invoke-SneEmbedding @short -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            "$said" | Should -BeLike '*engine Exact*neighbors: all*'
            $said = New-TestRow | Invoke-SneEmbedding @short -NeighborCount 6 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            "$said" | Should -BeLike '*engine Interpolated*neighbors: 6 nearest, exact*'
        }

        It 'makes maps of up to three dimensions: <_>' -ForEach 'Interpolated', 'Multipole' {
            $engine = $_
            foreach ($dimension in 1, 3) {
                $map = $iris | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 5 -Dimension $dimension -Engine $engine -AsEmbedding -WarningAction SilentlyContinue
                Assert-Finite $map.Map.Values (150 * $dimension)
            }
            $rows = foreach ($i in 1..12) { , @(foreach ($k in 1..6) { [math]::Sin($i * $k) }) }
            $refusal = Get-Refusal { $rows | Invoke-SneEmbedding @short -Dimension 4 -Engine $engine }
            $refusal.FullyQualifiedErrorId | Should -Be "DimensionOutOfRange,$class"
            $refusal.TargetObject | Should -Be 4
            $refusal.Exception.Message | Should -BeLike "*the engine $engine makes maps of 1 to 3 dimensions*"
        }

        It 'is refused with a precision unless it is exact' {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Engine Interpolated -Precision Single }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.TargetObject | Should -Be 'Precision'
        }
    }

    Context '-Metric' {
        It 'Cosine does not see the length of a row' {
            $scaled = foreach ($i in 1..12) { , @((2 * $i * $i), ($i * [math]::Sin($i)), $i) }
            $plain = foreach ($i in 1..12) { , @((2 * $i), [math]::Sin($i), 1) }
            foreach ($with in @{}, @{ NeighborCount = 6 }) {
                $one, $two = foreach ($rows in $scaled, $plain) {
                    $rows | Invoke-SneEmbedding @short -Metric Cosine -Initialization Random -AsEmbedding @with -WarningAction SilentlyContinue
                }
                $one.Metric | Should -Be 'Cosine'
                [math]::Abs($one.Divergence - $two.Divergence) | Should -BeLessThan 1e-4
                $euclidean = $scaled | Invoke-SneEmbedding @short -Initialization Random -AsEmbedding @with -WarningAction SilentlyContinue
                [math]::Abs($one.Divergence - $euclidean.Divergence) | Should -BeGreaterThan 1e-3
            }
        }
    }

    Context '-Affinity' {
        BeforeAll {
            $affinity = New-TestRow | Get-SneProbability -Perplexity 3 -AsAffinity -WarningAction SilentlyContinue
            $run = @{ MaxIteration = 20; AsEmbedding = $true; WarningAction = 'SilentlyContinue' }
        }

        It 'gives <Method> the map that a run of its own gives, from the pipeline and beside the rows' -ForEach @(
            @{ Method = 'Sne' }, @{ Method = 'SymmetricSne' }, @{ Method = 'TSne' }, @{ Method = 'TConditionalSne' }
        ) {
            $own = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -Method $Method @run
            foreach ($map in ($affinity | Invoke-SneEmbedding -Method $Method @run), (New-TestRow | Invoke-SneEmbedding -Affinity $affinity -Method $Method @run)) {
                Format-Bit $map.Map.Values | Should -Be (Format-Bit $own.Map.Values)
                $map.Perplexity, $map.NeighborCount | Should -Be 3, 11
                $map.Affinities.Precision | Should -Be $own.Affinities.Precision
                $map.Columns | Should -Be $own.Columns
            }
        }

        It 'shares neighbors, scaling, components and labels' {
            $shared = Import-SneData "$dataFolder/wine.csv" |
                Get-SneProbability -Label cultivar -Standardize -PrincipalComponent 5 -NeighborCount 60 -Perplexity 20 -AsAffinity
            $own = Import-SneData "$dataFolder/wine.csv" |
                Invoke-SneEmbedding -Label cultivar -Standardize -PrincipalComponent 5 -NeighborCount 60 -Perplexity 20 @run
            $map = $shared | Invoke-SneEmbedding @run
            Format-Bit $map.Map.Values | Should -Be (Format-Bit $own.Map.Values)
            $map.Labels.Name | Should -Be 'cultivar'
            $map.Affinities.Data.Columns | Should -Be 'PC1', 'PC2', 'PC3', 'PC4', 'PC5'
            $map.Engine | Should -Be 'Interpolated'
        }

        It 'serves engines over near neighbors, too' {
            $exact = $affinity | Invoke-SneEmbedding @run
            $grid = $affinity | Invoke-SneEmbedding -Engine Interpolated @run
            [math]::Abs($grid.Divergence - $exact.Divergence) | Should -BeLessThan 1e-3
            [math]::Abs($grid.Entropy - $exact.Entropy) | Should -BeLessThan 1e-9
        }

        It 'is refused if it is of other rows' {
            $refusal = Get-Refusal { New-TestRow 9 | Invoke-SneEmbedding -Affinity $affinity }
            $refusal.FullyQualifiedErrorId | Should -Be "RowCountMismatch,$class"
            $refusal.Exception.Message | Should -BeLike '*those of 12 points; the data have 9.'
            $refusal.TargetObject | Should -BeOfType ([SneTools.Affinities])
        }

        It 'is refused beside -<Name>, which it has decided' -ForEach @(
            @{ Name = 'Perplexity'; Value = 3 }
            @{ Name = 'Sigma'; Value = 3 }
            @{ Name = 'PerplexityList'; Value = 3, 4 }
            @{ Name = 'Standardize'; Value = $true }
            @{ Name = 'PrincipalComponent'; Value = 2 }
            @{ Name = 'NeighborCount'; Value = 6 }
            @{ Name = 'Metric'; Value = 'Cosine' }
        ) {
            $with = @{ $Name = $Value }
            foreach ($refusal in (Get-Refusal { New-TestRow | Invoke-SneEmbedding -Affinity $affinity @with }), (Get-Refusal { $affinity | Invoke-SneEmbedding @with })) {
                $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
                $refusal.Exception.Message | Should -BeLike "-$Name is decided by the affinities*"
            }
        }
    }

    Context '-Affinity by name' {
        It 'makes a map of <Kind> affinities, which the map and its model say' -TestCases @(
            @{ Kind = 'Uniform'; With = @{ Affinity = 'Uniform'; NeighborCount = 5 } }
            @{ Kind = 'Multiscale'; With = @{ PerplexityList = 2, 5 } }
            @{ Kind = 'Multiscale'; With = @{ Affinity = 'multiscale'; PerplexityList = 2, 5 } }
        ) {
            $model = New-TestRow | Invoke-SneEmbedding @With -MaxIteration 5 -AsModel -WarningAction SilentlyContinue
            $model.Embedding.AffinityKind | Should -Be $Kind
            $model | Export-SneModel "$TestDrive/kind.npz" -Force
            $read = Import-SneModel "$TestDrive/kind.npz"
            $read.Options.AffinityKind | Should -Be $Kind
            ($model.Embedding | Format-List | Out-String) | Should -Match "Affinity\s*:\s*$Kind"
        }

        It 'refuses <With> as <Id>' -TestCases @(
            @{ Id = 'InvalidOption'; With = @{ Affinity = 'Uniform'; Perplexity = 3 } }
            @{ Id = 'InvalidOption'; With = @{ Affinity = 'Uniform'; Sigma = 3 } }
            @{ Id = 'InvalidOption'; With = @{ Affinity = 'Multiscale' } }
            @{ Id = 'InvalidOption'; With = @{ Perplexity = 3; PerplexityList = 3, 4 } }
            @{ Id = 'InvalidOption'; With = @{ Affinity = 'Gaussian' } }
            @{ Id = 'InvalidOption'; With = @{ Affinity = 7 } }
            @{ Id = 'PerplexityOutOfRange'; With = @{ PerplexityList = 3 } }
            @{ Id = 'PerplexityOutOfRange'; With = @{ PerplexityList = 3, 400 } }
        ) {
            (Get-Refusal { New-TestRow | Invoke-SneEmbedding @With }).FullyQualifiedErrorId | Should -Be "$Id,$class"
        }

        It 'refuses a name beside affinities from the pipeline' {
            $known = New-TestRow | Get-SneProbability -Affinity Uniform -NeighborCount 5 -AsAffinity
            (Get-Refusal { $known | Invoke-SneEmbedding -Affinity Uniform }).FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
        }
    }

    Context '-NeighborGraph' {
        It 'gives the map that a search of one''s own gives: <Metric>' -ForEach @{ Metric = 'Euclidean' }, @{ Metric = 'Cosine' } {
            $graph = New-TestRow | Get-SneNeighbor -NeighborCount 6 -Metric $Metric -AsGraph
            $given = New-TestRow | Invoke-SneEmbedding @short -NeighborGraph $graph -AsEmbedding
            $own = New-TestRow | Invoke-SneEmbedding @short -NeighborCount 6 -Metric $Metric -AsEmbedding
            $given.NeighborCount, $given.Metric | Should -Be 6, $Metric
            Format-Bit $given.Map.Values | Should -Be (Format-Bit $own.Map.Values)
        }

        It 'is refused if it is of other rows' {
            $graph = New-TestRow 9 | Get-SneNeighbor -NeighborCount 6 -AsGraph
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -NeighborGraph $graph }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidNeighbors,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.TargetObject | Should -BeOfType ([SneTools.NeighborGraph])
            $refusal.Exception.Message | Should -BeLike '*those of 9 points; the data have 12.'
        }

        It 'is refused if the perplexity asks for more neighbors' {
            $graph = New-TestRow | Get-SneNeighbor -NeighborCount 6 -AsGraph
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Perplexity 7 -NeighborGraph $graph }
            $refusal.FullyQualifiedErrorId | Should -Be "PerplexityOutOfRange,$class"
            $refusal.TargetObject | Should -Be 7
            $refusal.Exception.Message | Should -BeLike 'Perplexity 7 * 6 given neighbors*'
        }

        It 'is refused beside -<Name>, of which nothing would be left' -ForEach @(
            @{ Name = 'Neighbor'; Value = 'Exact' }
            @{ Name = 'NeighborCount'; Value = 6 }
            @{ Name = 'Metric'; Value = 'Euclidean' }
        ) {
            $graph = New-TestRow | Get-SneNeighbor -NeighborCount 6 -AsGraph
            $with = @{ $Name = $Value; NeighborGraph = $graph }
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short @with }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.Exception.Message | Should -BeLike "-NeighborGraph and -$Name exclude each other*"
            $refusal.TargetObject | Should -BeOfType ([SneTools.NeighborGraph])
        }
    }

    Context '-NeighborCount' {
        It 'is refused with <_> for a perplexity of 3 and 12 rows' -ForEach 2, 0, -1, 12 {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -NeighborCount $_ }
            $refusal.FullyQualifiedErrorId | Should -Be "NeighborCountOutOfRange,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.TargetObject | Should -Be $_
            $refusal.Exception.Message | Should -BeLike 'NeighborCount * must be from 3 (the perplexity) to 11 (all other points).'
        }

        It 'does not hide a perplexity that is none' {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Perplexity ([double]::NaN) -NeighborCount 6 }
            $refusal.FullyQualifiedErrorId | Should -Be "PerplexityOutOfRange,$class"
        }
    }

    Context 'the settings of the run' {
        It 'exaggerate the first iterations as asked' {
            $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 8 -EarlyExaggeration 4 -EarlyExaggerationIteration 5 -AsEmbedding
            $map.History.Exaggeration | Should -Be 4, 4, 4, 4, 4, 1, 1, 1
        }

        It 'take a learning rate, and refuse to return a map that it blew up' {
            (New-TestRow | Invoke-SneEmbedding @short -LearningRate 0.01 -AsEmbedding).LearningRate | Should -Be 0.01
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Perplexity 3 -LearningRate 1e300 }
            $refusal.FullyQualifiedErrorId | Should -Be "Diverged,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidResult'
            $refusal.Exception.Message | Should -BeLike '*learning rate*too large*'
        }

        It 'make a map of <_> dimensions' -ForEach 1, 2 {
            $names = if ($_ -eq 1) { @('Y1') } else { @('Y1', 'Y2') }
            $mapped = @(New-TestRow | Invoke-SneEmbedding @short -Dimension $_)
            $mapped[0].psobject.Properties.Name | Should -Be (@('a', 'b', 'c', 'name') + $names)
        }

        It 'are refused out of range: <Name> <Value>' -ForEach @(
            @{ Name = 'MaxIteration'; Value = -1; Range = 'at least 0' }
            @{ Name = 'LearningRate'; Value = 0; Range = 'greater than 0' }
            @{ Name = 'LearningRate'; Value = [double]::NaN; Range = 'greater than 0' }
            @{ Name = 'EarlyExaggeration'; Value = 0.5; Range = 'at least 1' }
            @{ Name = 'EarlyExaggerationIteration'; Value = -1; Range = 'at least 0' }
            @{ Name = 'Tolerance'; Value = -1; Range = 'from 0 to below 1' }
            @{ Name = 'Tolerance'; Value = 1; Range = 'from 0 to below 1' }
        ) {
            $with = @{ Perplexity = 3; $Name = $Value }
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @with }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.Exception.Message | Should -BeLike "$Name * is out of range: it must be $Range."
        }

        It 'are refused with a dimension of <_> for 3 columns' -ForEach 4, 5, 0, -1, ([int]::MaxValue), ([int]::MinValue) {
            foreach ($asEmbedding in $false, $true) {
                $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Dimension $_ -AsEmbedding:$asEmbedding }
                $refusal.FullyQualifiedErrorId | Should -Be "DimensionOutOfRange,$class"
                $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
                $refusal.TargetObject | Should -Be $_
                $refusal.Exception.Message | Should -BeLike 'Dimension * for data of 3 columns: it must be from 1 to 3.'
            }
        }

        It 'are refused with two dimensions for one column' {
            (Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Property a }).Exception.Message |
                Should -BeLike 'Dimension 2 * data of 1 column: it must be 1.'
        }

        It 'may have two columns for a map of two dimensions: teaching data' {
            foreach ($start in 'Pca', 'Spectral', 'Random') {
                $map = New-TestRow 40 | Invoke-SneEmbedding -Property b, c -Method TSne -Perplexity 5 -Initialization $start -MaxIteration 20 -AsEmbedding -WarningAction SilentlyContinue
                Assert-Finite $map.Map.Values 80
            }
        }

        It 'are refused with a label that is not there' {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding @short -Label q }
            $refusal.FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
            $refusal.TargetObject | Should -Be 'q'
        }
    }

    It 'refuses <Name>' -ForEach (. $PSScriptRoot/RefusedRows.ps1) { Assert-Refused Invoke-SneEmbedding $_ }

    Context 'in other runspaces' {
        It 'stops soon when it is told to' {
            $shell = New-TestShell "Import-SneData '$dataFolder/digits.csv' | Invoke-SneEmbedding -MaxIteration 1000000 -Tolerance 0"
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            try {
                $running = $shell.BeginInvoke($output, $output)
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                while ($shell.Streams.Progress.Count -eq 0 -or "$($shell.Streams.Progress[-1])" -notlike '*iteration*') {
                    $running.IsCompleted | Should -BeFalse
                    $clock.Elapsed.TotalSeconds | Should -BeLessThan 60
                    Start-Sleep -Milliseconds 50
                }
                $clock.Restart()
                $shell.Stop()
                # A second is promised; a machine that is busy with other tests gets another.
                $clock.Elapsed.TotalSeconds | Should -BeLessThan 2
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
                $output | Should -HaveCount 0
            }
            finally {
                $shell.Dispose()
            }
        }

        It 'gives both of two at once the map that one gives alone' {
            $script = "(Import-SneData '$dataFolder/iris.csv' | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 50 -AsEmbedding -WarningAction SilentlyContinue).Map.Values"
            $expected = & ([scriptblock]::Create($script))
            $shells = foreach ($i in 1, 2) { New-TestShell $script }
            try {
                $running = foreach ($shell in $shells) { $shell.BeginInvoke() }
                foreach ($i in 0, 1) {
                    $actual = $shells[$i].EndInvoke($running[$i])
                    $shells[$i].HadErrors | Should -BeFalse
                    Format-Bit $actual | Should -Be (Format-Bit $expected)
                }
            }
            finally {
                foreach ($shell in $shells) { $shell.Dispose() }
            }
        }

        It 'is there again when the module is imported again, also after it was removed' {
            $script = "Import-Module '$PSScriptRoot/../output/SneTools' -Force; (Get-Module SneTools).ExportedCmdlets.Count; " +
                "Remove-Module SneTools; $import; (Get-Module SneTools).ExportedCmdlets.Count; " +
                "(@(1, 2), @(2, 3), @(3, 9) | Invoke-SneEmbedding -Sigma 1 -Dimension 1 -MaxIteration 1 -AsEmbedding).Points.Count; [SneTools.Embedding].Name"
            $shell = New-TestShell $script
            try {
                $output = $shell.Invoke()
                $shell.Streams.Error | Should -HaveCount 0
                $cmdlets = (Get-Module SneTools).ExportedCmdlets.Count
                $output | Should -Be $cmdlets, $cmdlets, 3, 'Embedding'
            }
            finally {
                $shell.Dispose()
            }
            # Another runspace has removed the module; its types are still there in this one.
            (New-TestRow | Invoke-SneEmbedding @short -AsEmbedding).Points | Should -HaveCount 12
        }
    }

    Context 'maps on the way' {
        It 'are kept in the embedding, and change nothing' {
            $plain = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 25 -AsEmbedding
            $kept = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 25 -SnapshotInterval 10 -AsEmbedding -Verbose 4>&1
            $told, $kept = @($kept).Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')
            "$told" | Should -BeLike '*every 10 iterations a map is kept: up to 4 maps of 12 x 2 in single precision, 1 kB*'
            $kept.Snapshots.Iteration | Should -Be 0, 10, 20, 25
            $kept.Map.Values | Should -Be $plain.Map.Values
            $kept.Snapshots[-1].Values | Should -Be ([float[]] $kept.Map.Values)
            $plain.Snapshots | Should -HaveCount 0
        }

        It 'pass on while the map forms, and then the embedding or the model' {
            $all = @(New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 25 -AsSnapshot)
            $all[0..2] | Should -BeOfType ([SneTools.MapSnapshot])
            $all[0..2].Iteration | Should -Be 0, 10, 20
            $all[3] | Should -BeOfType ([SneTools.Embedding])
            $all[3].Snapshots.Iteration | Should -Be 0, 10, 20, 25
            $all[0].Labels.Name | Should -Be 'name'
            @(New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 25 -AsSnapshot -AsModel)[-1] | Should -BeOfType ([SneTools.SneModel])
        }

        It 'pass on as long as somebody wants them' {
            $first = @(New-TestRow 200 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 1000000 -Tolerance 0 -SnapshotInterval 5 -AsSnapshot -WarningAction SilentlyContinue | Select-Object -First 3)
            $first.Iteration | Should -Be 0, 5, 10
        }

        It 'have no place in rows' {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Perplexity 3 -SnapshotInterval 5 }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.Exception.Message | Should -BeLike '*-AsEmbedding*'
        }

        It 'are refused before the run where memory would not hold them' {
            $refusal = Get-Refusal { New-TestRow 2000 | Invoke-SneEmbedding -MaxIteration 2147483647 -SnapshotInterval 1 -AsEmbedding -WarningVariable warnings -WarningAction SilentlyContinue }
            $refusal.FullyQualifiedErrorId | Should -Be "OutOfMemory,$class"
        }
    }
}
