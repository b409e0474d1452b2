Describe 'Get-SneProbability' {
    BeforeAll { . $PSScriptRoot/common.ps1 }

    Context 'the distribution of every point' {
        BeforeAll {
            $n = 150
            $iris = Import-SneData "$dataFolder/iris.csv"
            $points = @($iris | Get-SneProbability -Perplexity 15 -WarningAction SilentlyContinue)
        }

        It 'comes once a point, in order' {
            $points | Should -HaveCount $n
            $points[0] | Should -BeOfType ([SneTools.ConditionalDistribution])
            $points.Index | Should -Be (0..149)
        }

        It 'sums to 1 and gives the point itself 0' {
            $sums = foreach ($point in $points) {
                $sum = 0.0
                foreach ($p in $point.Probability) { $sum += $p }
                $sum
            }
            Measure-Difference $sums 1 | Should -BeLessThan 1e-13 # 150 roundings of at most 1e-16
            Measure-Difference @(foreach ($point in $points) { $point.Probability[$point.Index] }) 0 | Should -Be 0
            Measure-Difference @(foreach ($point in $points) { $point.Probability.Count }) $n | Should -Be 0
        }

        It 'has the perplexity asked for' {
            Measure-Difference $points.Perplexity 15 | Should -BeLessThan 1e-9
            $powers = foreach ($point in $points) { [math]::Pow(2, $point.Entropy) }
            Measure-Difference $powers 15 | Should -BeLessThan 1e-9
        }

        It 'has the entropy of its probabilities, in bits' {
            $entropy = 0.0
            foreach ($p in $points[7].Probability) {
                if ($p -gt 0) { $entropy -= $p * [math]::Log2($p) }
            }
            [math]::Abs($points[7].Entropy - $entropy) | Should -BeLessThan 1e-12
        }

        It 'has Precision = 1/Sigma²' {
            $products = foreach ($point in $points) { $point.Precision * $point.Sigma * $point.Sigma }
            Measure-Difference $products 1 | Should -BeLessThan 1e-14
        }
    }

    Context 'an independent solution: <Name>' -ForEach @(
        @{ Name = 'iris'; Perplexity = 15; Standardize = $false }
        @{ Name = 'wine'; Perplexity = 30; Standardize = $true }
        @{ Name = 'digits'; Perplexity = 30; Standardize = $false }
    ) {
        It 'agrees to 1e-8' {
            $label = @{ iris = 'species'; wine = 'cultivar'; digits = 'digit' }[$Name]
            $points = @(Import-SneData "$dataFolder/$Name.csv" -Label $label |
                    Get-SneProbability -Perplexity $Perplexity -Standardize:$Standardize -WarningAction SilentlyContinue)
            $expected = @(Import-Csv "$dataFolder/reference/$Name-perplexity$Perplexity.csv")
            $expected.Count | Should -BeGreaterThan 15
            $ratios = foreach ($row in $expected) { $points[$row.index].Precision / $row.precision }
            Measure-Difference $ratios 1 | Should -BeLessThan 1e-8
            $nats = foreach ($row in $expected) { $points[$row.index].Entropy * [math]::Log(2) }
            Measure-Difference $nats $expected.entropy | Should -BeLessThan 1e-8
            foreach ($k in 0..9) {
                $p = foreach ($row in $expected) { $points[$row.index].Probability[([int] $row.index + 1 + 7 * $k) % $points.Count] }
                Measure-Difference $p $expected."p_$k" | Should -BeLessThan 1e-8
            }
        }
    }

    Context 'one sigma for all points' {
        It 'weighs a distance d with exp(-d²/σ²)' {
            # Points 0, 1 and 3 on a line, σ = 2: weights exp(-1/4), exp(-9/4), exp(-4/4).
            $near, $far, $middle = [math]::Exp(-0.25), [math]::Exp(-2.25), [math]::Exp(-1)
            $p = @(0, 0), @(1, 0), @(3, 0) | Get-SneProbability -Sigma 2 -AsMatrix -WarningAction SilentlyContinue
            $expected = 0, ($near / ($near + $far)), ($far / ($near + $far)),
                ($near / ($near + $middle)), 0, ($middle / ($near + $middle)),
                ($far / ($far + $middle)), ($middle / ($far + $middle)), 0
            Measure-Difference @($p) $expected | Should -BeLessThan 1e-15
        }

        It 'gives every point this sigma' {
            foreach ($point in New-TestRow | Get-SneProbability -Sigma 0.5) {
                $point.Sigma | Should -Be 0.5
                $point.Precision | Should -Be 4
            }
        }

        It 'does not underflow where all neighbors are far' {
            $p = @(0, 0), @(1000, 0), @(0, 2000) | Get-SneProbability -Sigma 1 -AsMatrix -WarningAction SilentlyContinue
            $p[0, 1] | Should -Be 1
            $p[2, 0] | Should -Be 1
        }
    }

    Context 'other shapes' {
        BeforeAll { $points = @(New-TestRow | Get-SneProbability -Perplexity 4) }

        It 'gives an n × n array with -AsMatrix' {
            $matrix = New-TestRow | Get-SneProbability -Perplexity 4 -AsMatrix
            , $matrix | Should -BeOfType ([double[, ]])
            $matrix.GetLength(0) | Should -Be 12
            $matrix.GetLength(1) | Should -Be 12
            Measure-Difference $matrix @(foreach ($point in $points) { $point.Probability }) | Should -Be 0
        }

        It 'gives every ordered pair with -AsPair' {
            $pairs = @(New-TestRow | Get-SneProbability -Perplexity 4 -AsPair)
            $pairs | Should -HaveCount 132
            @($pairs | Where-Object { $_.I -eq $_.J }) | Should -HaveCount 0
            $expected = foreach ($pair in $pairs) { $points[$pair.I].Probability[$pair.J] }
            Measure-Difference $pairs.Probability $expected | Should -Be 0
            $pairs[0].I, $pairs[0].J, $pairs[131].I, $pairs[131].J | Should -Be 0, 1, 11, 10
        }

        It 'gives one object with all of it with -AsAffinity' {
            $affinity = New-TestRow | Get-SneProbability -Perplexity 4 -AsAffinity
            $affinity | Should -BeOfType ([SneTools.Affinities])
            Measure-Difference $affinity.Precision @($points.Precision) | Should -Be 0
            Measure-Difference $affinity.Sigma @($points.Sigma) | Should -Be 0
            $again = @($affinity | Get-SneProbability)
            Measure-Difference @(foreach ($point in $again) { $point.Probability }) @(foreach ($point in $points) { $point.Probability }) | Should -Be 0
        }

        It 'refuses both at once' {
            $refusal = Get-Refusal { New-TestRow | Get-SneProbability -Perplexity 4 -AsPair -AsMatrix }
            $refusal.FullyQualifiedErrorId | Should -Be 'InvalidOption,SneTools.PowerShell.Commands.GetSneProbabilityCommand'
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        }
    }

    Context 'near neighbors' {
        It 'are the only ones with a probability, nearest first' {
            $points = @(New-TestRow | Get-SneProbability -Perplexity 3 -NeighborCount 5)
            foreach ($point in $points) {
                @($point.Neighbor) | Should -HaveCount 5
                $point.Probability | Should -HaveCount 12
                @($point.Probability | Where-Object { $_ -gt 0 }) | Should -HaveCount 5
                [math]::Abs(($point.Probability | Measure-Object -Sum).Sum - 1) | Should -BeLessThan 1e-14
                [math]::Abs($point.Perplexity - 3) | Should -BeLessThan 1e-9
            }
            $matrix = New-TestRow | Get-SneProbability -Perplexity 3 -NeighborCount 5 -AsMatrix
            Measure-Difference $matrix @(foreach ($point in $points) { $point.Probability }) | Should -Be 0
            @(New-TestRow | Get-SneProbability -Perplexity 3 -NeighborCount 5 -AsPair) | Should -HaveCount 60
        }

        It 'are those that a map has: beyond 2000 rows three for every unit of perplexity' {
            $random = [Random]::new(1)
            $rows = foreach ($i in 1..2001) { , @($random.NextDouble(), $random.NextDouble(), $random.NextDouble()) }
            $affinity = $rows | Get-SneProbability -Perplexity 5 -AsAffinity
            $map = $rows | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 2 -AsEmbedding
            $affinity.NeighborCount, $map.NeighborCount | Should -Be 15, 15
            Measure-Difference $affinity.Precision $map.Affinities.Precision | Should -Be 0
            $few = @($rows | Select-Object -First 2000 | Get-SneProbability -Perplexity 5)
            $few[0].Neighbor | Should -BeNullOrEmpty
        }

        It 'are refused: <Error>' -ForEach @(
            @{ Error = 'NeighborCountOutOfRange'; With = @{ NeighborCount = 12 } }
            @{ Error = 'NeighborCountOutOfRange'; With = @{ NeighborCount = 2 } }
            @{ Error = 'InvalidOption'; With = @{ NeighborCount = 5; Space = 'Map' } }
        ) {
            $refusal = Get-Refusal { New-TestRow | Get-SneProbability @With -Perplexity 3 }
            $refusal.FullyQualifiedErrorId | Should -Be "$Error,SneTools.PowerShell.Commands.GetSneProbabilityCommand"
        }

        It 'may be given' {
            $graph = New-TestRow | Get-SneNeighbor -NeighborCount 5 -AsGraph
            $given = @(New-TestRow | Get-SneProbability -Perplexity 3 -NeighborGraph $graph)
            $own = @(New-TestRow | Get-SneProbability -Perplexity 3 -NeighborCount 5)
            Measure-Difference @(foreach ($p in $given) { $p.Probability }) @(foreach ($p in $own) { $p.Probability }) | Should -Be 0
            $refusal = Get-Refusal { New-TestRow 9 | Get-SneProbability -Perplexity 3 -NeighborGraph $graph }
            $refusal.FullyQualifiedErrorId | Should -Be 'InvalidNeighbors,SneTools.PowerShell.Commands.GetSneProbabilityCommand'
        }
    }

    Context 'the space of a map' {
        BeforeAll {
            $rows = @(
                [pscustomobject]@{ other = 100; Y1 = 0.0; Y2 = 0.0 }
                [pscustomobject]@{ other = 200; Y1 = 1.0; Y2 = 0.0 }
                [pscustomobject]@{ other = 700; Y1 = 0.0; Y2 = 2.0 }
            )
            $one, $four, $five = [math]::Exp(-1), [math]::Exp(-4), [math]::Exp(-5)
            $expected = 0, ($one / ($one + $four)), ($four / ($one + $four)),
                ($one / ($one + $five)), 0, ($five / ($one + $five)),
                ($four / ($four + $five)), ($five / ($four + $five)), 0
        }

        It 'takes Y1 and Y2 of the rows, with precision 1' {
            Measure-Difference @($rows | Get-SneProbability -Space Map -AsMatrix) $expected | Should -BeLessThan 1e-15
            @($rows | Get-SneProbability -Space Map).Precision | Should -Be 1, 1, 1
        }

        It 'takes arrays' {
            $q = @(0, 0), @(1, 0), @(0, 2) | Get-SneProbability -Space Map -AsMatrix
            Measure-Difference @($q) $expected | Should -BeLessThan 1e-15
        }

        It 'takes an Embedding, and its mapped rows to the same' {
            $map = New-TestRow | Invoke-SneEmbedding -Perplexity 4 -MaxIteration 5 -AsEmbedding
            $mapped = New-TestRow | Invoke-SneEmbedding -Perplexity 4 -MaxIteration 5
            $ofEmbedding = $map | Get-SneProbability -Space Map -AsMatrix
            $ofRows = $mapped | Get-SneProbability -Space Map -AsMatrix
            $ofEmbedding[0, 0] | Should -Be 0
            Measure-Difference @($ofEmbedding) @($ofRows) | Should -Be 0
        }

        It 'has no perplexity to set' {
            foreach ($with in @{ Perplexity = 2 }, @{ Sigma = 1 }) {
                (Get-Refusal { $rows | Get-SneProbability -Space Map @with }).FullyQualifiedErrorId |
                    Should -Be 'InvalidOption,SneTools.PowerShell.Commands.GetSneProbabilityCommand'
            }
        }

        It 'says how many points it left out' {
            $rows[1].Y2 = ''
            $points = @($rows | Get-SneProbability -Space Map -MissingValue Drop -WarningVariable warned -WarningAction SilentlyContinue)
            $points | Should -HaveCount 2
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike '1 row was left out*row 2*'
        }
    }

    Context 'rows and columns' {
        It 'takes rows of strings, typed objects, dictionaries, arrays and a data set to the same' {
            $text = @(Import-Csv "$dataFolder/iris.csv")[0..19]
            $table = [double[, ]]::new(20, 4)
            for ($i = 0; $i -lt 20; $i++) {
                $k = 0
                foreach ($name in 'sepal_length', 'sepal_width', 'petal_length', 'petal_width') {
                    $table[$i, $k++] = $text[$i].$name
                }
            }
            $expected = @(Get-SneProbability -InputObject $table -Perplexity 5 -AsMatrix)
            $typed = foreach ($i in 0..19) {
                [pscustomobject]@{ a = $table[$i, 0]; b = [decimal] $table[$i, 1]; c = $table[$i, 2]; d = $table[$i, 3] }
            }
            $ordered = foreach ($i in 0..19) {
                [ordered]@{ a = $table[$i, 0]; b = $table[$i, 1]; c = $table[$i, 2]; d = $table[$i, 3]; e = 'text' }
            }
            $arrays = foreach ($i in 0..19) {
                , @($table[$i, 0], $table[$i, 1], $table[$i, 2], $table[$i, 3])
            }
            $jagged = [double[][]] $arrays
            $list = [System.Collections.Generic.List[double[]]] $jagged
            $expected[0][0, 1] | Should -BeGreaterThan 0
            foreach ($rows in $text, $typed, $ordered, $arrays, $jagged) {
                Measure-Difference @($rows | Get-SneProbability -Perplexity 5 -AsMatrix) $expected | Should -Be 0
            }
            Measure-Difference @(Get-SneProbability -InputObject $list -Perplexity 5 -AsMatrix) $expected | Should -Be 0
            Measure-Difference @(Get-SneProbability -InputObject $jagged -Perplexity 5 -AsMatrix) $expected | Should -Be 0
        }

        It 'takes only the columns asked for' {
            $expected = @(New-TestRow | ForEach-Object { , @($_.a, $_.c) } | Get-SneProbability -Perplexity 3 -AsMatrix)
            foreach ($with in @{ Property = 'a', 'c' }, @{ Property = '[ac]' }, @{ ExcludeProperty = 'B', 'n*' }, @{ Property = '?'; ExcludeProperty = 'b' }) {
                Measure-Difference @(New-TestRow | Get-SneProbability -Perplexity 3 -AsMatrix @with) $expected | Should -Be 0
            }
        }

        It 'standardizes to mean 0 and standard deviation 1' {
            $expected = @(New-TestRow | Get-SneProbability -Property a, b -Perplexity 3 -Standardize -AsMatrix)
            $scaled = foreach ($row in New-TestRow) { [pscustomobject]@{ a = 1e6 * $row.a + 5; b = 1e-3 * $row.b - 1 } }
            Measure-Difference @($scaled | Get-SneProbability -Perplexity 3 -Standardize -AsMatrix) $expected |
                Should -BeLessThan 1e-9
        }

        It 'standardizes numbers whose squares are no doubles' {
            $expected = @(New-TestRow | Get-SneProbability -Property a, b -Perplexity 3 -Standardize -AsMatrix)
            $scaled = foreach ($row in New-TestRow) { [pscustomobject]@{ a = 1e200 * $row.a; b = 1e-200 * $row.b } }
            Measure-Difference @($scaled | Get-SneProbability -Perplexity 3 -Standardize -AsMatrix) $expected |
                Should -BeLessThan 1e-9
        }

        It 'keeps all distances with as many principal components as columns, and not with fewer' {
            $expected = @(New-TestRow | Get-SneProbability -Perplexity 3 -AsMatrix)
            Measure-Difference @(New-TestRow | Get-SneProbability -Perplexity 3 -PrincipalComponent 3 -AsMatrix) $expected |
                Should -BeLessThan 1e-9
            Measure-Difference @(New-TestRow | Get-SneProbability -Perplexity 3 -PrincipalComponent 1 -AsMatrix) $expected |
                Should -BeGreaterThan 0.01
        }

        It 'takes the principal components after it has standardized' {
            $expected = @(New-TestRow | Get-SneProbability -Perplexity 3 -Standardize -PrincipalComponent 2 -AsMatrix)
            $scaled = foreach ($row in New-TestRow) { [pscustomobject]@{ a = 1e6 * $row.a; b = 1e-3 * $row.b; c = $row.c } }
            Measure-Difference @($scaled | Get-SneProbability -Perplexity 3 -Standardize -PrincipalComponent 2 -AsMatrix) $expected |
                Should -BeLessThan 1e-9
        }

        It 'reads numbers the same where they are written with a comma' {
            $expected = @(New-TestRow | Get-SneProbability -Perplexity 3 -AsMatrix)
            $rows = foreach ($row in New-TestRow) {
                [pscustomobject]@{ a = "$($row.a)"; b = "$($row.b)"; c = $row.c.ToString('R', [cultureinfo]::InvariantCulture) }
            }
            $actual = Invoke-WithComma { $rows | Get-SneProbability -Perplexity 3 -AsMatrix }
            Measure-Difference @($actual) $expected | Should -Be 0
        }
    }

    Context 'gaps' {
        BeforeAll {
            $rows = @(New-TestRow)
            $rows[2].b = ''
            $rows[5].c = [double]::NaN
        }

        It 'leaves rows out and says how many with -MissingValue Drop' {
            $points = @($rows | Get-SneProbability -Perplexity 3 -MissingValue Drop -WarningVariable warned -WarningAction SilentlyContinue)
            $points | Should -HaveCount 10
            "$warned" | Should -BeLike '2 rows were left out*the first is row 3.*'
        }

        It 'puts the mean of the others there and says how often with -MissingValue Mean' {
            $actual = $rows | Get-SneProbability -Perplexity 3 -MissingValue Mean -AsMatrix -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike '2 values were missing*mean of the column.*'
            $filled = @(New-TestRow)
            $filled[2].b = 0
            $filled[5].c = 0
            foreach ($i in 0..11) {
                if ($i -ne 2) { $filled[2].b += $rows[$i].b / 11 }
                if ($i -ne 5) { $filled[5].c += $rows[$i].c / 11 }
            }
            $expected = $filled | Get-SneProbability -Perplexity 3 -AsMatrix
            Measure-Difference @($actual) @($expected) | Should -BeLessThan 1e-12
        }

        It 'refuses what is left when that is one row' {
            (Get-Refusal { $rows[2, 3] | Get-SneProbability -Property b, c -MissingValue Drop -WarningAction SilentlyContinue }).FullyQualifiedErrorId |
                Should -BeLike 'SingleRow,*'
        }
    }

    Context 'rows that are hard to tell apart' {
        It 'shares the probability between more equal neighbors than asked for, and warns' {
            $rows = foreach ($i in 1..5) { , @(1, 1) }
            $points = @($rows + , @(3, 4) | Get-SneProbability -Perplexity 2 -WarningVariable warned -WarningAction SilentlyContinue)
            Measure-Difference $points[0].Probability (0, 0.25, 0.25, 0.25, 0.25, 0) | Should -BeLessThan 1e-15
            "$warned" | Should -BeLike '*4 rows equal an earlier row*'
            "$warned" | Should -BeLike '*6 rows have more equally near neighbors than the perplexity*'
        }

        It 'gives all rows the same when all are equal, and warns' {
            $rows = foreach ($i in 1..5) { , @(7, 7) }
            $points = @($rows | Get-SneProbability -Perplexity 2 -WarningVariable warned -WarningAction SilentlyContinue)
            Measure-Difference $points[4].Probability (0.25, 0.25, 0.25, 0.25, 0) | Should -BeLessThan 1e-15
            "$warned" | Should -BeLike '*All rows are equal*'
        }

        It 'warns of a constant column' {
            $rows = foreach ($row in New-TestRow) { [pscustomobject]@{ a = $row.a; same = 3 } }
            $null = $rows | Get-SneProbability -Perplexity 2 -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike '*1 column is constant*same*'
        }

        It 'keeps finite numbers with a point 1e6 away, and warns' {
            $rows = @(New-TestRow)
            $rows[7].a = 1e6
            $points = @($rows | Get-SneProbability -Perplexity 3 -WarningVariable warned -WarningAction SilentlyContinue)
            $numbers = foreach ($point in $points) { $point.Precision; $point.Probability }
            $numbers | Where-Object { -not [double]::IsFinite($_) } | Should -BeNullOrEmpty
            [math]::Abs($points[7].Perplexity - 3) | Should -BeLessThan 1e-9
            "$warned" | Should -BeLike '*1 row is so far from all others*row 8*'
        }
    }

    It 'refuses <Name>' -ForEach (. $PSScriptRoot/RefusedRows.ps1) { Assert-Refused Get-SneProbability $_ }

    It 'gives the same bits with one thread and with two' {
        $iris = Import-SneData "$dataFolder/iris.csv"
        $one, $two = foreach ($threads in 1, 2) {
            , @($iris | Get-SneProbability -Perplexity 15 -AsMatrix -ThrottleLimit $threads -WarningAction SilentlyContinue)
        }
        Measure-Difference $one $two | Should -Be 0
    }
}
