Describe 'Measure-SneEmbedding' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.MeasureSneEmbeddingCommand'
        $iris = Import-SneData "$dataFolder/iris.csv"
        $map = $iris | Invoke-SneEmbedding -Perplexity 15 -Seed 1 -AsEmbedding -WarningAction SilentlyContinue
        $quality = $map | Measure-SneEmbedding
    }

    Context 'an embedding' {
        It 'gives one object with every measure in its range' {
            $quality | Should -HaveCount 1
            $quality | Should -BeOfType ([SneTools.EmbeddingQuality])
            $quality.Count, $quality.NeighborCount, $quality.SampleCount, $quality.PairCount | Should -Be 150, 15, 150, 11175
            $quality.IsExact | Should -BeTrue
            $quality.Label | Should -Be 'species'
            foreach ($name in 'Trustworthiness', 'Continuity', 'Recall', 'RnxAuc', 'ShepardCorrelation', 'Silhouette', 'NeighborAccuracy') {
                $quality.$name | Should -BeGreaterThan 0.4
                $quality.$name | Should -BeLessOrEqual 1
                $quality."${name}StandardError" | Should -Be 0
            }
            $quality.Rnx | Should -HaveCount 148
        }

        It 'has its divergence, split, and by point' {
            $quality.Divergence | Should -Be $map.Divergence
            $quality.MeanDivergence | Should -Be $map.MeanDivergence
            $quality.CrossEntropy - $quality.Entropy | Should -Be $quality.Divergence
            $sum = 0.0
            foreach ($point in $quality.Points) { $sum += $point.Divergence }
            [math]::Abs($sum - $map.Divergence) | Should -BeLessThan 1e-9 # sums in two orders
        }

        It 'agrees with its definitions, written out in a script' {
            $x = foreach ($row in Import-Csv "$dataFolder/iris.csv") { , [double[]]($row.sepal_length, $row.sepal_width, $row.petal_length, $row.petal_width) }
            $recall = 0.0
            $penalty = 0.0
            for ($i = 0; $i -lt 150; $i += 10) {
                $near = @{}
                foreach ($space in 'Data', 'Map') {
                    $distance = [double[]]::new(150)
                    for ($j = 0; $j -lt 150; $j++) {
                        $sum = 0.0
                        if ($space -eq 'Data') { for ($k = 0; $k -lt 4; $k++) { $sum += ($x[$i][$k] - $x[$j][$k]) * ($x[$i][$k] - $x[$j][$k]) } }
                        else { for ($k = 0; $k -lt 2; $k++) { $sum += ($map.Map[$i, $k] - $map.Map[$j, $k]) * ($map.Map[$i, $k] - $map.Map[$j, $k]) } }
                        $distance[$j] = $sum
                    }
                    $distance[$i] = [double]::PositiveInfinity
                    $near[$space] = [System.Linq.Enumerable]::ToArray([System.Linq.Enumerable]::OrderBy(
                            [int[]](0..149), [Func[int, double]] { param($j) [math]::Round($distance[$j], 9) }))
                }
                $common = 0
                foreach ($j in $near.Map[0..14]) {
                    $rank = [array]::IndexOf($near.Data, $j) + 1
                    if ($rank -le 15) { $common++ } else { $penalty += $rank - 15 }
                }
                $recall += $common / 15
            }
            $sampled = foreach ($point in $quality.Points) { if ($point.Index % 10 -eq 0) { $point } }
            $found = 0.0
            $trust = 0.0
            foreach ($point in $sampled) { $found += $point.Recall; $trust += 1 - $point.Trustworthiness }
            # Rounded here so that distances which tie to the last bit but one do tie: a place or two may differ.
            [math]::Abs($found - $recall) | Should -BeLessThan 0.2
            [math]::Abs($trust - $penalty * 2 / (15 * (300 - 46))) | Should -BeLessThan 0.01
        }

        It 'names the points that are placed worst, the worst first' {
            $quality.Worst | Should -HaveCount 10
            for ($w = 1; $w -lt 10; $w++) { $quality.Worst[$w].Score | Should -BeGreaterOrEqual $quality.Worst[$w - 1].Score }
            $least = 1.0
            foreach ($point in $quality.Points) { $least = [math]::Min($least, $point.Score) }
            $quality.Worst[0].Score | Should -Be $least
            ($map | Measure-SneEmbedding -WorstCount 3).Worst.Index | Should -Be $quality.Worst[0..2].Index
            ($map | Measure-SneEmbedding -WorstCount 0).Worst | Should -HaveCount 0
        }

        It 'is measured against what it embedded' {
            $wine = Import-SneData "$dataFolder/wine.csv" -Label cultivar
            $scaled = $wine | Invoke-SneEmbedding -Standardize -PrincipalComponent 6 -AsEmbedding
            $own = $scaled | Measure-SneEmbedding
            ($scaled | Measure-SneEmbedding -Data $wine -Standardize -PrincipalComponent 6).Recall | Should -Be $own.Recall
            ($scaled | Measure-SneEmbedding -Data $wine).Recall | Should -BeLessThan $own.Recall
            ($scaled | Measure-SneEmbedding -Data $wine).Divergence | Should -Be $own.Divergence
        }

        It 'may come with others' {
            $both = @($map, $map | Measure-SneEmbedding -NeighborCount 7)
            $both | Should -HaveCount 2
            $both[1].Recall | Should -Be $both[0].Recall
        }

        It 'is measured in directions if it was made so' {
            $cosine = $iris | Invoke-SneEmbedding -Metric Cosine -Perplexity 15 -AsEmbedding -WarningAction SilentlyContinue
            $own = $cosine | Measure-SneEmbedding
            $own.Metric | Should -Be 'Cosine'
            ($cosine | Measure-SneEmbedding -Metric Euclidean).Recall | Should -BeLessThan $own.Recall
        }
    }

    Context 'rows with Y1 and Y2' {
        It 'are measured as the embedding is' {
            $rows = @($iris | Invoke-SneEmbedding -Perplexity 15 -Seed 1 -WarningAction SilentlyContinue)
            $found = $rows | Measure-SneEmbedding
            foreach ($name in 'Trustworthiness', 'Continuity', 'Recall', 'RnxAuc', 'ShepardCorrelation', 'Silhouette', 'NeighborAccuracy') {
                $found.$name | Should -Be $quality.$name
            }
            $found.Divergence | Should -BeNullOrEmpty
            $found.Points[0].Divergence | Should -BeNullOrEmpty
        }

        It 'may be read from a file, whatever the order of the columns' {
            $rows = @($iris | Invoke-SneEmbedding -Perplexity 15 -Seed 1 -WarningAction SilentlyContinue)
            $lines = foreach ($row in $rows) { '{0:R},{1},{2},{3},{4:R},{5},{6}' -f $row.Y2, $row.sepal_length, $row.species, $row.sepal_width, $row.Y1, $row.petal_length, $row.petal_width }
            $path = Write-TestFile 'map.csv' ("Y2,sepal_length,species,sepal_width,Y1,petal_length,petal_width`n" + ($lines -join "`n"))
            (Import-SneData $path | Measure-SneEmbedding).Recall | Should -Be $quality.Recall
        }

        It 'take -Data from elsewhere' {
            $points = $map.Points
            ($points | Measure-SneEmbedding -Data $iris).Recall | Should -Be $quality.Recall
            ($points | Measure-SneEmbedding -Data @(Import-Csv "$dataFolder/iris.csv")).Recall | Should -Be $quality.Recall
        }

        It 'take columns by -Property and -ExcludeProperty' {
            $rows = @($iris | Invoke-SneEmbedding -Perplexity 15 -Seed 1 -WarningAction SilentlyContinue)
            $expected = ($map | Measure-SneEmbedding -Data $iris -Property petal*).Recall
            ($rows | Measure-SneEmbedding -Property petal*).Recall | Should -Be $expected
            ($rows | Measure-SneEmbedding -ExcludeProperty sepal*).Recall | Should -Be $expected
        }

        It 'without data have silhouette and accuracy, and a warning' {
            $found = $map.Points | Measure-SneEmbedding -WarningVariable said -WarningAction SilentlyContinue
            $found.Silhouette | Should -Be $quality.Silhouette
            $found.NeighborAccuracy | Should -Be $quality.NeighborAccuracy
            $found.Trustworthiness | Should -BeNullOrEmpty
            "$said" | Should -BeLike 'There are no data*'
        }
    }

    Context '-Label' {
        BeforeAll {
            $rows = for ($i = 0; $i -lt 12; $i++) {
                [pscustomobject]@{ a = 2 * $i; b = $i * $i % 7; Y1 = $i; Y2 = 0; half = $i -lt 6 ? 1 : 2; name = "row $i"; side = $i -lt 6 ? 'left' : 'right' }
            }
        }

        It 'takes a column of text, or of numbers, which is then no data' {
            $text = $rows | Measure-SneEmbedding -Label side -NeighborCount 3 -ExcludeProperty half
            $number = $rows | Measure-SneEmbedding -Label HALF -NeighborCount 3
            $text.Silhouette | Should -BeGreaterThan 0.3
            $number.Silhouette | Should -Be $text.Silhouette
            $number.Recall | Should -Be $text.Recall
            $number.Label | Should -Be 'half'
        }

        It 'is by default the first column, if it has classes' {
            $found = $rows | Measure-SneEmbedding -NeighborCount 3
            $found.Label | Should -BeNullOrEmpty
            $found.Silhouette | Should -BeNullOrEmpty
        }

        It 'warns of a column without classes' {
            $found = $rows | Measure-SneEmbedding -NeighborCount 3 -Label name -WarningVariable said -WarningAction SilentlyContinue
            $found.Silhouette | Should -BeNullOrEmpty
            $found.Recall | Should -Not -BeNullOrEmpty
            "$said" | Should -BeLike "The column 'name' has a class of its own for every point*"
        }

        It 'may be a column of -Data' {
            $bare = [double[,]]::new(150, 2)
            for ($i = 0; $i -lt 150; $i++) { $bare[$i, 0] = $map.Map[$i, 0]; $bare[$i, 1] = $map.Map[$i, 1] }
            $points = for ($i = 0; $i -lt 150; $i++) { [pscustomobject]@{ Y1 = $bare[$i, 0]; Y2 = $bare[$i, 1] } }
            ($points | Measure-SneEmbedding -Data $iris).Silhouette | Should -Be $quality.Silhouette
            ($points | Measure-SneEmbedding -Data $iris -Label species).Silhouette | Should -Be $quality.Silhouette
        }
    }

    Context '-SampleCount' {
        It 'measures a sample, by -Seed, with standard errors' {
            $one = $map | Measure-SneEmbedding -SampleCount 40 -Seed 3
            $one.SampleCount, $one.Points.Count | Should -Be 40, 40
            $one.IsExact | Should -BeFalse
            $one.RecallStandardError | Should -BeGreaterThan 0.001
            [math]::Abs($one.Recall - $quality.Recall) | Should -BeLessThan (5 * $one.RecallStandardError)
            ($map | Measure-SneEmbedding -SampleCount 40 -Seed 3).Recall | Should -Be $one.Recall
            ($map | Measure-SneEmbedding -SampleCount 40 -Seed 4).Points.Index -join ' ' | Should -Not -Be ($one.Points.Index -join ' ')
            ($map | Measure-SneEmbedding -SampleCount 1000).IsExact | Should -BeTrue
        }
    }

    It 'gives the same bits with one thread and with two' {
        $one, $two = foreach ($threads in 1, 2) {
            $found = $map | Measure-SneEmbedding -ThrottleLimit $threads
            , @($found.Trustworthiness, $found.Continuity, $found.RnxAuc, $found.ShepardCorrelation, $found.Silhouette; $found.Points.Divergence; $found.Rnx)
        }
        Format-Bit $two | Should -Be (Format-Bit $one)
    }

    It 'tells how much it measured with -Verbose' {
        $said = $map | Measure-SneEmbedding -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$said" | Should -BeLike '*150 of 150 points and 11175 pairs*'
    }

    It 'measures three points, and all other points as neighbors' {
        $rows = foreach ($x in 0, 1, 3) { [pscustomobject]@{ a = $x; b = -$x; Y1 = $x } }
        foreach ($k in 1, 2) {
            $found = $rows | Measure-SneEmbedding -NeighborCount $k
            $found.Trustworthiness, $found.Continuity, $found.Recall | Should -Be 1, 1, 1
        }
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'no neighbors'; With = @{ NeighborCount = 0 }; Id = 'NeighborCountOutOfRange'; Category = 'InvalidArgument'; Message = '*1 to 149*' }
        @{ Name = 'too many neighbors'; With = @{ NeighborCount = 150 }; Id = 'NeighborCountOutOfRange'; Category = 'InvalidArgument'; Message = '*1 to 149*' }
        @{ Name = 'a sample of one'; With = @{ SampleCount = 1 }; Id = 'InvalidOption'; Category = 'InvalidArgument'; Message = '*SampleCount 1 *at least 2*' }
        @{ Name = 'less than no points'; With = @{ WorstCount = -1 }; Id = 'InvalidOption'; Category = 'InvalidArgument'; Message = '*WorstCount -1 *at least 0*' }
        @{ Name = 'an unknown label'; With = @{ Label = 'color' }; Id = 'ColumnNotFound'; Category = 'ObjectNotFound'; Message = "*'color'*species*" }
        @{ Name = 'columns of an embedding'; With = @{ Property = 'petal*' }; Id = 'InvalidOption'; Category = 'InvalidArgument'; Message = '*-Property *-Data*' }
        @{ Name = 'scaling of an embedding'; With = @{ Standardize = $true }; Id = 'InvalidOption'; Category = 'InvalidArgument'; Message = '*-Standardize *-Data*' }
        @{ Name = 'data of another number of rows'; With = @{ Data = @(1, 2), @(3, 4), @(5, 7) }; Id = 'RowCountMismatch'; Category = 'InvalidData'; Message = '*3 rows of data*150 points*' }
        @{ Name = 'data without numbers'; With = @{ Data = @{ x = 'a' }, @{ x = 'b' } }; Id = 'NoNumericColumn'; Category = 'InvalidData'; Message = '*' }
        @{ Name = 'an unknown column of the data'; With = @{ Data = , @(1, 2); Property = 'Z*' }; Id = 'ColumnNotFound'; Category = 'ObjectNotFound'; Message = "*'Z*'*" }
        @{ Name = 'too many components'; With = @{ Data = @(1, 2), @(3, 4), @(5, 7); PrincipalComponent = 3 }; Id = 'PrincipalComponentOutOfRange'; Category = 'InvalidArgument'; Message = '*1 to 2*' }
    ) {
        $refusal = Get-Refusal { $map | Measure-SneEmbedding @With }
        $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.Exception.Message | Should -BeLike $Message
    }

    It 'refuses rows: <Name>' -ForEach @(
        @{ Name = 'none'; Rows = { @() }; Id = 'EmptyInput' }
        @{ Name = 'one'; Rows = { [pscustomobject]@{ a = 1; Y1 = 2 } }; Id = 'SingleRow' }
        @{ Name = 'without Y1'; Rows = { New-TestRow }; Id = 'InvalidMap' }
        @{ Name = 'with a text in Y1'; Rows = { foreach ($y in 1, 2, 3, 'x', 5) { [pscustomobject]@{ a = 1; Y1 = $y } } }; Id = 'NotANumber' }
        @{ Name = 'with a gap in Y1'; Rows = { foreach ($y in 1, 2, 3, $null, 5) { [pscustomobject]@{ a = 1; Y1 = $y } } }; Id = 'MissingValue' }
        @{ Name = 'of nothing but a map'; Rows = { foreach ($y in 1, 2, 3) { [pscustomobject]@{ Y1 = $y } } }; Id = 'NoNumericColumn' }
        @{ Name = 'a number'; Rows = { 5 }; Id = 'NotARow' }
        @{ Name = 'beside an embedding'; Rows = { $map; New-TestRow }; Id = 'NotARow' }
        @{ Name = 'before an embedding'; Rows = { New-TestRow; $map }; Id = 'NotARow' }
    ) {
        $refusal = Get-Refusal { & $Rows | Measure-SneEmbedding -NeighborCount 1 -WarningAction SilentlyContinue }
        $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
    }

    It 'goes on without rows that have gaps, if told to' {
        $rows = foreach ($i in 1..9) { [pscustomobject]@{ a = if ($i -eq 4) { $null } else { 2 * $i }; b = $i * $i; Y1 = $i; Y2 = -$i } }
        $found = $rows | Measure-SneEmbedding -NeighborCount 2 -MissingValue Drop -WarningVariable said -WarningAction SilentlyContinue
        $found.Count | Should -Be 8
        "$said" | Should -BeLike '1 row was left out*'
    }
}
