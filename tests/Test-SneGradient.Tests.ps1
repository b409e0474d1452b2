Describe 'Test-SneGradient' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.TestSneGradientCommand'
        $all = @{ Formula = 'Analytic', 'Printed', 'PrintedUnweighted' }

        function Get-Norm([double[]] $Vector) {
            $sum = 0.0
            foreach ($x in $Vector) { $sum += $x * $x }
            [math]::Sqrt($sum)
        }
    }

    Context 'on <Name>' -ForEach @(
        @{ Name = 'iris'; Count = 150; Label = 'species'; With = @{ Perplexity = 15 } }
        @{ Name = 'wine'; Count = 178; Label = 'cultivar'; With = @{ Standardize = $true } }
        @{ Name = 'digits'; Count = 120; Label = 'digit'; With = @{ Perplexity = 20 } }
    ) {
        BeforeAll {
            $rows = @(Import-Csv "$dataFolder/$Name.csv")[0..($Count - 1)]
            $reports = @($rows | Test-SneGradient @all @With -ExcludeProperty $Label -WarningAction SilentlyContinue)
        }

        It 'passes the analytic gradient below 1e-6' {
            $reports[0].Formula | Should -Be 'Analytic'
            $reports[0].Passed | Should -BeTrue
            $reports[0].MaxRelativeError | Should -BeLessThan 1e-6
            $reports[0].MaxRelativeError | Should -BeGreaterThan 0
        }

        It 'fails both formulas that the note prints, by far' {
            $reports | Should -HaveCount 3
            $reports[1].Formula, $reports[2].Formula | Should -Be 'Printed', 'PrintedUnweighted'
            $reports[1].Passed, $reports[2].Passed | Should -Be $false, $false
            $reports[1].MaxRelativeError | Should -BeGreaterThan 0.1
            $reports[2].MaxRelativeError | Should -BeGreaterThan 0.1
        }

        It 'shows the point where a formula is worst, with both gradients there' {
            foreach ($report in $reports[1, 2]) {
                $report.Count, $report.Dimension | Should -Be $Count, 2
                $report.WorstPoint | Should -BeGreaterOrEqual 0
                $report.WorstPoint | Should -BeLessThan $Count
                $report.Gradient | Should -HaveCount 2
                $report.Difference | Should -HaveCount 2
                $error1 = Get-Norm ($report.Gradient[0] - $report.Difference[0]), ($report.Gradient[1] - $report.Difference[1])
                # Relative to the difference, or to a thousandth of the mean where that is larger.
                $report.MaxRelativeError | Should -BeLessOrEqual ($error1 / (Get-Norm $report.Difference) * (1 + 1e-12))
                $report.MeanRelativeError | Should -BeLessOrEqual $report.MaxRelativeError
                $report.MeanRelativeError | Should -BeGreaterThan 0
            }
        }
    }

    Context 'a map of three points, by hand' {
        BeforeAll {
            # On a line at 0, 1 and 3; σ = 2; map at 0, 1 and -1 (one dimension).
            $x = @(0.0, 0.0), @(1.0, 0.0), @(3.0, 0.0)
            $y = 0.0, 1.0, -1.0
            $p = [double[, ]]::new(3, 3)
            $q = [double[, ]]::new(3, 3)
            foreach ($i in 0..2) {
                $sumP = $sumQ = 0.0
                foreach ($j in 0..2) {
                    if ($i -ne $j) {
                        $p[$i, $j] = [math]::Exp( - [math]::Pow($x[$i][0] - $x[$j][0], 2) / 4)
                        $q[$i, $j] = [math]::Exp( - [math]::Pow($y[$i] - $y[$j], 2))
                        $sumP += $p[$i, $j]
                        $sumQ += $q[$i, $j]
                    }
                }
                foreach ($j in 0..2) { $p[$i, $j] /= $sumP; $q[$i, $j] /= $sumQ }
            }
            $reports = @($x | Test-SneGradient @all -Sigma 2 -Map @(@(0), @(1), @(-1)) -WarningAction SilentlyContinue)
        }

        It 'has the gradient 2 Σ (yᵢ-yⱼ)(p(j|i) - q(j|i) + p(i|j) - q(i|j))' {
            $i = $reports[0].WorstPoint
            $expected = 0.0
            foreach ($j in 0..2) { $expected += 2 * ($y[$i] - $y[$j]) * ($p[$i, $j] - $q[$i, $j] + $p[$j, $i] - $q[$j, $i]) }
            Measure-Difference $reports[0].Gradient $expected | Should -BeLessThan 1e-14
            Measure-Difference $reports[0].Difference $expected | Should -BeLessThan 1e-9 # what differences lose to rounding
            $reports[0].Passed | Should -BeTrue
        }

        It 'has what the note prints: Σ 2(yᵢ-yⱼ)(p(j|i) - q(j|i)p(j|i)) + Σ 2(yⱼ-yᵢ)(p(i|j) - q(i|j)p(i|j))' {
            $i = $reports[1].WorstPoint
            $expected = 0.0
            foreach ($j in 0..2) {
                $expected += 2 * ($y[$i] - $y[$j]) * ($p[$i, $j] - $q[$i, $j] * $p[$i, $j])
                $expected += 2 * ($y[$j] - $y[$i]) * ($p[$j, $i] - $q[$j, $i] * $p[$j, $i])
            }
            Measure-Difference $reports[1].Gradient $expected | Should -BeLessThan 1e-14
        }

        It 'has the differences of the cost in every report' {
            foreach ($report in $reports) {
                $i = $report.WorstPoint
                $expected = 0.0
                foreach ($j in 0..2) { $expected += 2 * ($y[$i] - $y[$j]) * ($p[$i, $j] - $q[$i, $j] + $p[$j, $i] - $q[$j, $i]) }
                Measure-Difference $report.Difference $expected | Should -BeLessThan 1e-9
            }
        }
    }

    Context '-Formula and -Quiet' {
        It 'judge the analytic gradient by default' {
            $report = New-TestRow | Test-SneGradient -Perplexity 3
            $report | Should -HaveCount 1
            $report | Should -BeOfType ([SneTools.GradientReport])
            $report.Formula | Should -Be 'Analytic'
        }

        It 'report in the order asked for' {
            (New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed, Analytic).Formula | Should -Be 'Printed', 'Analytic'
        }

        It 'give one boolean: <Expected> for <Formula>' -ForEach @(
            @{ Formula = 'Analytic'; Expected = $true }
            @{ Formula = 'Printed'; Expected = $false }
            @{ Formula = 'Analytic', 'PrintedUnweighted'; Expected = $false }
        ) {
            $answer = New-TestRow | Test-SneGradient -Perplexity 3 -Formula $Formula -Quiet
            $answer | Should -BeOfType ([bool])
            $answer | Should -Be $Expected
        }

        It 'refuse no formula, of which all would pass, and one that is unknown' {
            { New-TestRow | Test-SneGradient -Formula @() -Quiet } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
            { New-TestRow | Test-SneGradient -Formula Wrong } | Should -Throw -ErrorId "ParameterArgumentTransformationError,$class"
        }
    }

    Context 'the whole family' {
        BeforeAll { $iris = Import-SneData "$dataFolder/iris.csv" }

        It 'passes: <Method> in <Precision>, exaggeration <Exaggeration>' -ForEach @(
            foreach ($method in 'Sne', 'SymmetricSne', 'TSne', 'TConditionalSne') {
                foreach ($precision in 'Double', 'Single') {
                    foreach ($exaggeration in 1, 12) { @{ Method = $method; Precision = $precision; Exaggeration = $exaggeration } }
                }
            }
        ) {
            $report = $iris | Test-SneGradient -Perplexity 15 -Method $Method -DegreeOfFreedom 1.7 -Precision $Precision -Exaggeration $Exaggeration -Dimension 3 -WarningAction SilentlyContinue
            $report.Method, $report.Precision | Should -Be $Method, $Precision
            $report.Tolerance | Should -Be $(if ($Precision -eq 'Single') { 1e-4 } else { 1e-6 })
            $report.MaxRelativeError | Should -BeLessThan $report.Tolerance
            $report.DirectionError | Should -BeLessThan $report.Tolerance
            $report.Passed | Should -BeTrue
        }

        It 'passes with <Affinity> affinities by every engine: <Method>' -ForEach @(
            foreach ($method in 'Sne', 'SymmetricSne', 'TSne', 'TConditionalSne') {
                @{ Method = $method; Affinity = 'Uniform'; With = @{} }
                @{ Method = $method; Affinity = 'Multiscale'; With = @{ PerplexityList = 8, 25 } }
            }
        ) {
            $reports = $iris | Test-SneGradient -Affinity $Affinity @With -Method $Method -Engine Exact, Interpolated -WarningAction SilentlyContinue
            $reports.Count | Should -Be 2
            $reports.Passed | Should -Be $true, $true
            $other = $iris | Test-SneGradient -Perplexity 15 -Method $Method -WarningAction SilentlyContinue
            (Format-Bit $reports[0].Gradient) -join ' ' | Should -Not -BeExactly ((Format-Bit $other.Gradient) -join ' ')
        }

        It 'is checked in double by default' {
            (New-TestRow | Test-SneGradient -Perplexity 3).Precision | Should -Be 'Double'
        }

        It 'has other gradients by -Method, -DegreeOfFreedom and -Exaggeration' {
            $gradients = foreach ($with in @{}, @{ Exaggeration = 4 }, @{ Method = 'TSne' }, @{ Method = 'TSne'; DegreeOfFreedom = 2 }, @{ Method = 'TConditionalSne' }, @{ Method = 'SymmetricSne' }) {
                (Format-Bit (New-TestRow | Test-SneGradient -Perplexity 3 @with).Gradient) -join ' '
            }
            foreach ($i in 1..5) {
                foreach ($j in 0..($i - 1)) { $gradients[$i] | Should -Not -BeExactly $gradients[$j] }
            }
        }

        It 'is refused with <Name> <Value>' -ForEach @(
            @{ Name = 'DegreeOfFreedom'; Value = 0; Range = 'greater than 0' }
            @{ Name = 'DegreeOfFreedom'; Value = -1; Range = 'greater than 0' }
            @{ Name = 'Exaggeration'; Value = -1; Range = 'at least 0' }
            @{ Name = 'Exaggeration'; Value = [double]::NaN; Range = 'at least 0' }
            @{ Name = 'SampleCount'; Value = 0; Range = 'at least 1' }
        ) {
            $with = @{ $Name = $Value; Method = 'TSne' }
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient -Perplexity 3 @with }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.Exception.Message | Should -BeLike "$Name * is out of range: it must be $Range."
        }

        It 'has formulas of the note for the note''s cost alone: <Name>' -ForEach @(
            @{ Name = 'not TSne'; With = @{ Method = 'TSne'; Formula = 'Printed' } }
            @{ Name = 'not SymmetricSne'; With = @{ Method = 'SymmetricSne'; Formula = 'Analytic', 'PrintedUnweighted' } }
            @{ Name = 'not exaggerated'; With = @{ Exaggeration = 4; Formula = 'Printed' } }
        ) {
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient -Perplexity 3 @With }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.Exception.Message | Should -BeLike 'The formula Printed* is about the method Sne*'
        }
    }

    Context '-Engine' {
        It 'judges every engine that is asked for' {
            $reports = @(New-TestRow 40 | Test-SneGradient -Perplexity 3 -Engine Interpolated, Exact, Multipole -WarningAction SilentlyContinue)
            $reports.Count | Should -Be 3
            "$($reports.Engine)" | Should -Be 'Interpolated Exact Multipole'
            $reports.Passed | ForEach-Object { $_ | Should -BeTrue }
        }

        It 'has BarnesHut as another name for Multipole, alone and among others' {
            $reports = @(New-TestRow 40 | Test-SneGradient -Perplexity 3 -Engine Exact, barnesHut -WarningAction SilentlyContinue)
            "$($reports.Engine)" | Should -Be 'Exact Multipole'
            (New-TestRow 40 | Test-SneGradient -Perplexity 3 -Engine BarnesHut -WarningAction SilentlyContinue).Engine | Should -Be 'Multipole'
        }

        It 'Interpolated passes on <Name>, with the error of the whole gradient: <Method>' -ForEach @(
            @{ Name = 'iris'; Label = 'species'; Method = 'Sne' }
            @{ Name = 'iris'; Label = 'species'; Method = 'SymmetricSne' }
            @{ Name = 'iris'; Label = 'species'; Method = 'TSne' }
            @{ Name = 'iris'; Label = 'species'; Method = 'TConditionalSne' }
            @{ Name = 'digits'; Label = 'digit'; Method = 'Sne' }
        ) {
            $data = Import-SneData "$dataFolder/$Name.csv" -Label $Label
            $report = $data | Test-SneGradient -Engine Interpolated -Method $Method -SampleCount 50 -WarningAction SilentlyContinue
            $report.Engine | Should -Be 'Interpolated'
            $report.GradientError | Should -BeGreaterThan 0
            $report.GradientError | Should -BeLessThan 1e-3
            $report.NormalizerError | Should -BeLessThan 1e-3
            $report.Tolerance | Should -Be 1e-3
            $report.Passed | Should -BeTrue
        }

        It 'passes at a finished map' {
            $iris = Import-SneData "$dataFolder/iris.csv"
            $map = $iris | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 50 -AsEmbedding -WarningAction SilentlyContinue
            $iris | Test-SneGradient -Engine Interpolated -Perplexity 15 -Map $map -Quiet -WarningAction SilentlyContinue | Should -BeTrue
        }

        It 'is the exact one by default, which has no other to differ from' {
            foreach ($with in @{}, @{ Engine = 'Exact' }) {
                $report = New-TestRow | Test-SneGradient -Perplexity 3 @with
                $report.Engine | Should -Be 'Exact'
                $report.GradientError | Should -BeNullOrEmpty
                $report.NormalizerError | Should -BeNullOrEmpty
            }
        }

        It 'fails below what an engine promises, if asked to' {
            New-TestRow 40 | Test-SneGradient -Perplexity 3 -Engine Interpolated -Tolerance 0 -Quiet | Should -BeFalse
        }

        It 'is refused with <Name>' -ForEach @(
            @{ Name = 'a formula of the note'; With = @{ Formula = 'Printed' }; Id = 'InvalidOption'; Message = '*computes Analytic alone*'; Target = 'Formula' }
            @{ Name = 'a precision'; With = @{ Precision = 'Single' }; Id = 'InvalidOption'; Message = '-Precision is for the exact engine*'; Target = 'Precision' }
            @{ Name = 'a perplexity of 0'; With = @{ Perplexity = 0 }; Id = 'PerplexityOutOfRange'; Message = 'Perplexity 0 *'; Target = 0 }
        ) {
            $options = @{ Perplexity = 3; Engine = 'Interpolated' }
            foreach ($key in $With.Keys) { $options[$key] = $With[$key] }
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient @options }
            $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.Exception.Message | Should -BeLike $Message
            $refusal.TargetObject | Should -Be $Target
        }

        It 'blames the dimension, or the map that has it, for being one that it has no maps of' {
            $rows = foreach ($i in 1..12) { , @(foreach ($k in 1..6) { [math]::Sin($i * $k) }) }
            $refusal = Get-Refusal { $rows | Test-SneGradient -Perplexity 3 -Engine Interpolated -Dimension 4 }
            $refusal.FullyQualifiedErrorId | Should -Be "DimensionOutOfRange,$class"
            $refusal.TargetObject | Should -Be 4
            $map = [double[, ]]::new(12, 4)
            $refusal = Get-Refusal { $rows | Test-SneGradient -Perplexity 3 -Engine Interpolated -Map $map }
            $refusal.FullyQualifiedErrorId | Should -Be "DimensionOutOfRange,$class"
            , $refusal.TargetObject | Should -BeOfType ([double[, ]])
            $refusal.Exception.Message | Should -BeLike '*the engine Interpolated makes maps of 1 to 3 dimensions*'
        }
    }

    Context '-SampleCount' {
        It 'checks <Expected> of 12 points when asked for <Asked>' -ForEach @(
            @{ Asked = 1; Expected = 1 }
            @{ Asked = 5; Expected = 5 }
            @{ Asked = 12; Expected = 12 }
            @{ Asked = 100; Expected = 12 }
        ) {
            $report = New-TestRow | Test-SneGradient -Perplexity 3 -Method TSne -SampleCount $Asked
            $report.Count, $report.CheckedPoints | Should -Be 12, $Expected
            $report.Passed | Should -BeTrue
        }

        It 'takes the points by the seed' {
            $map = foreach ($i in 1..12) { , @([math]::Sin($i), [math]::Cos(2 * $i)) }
            $worst = foreach ($seed in 1..8) { (New-TestRow | Test-SneGradient -Perplexity 3 -Map $map -Formula Printed -SampleCount 1 -Seed $seed).WorstPoint }
            $again = (New-TestRow | Test-SneGradient -Perplexity 3 -Map $map -Formula Printed -SampleCount 1 -Seed 1).WorstPoint
            $again | Should -Be $worst[0]
            @($worst | Where-Object { $_ -ne $worst[0] }).Count | Should -BeGreaterThan 0
        }
    }

    Context '-Map' {
        BeforeAll {
            $embedding = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsEmbedding
            $expected = New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed -Map $embedding
        }

        It 'may be an array of rows, a matrix, mapped rows or points' {
            $pairs = foreach ($point in $embedding.Points) { , @($point.Y1, $point.Y2) }
            $mapped = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5
            foreach ($map in $pairs, $embedding.Map.ToArray(), $embedding.Map, $mapped, $embedding.Points) {
                $report = New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed -Map $map
                $report.Passed | Should -BeFalse
                Format-Bit $report.MaxRelativeError | Should -Be (Format-Bit $expected.MaxRelativeError)
                Format-Bit $report.Gradient | Should -Be (Format-Bit $expected.Gradient)
            }
        }

        It 'passes the analytic gradient where a run has ended' {
            $iris = Import-SneData "$dataFolder/iris.csv"
            $map = $iris | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 100 -AsEmbedding -WarningAction SilentlyContinue
            $iris | Test-SneGradient -Perplexity 15 -Map $map -Quiet -WarningAction SilentlyContinue | Should -BeTrue
        }

        It 'may have any dimension: <_>' -ForEach 1, 3, 5 {
            $dimension = $_
            $map = foreach ($i in 1..12) { , @(foreach ($k in 1..$dimension) { [math]::Sin($i * $k + $k) }) }
            $report = New-TestRow | Test-SneGradient -Perplexity 3 -Map $map
            $report.Dimension | Should -Be $dimension
            $report.Gradient | Should -HaveCount $dimension
            $report.Passed | Should -BeTrue
        }

        It 'is random without the parameter, by -Seed and -Dimension' {
            $zero, $again, $one = foreach ($seed in 0, 0, 1) { New-TestRow | Test-SneGradient -Perplexity 3 -Seed $seed }
            Format-Bit $again.Gradient | Should -Be (Format-Bit $zero.Gradient)
            Format-Bit $one.Gradient | Should -Not -Be (Format-Bit $zero.Gradient)
            (New-TestRow | Test-SneGradient -Perplexity 3 -Dimension 1).Gradient | Should -HaveCount 1
        }

        It 'is refused if it <Name>' -ForEach @(
            @{ Name = 'has too few rows'; Map = @(@(1, 2), @(3, 4)); Message = '*12 points*2 x 2*' }
            @{ Name = 'is ragged'; Map = @(@(1, 2), @(3, 4, 5)); Message = '*Row 2*' }
            @{ Name = 'has a NaN'; Map = @(@(1, 2), @(3, [double]::NaN)); Message = '*Row 2*NaN*' }
            @{ Name = 'is empty'; Map = @(); Message = '*no rows*' }
            @{ Name = 'is a number'; Map = 5; Message = '*single value 5*' }
            @{ Name = 'is text'; Map = 'Pca'; Message = "*'Pca'*" }
        ) {
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient -Perplexity 3 -Map $Map }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidMap,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.Exception.Message | Should -BeLike $Message
        }
    }

    Context '-Step and -Tolerance' {
        It 'fail the analytic gradient where the tolerance is below the error, and pass the printed one where it is above' {
            $report = New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed
            $report.Tolerance | Should -Be 1e-6
            New-TestRow | Test-SneGradient -Perplexity 3 -Tolerance 0 -Quiet | Should -BeFalse
            New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed -Tolerance ($report.MaxRelativeError * 1.01) -Quiet | Should -BeTrue
            New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed -Tolerance ($report.MaxRelativeError * 0.99) -Quiet | Should -BeFalse
        }

        It 'makes coarser differences with a larger step' {
            $fine, $coarse = foreach ($step in 1e-3, 0.3) { New-TestRow | Test-SneGradient -Perplexity 3 -Step $step }
            $fine.Step, $coarse.Step | Should -Be 0.001, 0.3
            $coarse.MaxRelativeError | Should -BeGreaterThan (1000 * $fine.MaxRelativeError)
            $coarse.Passed | Should -BeFalse
        }

        It 'are refused out of range: <Name> <Value>' -ForEach @(
            @{ Name = 'Step'; Value = 0 }
            @{ Name = 'Step'; Value = -1e-3 }
            @{ Name = 'Step'; Value = [double]::NaN }
            @{ Name = 'Step'; Value = [double]::PositiveInfinity }
            @{ Name = 'Tolerance'; Value = -1 }
            @{ Name = 'Tolerance'; Value = [double]::NaN }
        ) {
            $with = @{ $Name = $Value }
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient -Perplexity 3 @with }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.Exception.Message | Should -BeLike "*$Name*out of range*"
        }
    }

    Context 'the data' {
        It 'may have gaps, with -MissingValue <_>' -ForEach 'Drop', 'Mean' {
            $rows = @(New-TestRow)
            $rows[3].a = ''
            $report = $rows | Test-SneGradient -Perplexity 3 -MissingValue $_ -WarningVariable warned -WarningAction SilentlyContinue
            $report.Count | Should -Be $(if ($_ -eq 'Drop') { 11 } else { 12 })
            $report.Passed | Should -BeTrue
            "$warned" | Should -BeLike '1 *was*'
        }

        It 'may be reduced to principal components' {
            $whole, $all, $two = foreach ($with in @{}, @{ PrincipalComponent = 3 }, @{ PrincipalComponent = 2; Dimension = 1 }) {
                New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed @with
            }
            [math]::Abs($whole.MaxRelativeError - $all.MaxRelativeError) | Should -BeLessThan 1e-6
            [math]::Abs($whole.MaxRelativeError - $two.MaxRelativeError) | Should -BeGreaterThan 1e-3
            New-TestRow | Test-SneGradient -Perplexity 3 -PrincipalComponent 2 -Dimension 1 -Quiet | Should -BeTrue
            { New-TestRow | Test-SneGradient -Perplexity 3 -PrincipalComponent 1 } | Should -Throw -ErrorId "DimensionOutOfRange,$class"
        }

        It 'may have <Name>, with a warning' -ForEach @(
            @{ Name = 'equal rows'; Change = { param($rows) $rows[4] = $rows[3] }; Warning = '*1 row equals*' }
            @{ Name = 'a constant column'; Change = { param($rows) foreach ($row in $rows) { $row.b = 1 } }; Warning = '*1 column is constant*b*' }
            @{ Name = 'a point 1e6 away'; Change = { param($rows) $rows[4].a = 1e6 }; Warning = '*1 row is so far*row 5*' }
        ) {
            $rows = @(New-TestRow)
            & $Change $rows
            $report = $rows | Test-SneGradient -Perplexity 3 -WarningVariable warned -WarningAction SilentlyContinue
            $report.Passed | Should -BeTrue
            "$warned" | Should -BeLike $Warning
        }

        It 'need as many columns as the map has dimensions: <_>' -ForEach 4, 0, -1 {
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient -Perplexity 3 -Dimension $_ }
            $refusal.FullyQualifiedErrorId | Should -Be "DimensionOutOfRange,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.TargetObject | Should -Be $_
            $refusal.Exception.Message | Should -BeLike 'Dimension * for data of 3 columns: it must be from 1 to 3.'
        }

        It 'are not <Name>' -ForEach (. $PSScriptRoot/RefusedRows.ps1) { Assert-Refused Test-SneGradient $_ }
    }

    Context '-Formula of one''s own' {
        BeforeAll {
            # The right gradient of any method, with a kernel's φ.
            function Get-OwnGradient($P, $Q, $Y, [scriptblock] $Phi, [double] $Scale = 1) {
                for ($i = 0; $i -lt $Y.GetLength(0); $i++) {
                    for ($c = 0; $c -lt $Y.GetLength(1); $c++) {
                        $sum = 0.0
                        for ($j = 0; $j -lt $Y.GetLength(0); $j++) {
                            $d = 0.0
                            for ($k = 0; $k -lt $Y.GetLength(1); $k++) { $d += [math]::Pow($Y[$i, $k] - $Y[$j, $k], 2) }
                            $sum += 2 * (& $Phi $d) * ($Y[$i, $c] - $Y[$j, $c]) * ($P[$i, $j] + $P[$j, $i] - $Q[$i, $j] - $Q[$j, $i])
                        }
                        $sum * $Scale
                    }
                }
            }
            $points = @(0, 0), @(1, 0), @(0, 2)
            $onPoints = @{ Perplexity = 1.5; Map = $points; WarningAction = 'SilentlyContinue' }
        }

        It 'is judged for <Method>, <Exaggeration> times exaggerated, beside those that have names' -ForEach @(
            @{ Method = 'Sne'; Freedom = 1; Exaggeration = 1 }
            @{ Method = 'SymmetricSne'; Freedom = 1; Exaggeration = 1 }
            @{ Method = 'TSne'; Freedom = 1; Exaggeration = 4 }
            @{ Method = 'TSne'; Freedom = 2.5; Exaggeration = 1 }
            @{ Method = 'TConditionalSne'; Freedom = 1; Exaggeration = 4 }
        ) {
            $alpha = $Freedom
            $phi = if ($Method -in 'Sne', 'SymmetricSne') { { 1 } } else { { param($d) ($alpha + 1) / (2 * ($alpha + $d)) } }
            $right = { param($P, $Q, $Y) Get-OwnGradient $P $Q $Y $phi }
            $wrong = { param($P, $Q, $Y) Get-OwnGradient $P $Q $Y $phi 1.001 }
            $reports = @(New-TestRow | Test-SneGradient -Perplexity 3 -Method $Method -DegreeOfFreedom $Freedom -Exaggeration $Exaggeration -Formula @{ Right = $right }, analytic, @{ Wrong = $wrong })
            $reports.Formula | Should -Be 'Right', 'Analytic', 'Wrong'
            $reports.Passed | Should -Be $true, $true, $false
            $reports[0].Method | Should -Be $Method
            Measure-Difference $reports[0].MaxRelativeError $reports[1].MaxRelativeError | Should -BeLessThan 1e-12 # the same sum in another order
            Measure-Difference $reports[2].MaxRelativeError 0.001 | Should -BeLessThan 1e-9
        }

        It 'gets P and Q as Get-SneProbability gives them, and copies that it may change' {
            $seen = @{}
            $look = { param($P, $Q, $Y) $seen.P, $seen.Q, $seen.Y = $P.Clone(), $Q.Clone(), $Y.Clone(); $P[0, 1] = $Q[0, 1] = $Y[0, 1] = 99; , [double[, ]]::new(3, 2) }
            $null = $points | Test-SneGradient @onPoints -Formula $look, $look, Printed
            $p = $points | Get-SneProbability -Perplexity 1.5 -AsMatrix
            Format-Bit ($seen.P | ForEach-Object { $_ }) | Should -Be (Format-Bit ($p | ForEach-Object { $_ }))
            $q = $points | Get-SneProbability -Space Map -AsMatrix
            Measure-Difference ($seen.Q | ForEach-Object { $_ }) ($q | ForEach-Object { $_ }) | Should -BeLessThan 1e-15
            $seen.Y | ForEach-Object { $_ } | Should -Be 0, 0, 1, 0, 0, 2
        }

        It 'may give <Name>' -ForEach @(
            @{ Name = 'an array in two dimensions'; Formula = { $g = [double[, ]]::new(3, 2); $g[2, 1] = 7; $g } }
            @{ Name = 'the same, wrapped'; Formula = { $g = [double[, ]]::new(3, 2); $g[2, 1] = 7; , $g } }
            @{ Name = 'rows'; Formula = { @(0, 0), @(0, 0), @(0, 7) } }
            @{ Name = 'rows in a list'; Formula = { $list = [System.Collections.Generic.List[object]]::new(); 0, 0, 7 | ForEach-Object { $list.Add(@(0.0, $_)) }; , $list } }
            @{ Name = 'numbers'; Formula = { 0, 0, 0; 0; [decimal] 0; [float] 7 } }
            @{ Name = 'a matrix'; Formula = { [SneTools.Matrix]::new(3, 2, [double[]] (0, 0, 0, 0, 0, 7)) } }
        ) {
            $entries = @($points | Test-SneGradient @onPoints -Formula $Formula -PassThru)
            $entries.Gradient | Should -Be 0, 0, 0, 0, 0, 7
        }

        It 'may be a function, and has a name' {
            function Get-Nothing($P, $Q, $Y) { , [double[, ]]::new($Y.GetLength(0), $Y.GetLength(1)) }
            $nothing = { , [double[, ]]::new(3, 2) }
            $reports = $points | Test-SneGradient @onPoints -Formula (Get-Command Get-Nothing), $nothing, $nothing, ([ordered]@{ A = $nothing; B = Get-Command Get-Nothing })
            $reports.Formula | Should -Be 'Get-Nothing', 'Own', 'Own2', 'A', 'B'
            $points | Test-SneGradient @onPoints -Formula Analytic, $nothing -Quiet | Should -BeFalse
        }

        It 'is refused where it gives <Name>' -ForEach @(
            @{ Name = 'nothing'; Formula = { }; Row = $null; Message = 'The formula Own gave nothing. *3 x 2 numbers*' }
            @{ Name = 'null'; Formula = { $null }; Row = $null; Message = 'The formula Own gave nothing. *' }
            @{ Name = 'one number'; Formula = { 1 }; Row = $null; Message = 'The formula Own gave 1 number, and not 6. *' }
            @{ Name = 'a matrix of another shape'; Formula = { , [double[, ]]::new(2, 3) }; Row = $null; Message = 'The formula Own gave 2 rows, and not 3. *' }
            @{ Name = 'too few rows'; Formula = { @(1, 2), @(3, 4) }; Row = $null; Message = 'The formula Own gave 2 rows, and not 3. *' }
            @{ Name = 'a short row'; Formula = { @(1, 2), @(3, 4), @(, 5) }; Row = 3; Message = 'The formula Own gave 1 number for point 2 (counted from 0), and not 2. *' }
            @{ Name = 'a text'; Formula = { 1, 2, 3, 'four', 5, 6 }; Row = 2; Message = "The formula Own gave 'four' for point 1 (counted from 0), coordinate 2, and no number. *" }
            @{ Name = 'NaN'; Formula = { 1, 2, 3, 4, 5, [double]::NaN }; Row = 3; Message = 'The formula Own gave NaN for point 2 (counted from 0), coordinate 2; *' }
            @{ Name = 'infinity'; Formula = { [double]::PositiveInfinity, 2, 3, 4, 5, 6 }; Row = 1; Message = 'The formula Own gave Infinity for point 0 *' }
        ) {
            $refusal = Get-Refusal { $points | Test-SneGradient @onPoints -Formula Analytic, $Formula }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidFormula,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidResult'
            $refusal.Exception.Message | Should -BeLike $Message
            $refusal.Exception.Row | Should -Be $Row
        }

        It 'is refused where it fails, with the line: <Name>' -ForEach @(
            @{ Name = 'an exception'; Line = '$x = 1 / $zero'; Message = 'Attempted to divide by zero.' }
            @{ Name = 'an error of a cmdlet'; Line = 'Get-Item ./no-such-item'; Message = "Cannot find path '*no-such-item' because it does not exist." }
            @{ Name = 'a throw'; Line = "throw 'not yet'"; Message = 'not yet' }
        ) {
            $formula = [scriptblock]::Create("param(`$P, `$Q, `$Y)`n`$zero = 0`n$Line`n1..6")
            $refusal = Get-Refusal { $points | Test-SneGradient @onPoints -Formula @{ Mine = $formula } }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidFormula,$class"
            $refusal.Exception.Message | Should -BeLike "The formula Mine failed in line 3, '$Line': $Message"
            $refusal.Exception.Row | Should -Be 3
        }

        It 'is told what a formula is: <Name>' -ForEach @(
            @{ Name = 'an unknown name'; Formula = 'Printedd'; Message = '*There is no formula Printedd. Formulas are Analytic, Printed, PrintedUnweighted, or one of your own: { param($P, $Q, $Y) ... }*' }
            @{ Name = 'a number'; Formula = 5; Message = '*A value of type Int32 is no formula.*' }
            @{ Name = 'no block in a table'; Formula = @{ A = 5 }; Message = '*The value of A is no script block.*' }
            @{ Name = 'no name in a table'; Formula = @{ ' ' = { } }; Message = '*has an empty name*' }
        ) {
            { $points | Test-SneGradient @onPoints -Formula $Formula } | Should -Throw $Message -ErrorId "ParameterArgumentTransformationError,$class"
        }

        It 'is for all pairs, not for an engine for many points' {
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient -Perplexity 3 -Engine Interpolated -Formula { 1 } }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.Exception.Message | Should -BeLike '*those of your own, run over all pairs*'
        }
    }

    Context '-PassThru' {
        It 'gives every coordinate of every point, by each formula and engine' {
            $entries = @(New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed, Analytic -PassThru)
            $entries.Count | Should -Be 48
            $reports = New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed, Analytic
            foreach ($report in $reports) {
                $there = $entries.Where{ $_.Formula -eq $report.Formula -and $_.Point -eq $report.WorstPoint }
                $there.Coordinate | Should -Be 1, 2
                Format-Bit $there.Gradient | Should -Be (Format-Bit $report.Gradient)
                Format-Bit $there.Numerical | Should -Be (Format-Bit $report.Difference)
                Format-Bit $there.Error | Should -Be (Format-Bit ($report.Gradient[0] - $report.Difference[0]), ($report.Gradient[1] - $report.Difference[1]))
            }
            $engines = New-TestRow 40 | Test-SneGradient -Perplexity 3 -Engine Exact, Interpolated -PassThru -WarningAction SilentlyContinue
            ($engines | Group-Object Engine).ForEach{ $_.Count } | Should -Be 80, 80
        }

        It 'gives the points of the sample, by their own numbers' {
            $report = New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed -SampleCount 3
            $entries = New-TestRow | Test-SneGradient -Perplexity 3 -Formula Printed -SampleCount 3 -PassThru
            $entries.Count | Should -Be 6
            Format-Bit $entries.Where{ $_.Point -eq $report.WorstPoint }.Gradient | Should -Be (Format-Bit $report.Gradient)
        }

        It 'is no answer of yes or no' {
            $refusal = Get-Refusal { New-TestRow | Test-SneGradient -Perplexity 3 -PassThru -Quiet }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.Exception.Message | Should -BeLike '-Quiet and -PassThru exclude each other*'
        }

        It 'is shown as a table' {
            $points = @(0, 0), @(1, 0), @(0, 2)
            $shown = $points | Test-SneGradient -Perplexity 1.5 -Map $points -PassThru | Out-String -Width 79
            $shown | Should -Match 'Formula +Point +Coordinate +Gradient +Numerical +Error'
            $shown | Should -Match 'Analytic +0 +Y1 +0\.430282 +0\.430282'
        }
    }

    It 'gives the same bits with one thread and with two' {
        $iris = Import-SneData "$dataFolder/iris.csv"
        $one, $two = foreach ($threads in 1, 2) {
            $iris | Test-SneGradient -Perplexity 15 -ThrottleLimit $threads -WarningAction SilentlyContinue
        }
        Format-Bit $one.MaxRelativeError, $one.MeanRelativeError | Should -Be (Format-Bit $two.MaxRelativeError, $two.MeanRelativeError)
    }
}
