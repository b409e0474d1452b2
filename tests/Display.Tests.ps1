# What a person sees: tables and short lists, whole words, and the same digits in every culture.
Describe 'On the screen' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $iris = Import-SneData "$dataFolder/iris.csv"
        $wine = Import-SneData "$dataFolder/wine.csv" -WarningAction SilentlyContinue
        $map = $wine | Invoke-SneEmbedding -Method TSne -Standardize -MaxIteration 30 -AsEmbedding -SnapshotInterval 10 -WarningAction SilentlyContinue
        $model = $iris | Invoke-SneEmbedding -Standardize -PrincipalComponent 3 -MaxIteration 10 -AsModel -WarningAction SilentlyContinue
        $quality = $map | Measure-SneEmbedding
        $sweep = New-SneSweep "$TestDrive/sweep" "$dataFolder/iris.csv" @{ Method = 'Sne', 'TConditionalSne'; EarlyExaggerationIteration = 2, 5; MaxIteration = @(6) } -Measure -WarningAction SilentlyContinue
        $runs = $sweep | Invoke-SneSweep -WarningAction SilentlyContinue

        # Objects of every type that the module gives, and of those that these have as properties.
        $things = [ordered]@{
            Dataset = $wine; LabelColumn = $wine.Labels; SourceColumn = $wine.Sources | Select-Object -First 2; Matrix = $wine.Values; DatasetRow = $iris[3]
            Embedding = $map; SneModel = $model; EmbeddingOptions = $model.Options; DescentOptions = $model.Options.Descent; InitialMap = $model.Options.Initialization
            Preparation = $model.Preparation; Standardization = $model.Preparation.Standardization; PrincipalComponents = $model.Preparation.Components
            StageTiming = $map.Stages; HistoryPoint = $map.History | Select-Object -First 2; MapSnapshot = $map.Snapshots; PointDivergence = $map.PointDivergence
            EmbeddingQuality = $quality; PointQuality = $quality.Points | Select-Object -First 2
            Affinities = $map.Affinities; ConditionalDistribution = $iris | Get-SneProbability -WarningAction SilentlyContinue | Select-Object -First 2
            ProbabilityPair = $iris | Get-SneProbability -AsPair -WarningAction SilentlyContinue | Select-Object -First 2
            NeighborGraph = $iris | Get-SneNeighbor -AsGraph -WarningAction SilentlyContinue; PointNeighbor = $iris | Get-SneNeighbor -NeighborCount 2 -WarningAction SilentlyContinue | Select-Object -First 2
            GradientReport = $iris | Test-SneGradient -Engine Interpolated -Method TConditionalSne -WarningAction SilentlyContinue
            'GradientReport of the note' = $iris | Test-SneGradient -Formula Analytic, PrintedUnweighted -WarningAction SilentlyContinue
            GradientCoordinate = $iris | Test-SneGradient -PassThru -SampleCount 2 -WarningAction SilentlyContinue | Select-Object -First 3; SneSample = Get-SneSample | Select-Object -First 3
            MapComparison = Compare-SneEmbedding $map $map; PointComparison = (Compare-SneEmbedding $map $map).Points | Select-Object -First 2
            SweepFolder = $sweep; SweepPlan = $sweep.Plan; PlannedRun = $sweep.Plan.Runs; SweepRun = $runs
        }
        function Get-Screen($Thing, [int] $Width = 79) {
            ($Thing | Out-String -Width $Width).TrimEnd() -split "`r?`n"
        }
    }

    It 'has an object of every type that the cmdlets say they give' {
        $types = (Get-Module SneTools).ExportedCmdlets.Values.ForEach{ $_.OutputType.Type }.Where{ $_ -and $_.Assembly.GetName().Name -like 'SneTools*' }
        foreach ($type in $types | Sort-Object Name -Unique) {
            $things.Contains($type.Name) | Should -BeTrue -Because $type.Name
        }
    }

    It 'prints a thing of every type in at most 20 lines, none wider than 79 columns or cut' {
        foreach ($name in $things.Keys) {
            $lines = Get-Screen $things[$name]
            $lines.Count | Should -BeLessOrEqual 20 -Because $name
            foreach ($line in $lines) {
                $line.Length | Should -BeLessOrEqual 79 -Because "$name, $line"
                if ($name -notin 'Dataset', 'DescentOptions', 'Preparation') { $line.Contains([char] 0x2026) | Should -BeFalse -Because "$name, $line" }
            }
            "$lines" | Should -Not -Match '\d\.\d{9}' -Because $name # six digits, behind at most three zeros
        }
    }

    It 'prints it in at most 15 lines behind one of another type' {
        foreach ($name in $things.Keys) {
            $before = if ($name -eq 'PointDivergence') { $iris | Get-SneNeighbor -AsGraph -WarningAction SilentlyContinue } else { $map.PointDivergence }
            $one = @($things[$name])[0]
            $alone = (Get-Screen $before).Count
            $both = Get-Screen @($before, $one)
            ($both.Count - $alone) | Should -BeLessOrEqual 17 -Because $name
            foreach ($line in $both) { $line.Length | Should -BeLessOrEqual 79 -Because "$name, $line" }
        }
    }

    It 'prints several maps, measures and runs in one script as what they are' {
        $lines = Get-Screen @($quality, $map, $model, $wine, $runs)
        $lines.Count | Should -BeLessOrEqual 100
        $text = $lines -join "`n"
        foreach ($part in 'Method *: TSne', 'Cost *: \d\.\d+ nats', 'Scaling *: standardized', 'Rows *: 4 columns, standardized, 3 components', 'Columns *: \{alcohol', 'File *: iris.csv') {
            $text | Should -Match $part
        }
    }

    It 'prints numbers the same in every culture' {
        $culture = [cultureinfo]::CurrentCulture
        $plain = foreach ($name in $things.Keys) { if ($name -notin 'DatasetRow', 'DescentOptions', 'InitialMap', 'Preparation', 'PlannedRun') { Get-Screen $things[$name] } }
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $german = foreach ($name in $things.Keys) { if ($name -notin 'DatasetRow', 'DescentOptions', 'InitialMap', 'Preparation', 'PlannedRun') { Get-Screen $things[$name] } }
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        for ($i = 0; $i -lt $plain.Count; $i++) { $german[$i] | Should -BeExactly $plain[$i] }
    }

    It 'shows no property more than there is' {
        ($map | Get-Member -MemberType Properties).Name | Should -Not -Contain 'Cost'
        $map | Select-Object * | ForEach-Object { $_.PSObject.Properties.Name } | Should -Not -Contain 'Run'
    }
}

Describe 'A data set' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $iris = Import-SneData "$dataFolder/iris.csv"
        $csv = @(Import-Csv "$dataFolder/iris.csv")
    }

    It 'prints its first rows' {
        $lines = ($iris | Out-String -Width 79).Trim() -split "`r?`n"
        $lines[0] | Should -BeExactly '150 rows x 4 columns, 1 along: species'
        $lines[2] -split '\s+' | Should -Be $iris.Columns[0], $iris.Columns[1], $iris.Columns[2], $iris.Columns[3], 'species'
        $lines[4].Trim() -split '\s+' | Should -Be '5.1', '3.5', '1.4', '0.2', 'setosa'
        $lines[-1] | Should -BeExactly '... 144 more rows'
    }

    It 'prints whole columns where there is no room for all' {
        $wide = Import-SneData "$dataFolder/digits.csv" -Label digit
        $lines = ($wide | Out-String -Width 79).Trim() -split "`r?`n"
        foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual 79 }
        $lines[2] | Should -Match '\u2026 digit$'
    }

    It 'gives its rows by their number' {
        foreach ($i in 0, 3, 149) {
            foreach ($row in $iris[$i], $iris.Row($i)) {
                $row.species | Should -BeExactly $csv[$i].species
                $row.SEPAL_LENGTH | Should -BeExactly ([double] $csv[$i].sepal_length)
                $row.PSObject.Properties.Name | Should -Be 'sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species'
            }
        }
        $iris[-1].petal_width | Should -Be $csv[149].petal_width
        $iris.Row(-150).sepal_width | Should -Be $csv[0].sepal_width
        ($iris[0..4] | Measure-Object).Count | Should -Be 5
        $iris[0].nothing | Should -BeNullOrEmpty
        (Get-Refusal { $iris.Row(1).Item("nothing") }).Exception.InnerException.Message | Should -BeLike "There is no column 'nothing'; the columns are sepal_length*"
    }

    It 'refuses a row that it does not have: <_>' -ForEach 150, -151, ([int]::MaxValue) {
        (Get-Refusal { $iris.Row($_) }).Exception.InnerException.Message | Should -BeExactly "There is no row ${_}: the data have 150, which are 0 to 149, or -1 to -150 from the end."
        $iris[$_] | Should -BeNullOrEmpty # as of an array
    }

    It 'gives rows that go on as any others do' {
        $rows = foreach ($i in 0..149) { $iris[$i] }
        $with = @{ Perplexity = 15; MaxIteration = 5; AsEmbedding = $true; WarningAction = 'SilentlyContinue' }
        Format-Bit ($rows | Invoke-SneEmbedding @with).Map.Values | Should -Be (Format-Bit ($iris | Invoke-SneEmbedding @with).Map.Values)
        ($rows[0] | ConvertTo-Csv)[1] | Should -BeExactly '"5.1","3.5","1.4","0.2","setosa"'
        { $rows[0].species = 'other' } | Should -Throw '*stay as they are*'
    }

    It 'gives vectors and categories as the source had them' {
        $file = Write-TestFile vectors.json '[{"v":[1,2,3],"kind":"a"},{"v":[4,5,6],"kind":"b"},{"v":[4,5,7],"kind":"b"}]'
        $row = (Import-SneData $file -Categorical kind)[1]
        $row.v | Should -Be 4, 5, 6
        $row.kind | Should -BeExactly 'b'
    }
}
