# Distances instead of rows, in every cmdlet that takes them, from files that other programs wrote.
Describe '-Metric Precomputed' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $folder = "$dataFolder/distances"
        $flowers = @(Import-Csv "$dataFolder/iris.csv")
        $rows = for ($i = 0; $i -lt 150; $i += 5) { $flowers[$i] }
        $given = @{ Metric = 'Precomputed'; Perplexity = 6; WarningAction = 'SilentlyContinue' }
        $class = 'SneTools.PowerShell.Commands.InvokeSneEmbeddingCommand'
        $ofRows = $rows | Invoke-SneEmbedding -Perplexity 6 -AsEmbedding -WarningAction SilentlyContinue

        function New-Pair($I, $J, $Distance) { [pscustomobject]@{ I = $I; J = $J; Distance = $Distance } }
    }

    Context 'a map' {
        It 'of <_> costs what that of the rows does' -ForEach 'pandas.csv', 'r.csv', 'turned.csv', 'numpy.npy', 'pairs.csv' {
            $map = Import-SneData "$folder/$_" | Invoke-SneEmbedding @given -AsEmbedding
            $map.Count, $map.NeighborCount, $map.Metric | Should -Be 30, 29, 'Precomputed'
            [math]::Abs($map.Divergence / $ofRows.Divergence - 1) | Should -BeLessThan 1e-3
            $map.Data | Should -BeNullOrEmpty
            if ($_ -notlike '*.csv') { return }
            $map = Import-Csv "$folder/$_" -WarningAction SilentlyContinue | Invoke-SneEmbedding @given -AsEmbedding
            [math]::Abs($map.Divergence / $ofRows.Divergence - 1) | Should -BeLessThan 1e-3
        }

        It 'of an array is the same' {
            $data = Import-SneData "$folder/numpy.npy"
            $map = , $data.Values.ToArray() | Invoke-SneEmbedding @given -AsEmbedding
            [math]::Abs($map.Divergence / $ofRows.Divergence - 1) | Should -BeLessThan 1e-3
        }

        It 'of correlations is that by the metric of this name' {
            $expected = $rows | Invoke-SneEmbedding -Metric Correlation -Perplexity 6 -AsEmbedding -WarningAction SilentlyContinue
            $map = Import-SneData "$folder/correlation.csv" | Invoke-SneEmbedding @given -Similarity -AsEmbedding
            [math]::Abs($map.Divergence / $expected.Divergence - 1) | Should -BeLessThan 1e-2
            $map.Labels[0].Name, $map.Labels[0].Values[2] | Should -Be 'Name', 'f10'
        }

        It 'of near pairs has these alone' {
            $map = Import-SneData "$folder/neighbors.csv" | Invoke-SneEmbedding @given -AsEmbedding
            $map.Count | Should -Be 30
            $map.NeighborCount | Should -BeGreaterOrEqual 8
            $map.NeighborCount | Should -BeLessThan 29
            $map.Affinities.ShortRows | Should -Be 0
        }

        It 'adds Y1 and Y2 to the rows of a square table' {
            $mapped = @(Import-Csv "$folder/turned.csv" | Invoke-SneEmbedding @given)
            $mapped | Should -HaveCount 30
            @($mapped[3].PSObject.Properties.Name)[0, 1, -2, -1] | Should -Be 'flower', 'f145', 'Y1', 'Y2'
            $mapped[3].flower | Should -Be 'f15'
        }

        It 'has a row for every point of pairs' {
            $mapped = @(Import-Csv "$folder/neighbors.csv" | Invoke-SneEmbedding @given)
            $mapped | Should -HaveCount 30
            @($mapped[0].PSObject.Properties.Name) | Should -Be 'I', 'Y1', 'Y2'
            $mapped.I | Should -Be @(foreach ($i in 0..29) { "$i" })
        }

        It 'of pairs warns of columns that are about none of the points' {
            $pairs = foreach ($pair in Import-Csv "$folder/pairs.csv") { $pair | Add-Member weight 1 -PassThru }
            $null = $pairs | Invoke-SneEmbedding -Metric Precomputed -Perplexity 6 -WarningVariable said -WarningAction SilentlyContinue
            "$said" | Should -BeLike '*left out: weight.*'
        }

        It 'takes columns that ride along by -Label' {
            $table = foreach ($row in Import-Csv "$folder/turned.csv") { $row | Add-Member class ([int] $row.flower.Substring(1) % 3) -PassThru }
            (Get-Refusal { $table | Invoke-SneEmbedding @given -ExcludeProperty none }).FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
            $map = $table | Invoke-SneEmbedding @given -Label class -AsEmbedding
            $map.Labels.Name | Should -Be 'class', 'flower'
            ($table | Invoke-SneEmbedding @given -ExcludeProperty class -AsEmbedding).Labels.Name | Should -Be 'flower'
        }

        It 'of near pairs starts from a spectral map' {
            $map = Import-SneData "$folder/neighbors.csv" | Invoke-SneEmbedding @given -Initialization Spectral -AsEmbedding
            $default = Import-SneData "$folder/neighbors.csv" | Invoke-SneEmbedding @given -AsEmbedding
            Format-Bit $default.Map.Values | Should -Be (Format-Bit $map.Map.Values)
        }

        It 'has the same bits with one thread and with two' {
            $one, $two = foreach ($threads in 1, 2) {
                (Import-SneData "$folder/neighbors.csv" | Invoke-SneEmbedding @given -ThrottleLimit $threads -AsEmbedding).Map
            }
            Format-Bit $one.Values | Should -Be (Format-Bit $two.Values)
        }
    }

    Context 'other cmdlets' {
        It 'give the neighbors of the rows' {
            $expected = @($rows | Get-SneNeighbor -NeighborCount 3 -WarningAction SilentlyContinue)
            $found = @(Import-SneData "$folder/numpy.npy" | Get-SneNeighbor -Metric Precomputed -NeighborCount 3 -WarningAction SilentlyContinue)
            Measure-Difference $found.Distance $expected.Distance | Should -BeLessThan 1e-14
            $listed = Import-SneData "$folder/neighbors.csv" | Get-SneNeighbor -Metric Precomputed -NeighborCount 3 -AsGraph -WarningAction SilentlyContinue
            Measure-Difference @(0..29).ForEach({ $listed.Distances($_) }) $expected.Distance | Should -BeLessThan 1e-14
        }

        It 'give the probabilities of the rows, and affinities for a map' {
            $expected = , @($rows | Get-SneProbability -Perplexity 6 -AsMatrix -WarningAction SilentlyContinue)
            $found = , @(Import-Csv "$folder/pairs.csv" | Get-SneProbability @given -AsMatrix)
            Measure-Difference $found $expected | Should -BeLessThan 1e-12
            foreach ($file in 'pairs.csv', 'neighbors.csv') {
                $map = Import-Csv "$folder/$file" | Get-SneProbability @given -AsAffinity | Invoke-SneEmbedding -AsEmbedding -WarningAction SilentlyContinue
                $direct = Import-Csv "$folder/$file" | Invoke-SneEmbedding @given -AsEmbedding
                Format-Bit $map.Map.Values | Should -Be (Format-Bit $direct.Map.Values)
                $map.Labels[0].Values[1] | Should -Be $direct.Labels[0].Values[1]
            }
        }

        It 'judge the gradient over <_>' -ForEach 'numpy.npy', 'neighbors.csv' {
            $reports = @(Import-SneData "$folder/$_" | Test-SneGradient @given -Engine Exact, Interpolated)
            $reports.Passed | Should -Be $true, $true
        }

        It 'measure a map by the distances of all pairs' {
            $map = Import-SneData "$folder/numpy.npy" | Invoke-SneEmbedding @given -AsEmbedding
            $quality = $map | Measure-SneEmbedding -NeighborCount 5
            $expected = $map | Measure-SneEmbedding -NeighborCount 5 -Data $rows -Metric Euclidean
            [math]::Abs($quality.Trustworthiness - $expected.Trustworthiness) | Should -BeLessThan 0.01
            $quality.Metric | Should -Be 'Precomputed'
            (Get-Refusal { $map | Measure-SneEmbedding -Data $rows }).Exception.Message | Should -BeLike '*say by -Metric*'
        }

        It 'say that measures need rows where pairs have no distance' {
            $map = Import-SneData "$folder/neighbors.csv" | Invoke-SneEmbedding @given -AsEmbedding
            (Get-Refusal { $map | Measure-SneEmbedding }).Exception.Message | Should -BeLike '*need rows, or the distances of all pairs*'
        }
    }

    Context 'what is no table of distances' {
        It 'is refused: <Name>' -ForEach @(
            @{ Name = 'not square'; Table = { @(0, 1, 2), @(1, 0, 3) }; Message = '*2 rows and 3 columns*' }
            @{ Name = 'two directions that differ'; Table = { @(0, 1, 2), @(1, 0, 3), @(2, 4, 0) }; Message = "Row 3, column 'X2': * 4, but in row 2, column 'X3'*is 3*-Symmetrize*" }
            @{ Name = 'a diagonal that is not 0'; Table = { @(0, 1, 2), @(1, 1, 3), @(2, 3, 0) }; Message = "Row 2, column 'X2': *itself is 1*" }
            @{ Name = 'a negative distance'; Table = { @(0, -1, 2), @(-1, 0, 3), @(2, 3, 0) }; Message = "Row 1, column 'X2': *-1 is negative*" }
            @{ Name = 'pairs that contradict each other'; Table = { (New-Pair a b 1), (New-Pair b a 2), (New-Pair a c 1) }; Message = "Row 2: *'a' and 'b' is 2, but in row 1 it is 1*" }
            @{ Name = 'a point without a pair'; Table = { (New-Pair a b 1), (New-Pair c c 0) }; Message = "*'c' has no number*" }
        ) {
            $refusal = Get-Refusal { & $Table | Invoke-SneEmbedding -Metric Precomputed -Perplexity 2 -WarningAction SilentlyContinue }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidDistances,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidData'
            $refusal.Exception.Message | Should -BeLike $Message
        }

        It 'is told what to do about a distance that is not known' {
            $table = @(Import-Csv "$folder/turned.csv")
            $table[4].f5 = ''
            $message = (Get-Refusal { $table | Invoke-SneEmbedding @given }).Exception.Message
            $message | Should -BeLike "Row 5, column 'f5': the value is missing. A distance that is not known is left out*I, J and Distance."
            $message | Should -Not -BeLike '*-MissingValue*'
        }

        It 'is refused: pairs of the other kind' {
            $pairs = Import-Csv "$folder/pairs.csv"
            (Get-Refusal { $pairs | Invoke-SneEmbedding @given -Similarity }).Exception.Message | Should -BeLike '*none Similarity: distances are read without -Similarity.'
            $similar = $pairs | Select-Object I, J, @{ n = 'Similarity'; e = { 0.5 } }
            (Get-Refusal { $similar | Invoke-SneEmbedding @given }).Exception.Message | Should -BeLike '*none Distance: similarities are read by -Similarity.'
        }

        It 'is one with -Symmetrize' {
            $found = @(@(0, 1, 2), @(1, 0, 3), @(2, 4, 0) | Get-SneNeighbor -Metric Precomputed -Symmetrize -NeighborCount 2)
            $found.Distance | Should -Be 1, 2, 1, 3.5, 2, 3.5
        }

        It 'is refused: similarities that exceed their diagonal' {
            $refusal = Get-Refusal { @(1, 2), @(2, 1) | Get-SneNeighbor -Metric Precomputed -Similarity -NeighborCount 1 }
            $refusal.Exception.Message | Should -BeLike "Row 1, column 'X2': the similarity 2 is more than the mean*"
        }
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-Standardize'; With = @{ Standardize = $true }; Message = '-Standardize is for rows*' }
        @{ Name = '-PrincipalComponent'; With = @{ PrincipalComponent = 2 }; Message = '-PrincipalComponent is for rows*' }
        @{ Name = '-Property'; With = @{ Property = 'X1' }; Message = '-Property is for rows*' }
        @{ Name = '-MissingValue'; With = @{ MissingValue = 'Drop' }; Message = '-MissingValue is for rows*' }
        @{ Name = '-Neighbor Approximate'; With = @{ Neighbor = 'Approximate' }; Message = '-Neighbor Approximate is for rows*' }
    ) {
        $refusal = Get-Refusal { Import-SneData "$folder/numpy.npy" | Invoke-SneEmbedding @given @With }
        $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
        $refusal.Exception.Message | Should -BeLike $Message
    }

    It 'is needed for -<_>' -ForEach 'Similarity', 'Symmetrize' {
        $with = @{ $_ = $true }
        (Get-Refusal { $rows | Invoke-SneEmbedding -Perplexity 6 @with }).Exception.Message | Should -BeLike "-$_ is for distances that are given*"
    }

    It 'refuses -Initialization Pca and a perplexity that no point has pairs for' {
        (Get-Refusal { Import-SneData "$folder/neighbors.csv" | Invoke-SneEmbedding @given -Initialization Pca }).Exception.Message | Should -BeLike '*Spectral*'
        $refusal = Get-Refusal { Import-SneData "$folder/neighbors.csv" | Invoke-SneEmbedding -Metric Precomputed -Perplexity 28 }
        $refusal.FullyQualifiedErrorId | Should -Be "PerplexityOutOfRange,$class"
        $refusal.Exception.Message | Should -BeLike '*no point has more than*'
    }
}

Describe '-Metric' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $rows = @(0, 3, 1), @(4, 0, 1), @(0, 0, 0)
    }

    It '<Metric> is at <Distance> from the first row to the second' -ForEach @(
        @{ Metric = 'Euclidean'; Distance = 5 }
        @{ Metric = 'l2'; Distance = 5 }
        @{ Metric = 'Manhattan'; Distance = 7 }
        @{ Metric = 'cityblock'; Distance = 7 }
        @{ Metric = 'l1'; Distance = 7 }
        @{ Metric = 'Chebyshev'; Distance = 4 }
        @{ Metric = 'linf'; Distance = 4 }
        @{ Metric = 'linfinity'; Distance = 4 }
        @{ Metric = 'Hamming'; Distance = 2 / 3 }
        @{ Metric = 'Jaccard'; Distance = 2 / 3 }
        @{ Metric = 'Canberra'; Distance = 2 }
    ) {
        $found = @($rows | Get-SneNeighbor -Metric $Metric -NeighborCount 2 | Where-Object { $_.Index -eq 0 -and $_.Neighbor -eq 1 })
        [math]::Abs($found[0].Distance - $Distance) | Should -BeLessThan 1e-15
    }

    It 'Correlation is the root of 2 (1 - r)' {
        $found = @(@(1, 2, 3), @(10, 20, 31), @(3, 2, 1) | Get-SneNeighbor -Metric Correlation -NeighborCount 2)
        [math]::Abs($found[1].Distance - 2) | Should -BeLessThan 1e-15
        $found[0].Neighbor | Should -Be 1
    }

    It '<_> has no approximate search' -ForEach 'Manhattan', 'Chebyshev', 'Jaccard', 'Canberra', 'Hamming' {
        $refusal = Get-Refusal { New-TestRow | Get-SneNeighbor -Metric $_ -NeighborCount 2 -Neighbor Approximate }
        $refusal.FullyQualifiedErrorId | Should -Be 'InvalidOption,SneTools.PowerShell.Commands.GetSneNeighborCommand'
        $refusal.Exception.Message | Should -BeLike '*comparing all pairs*'
    }

    It 'makes maps by every one of them' {
        foreach ($metric in [enum]::GetNames([SneTools.NeighborMetric])) {
            if ($metric -eq 'Precomputed') { continue }
            $map = New-TestRow | Invoke-SneEmbedding -Metric $metric -Perplexity 3 -AsEmbedding -WarningAction SilentlyContinue
            "$($map.Metric)" | Should -Be $metric
            ($map | Measure-SneEmbedding -NeighborCount 3 -WarningAction SilentlyContinue).Metric | Should -Be $metric
            (New-TestRow | Test-SneGradient -Metric $metric -Perplexity 3 -WarningAction SilentlyContinue).Passed | Should -BeTrue
        }
    }
}
