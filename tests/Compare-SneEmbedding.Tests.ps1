Describe 'Compare-SneEmbedding' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.CompareSneEmbeddingCommand'
        $data = Import-SneData "$dataFolder/iris.csv"
        $with = @{ Method = 'TSne'; Perplexity = 15; MaxIteration = 150; WarningAction = 'SilentlyContinue' }
        $model = $data | Invoke-SneEmbedding @with -AsModel
        $map = $model.Embedding
        $other = $data | Invoke-SneEmbedding @with -Initialization Random -Seed 4 -AsEmbedding

        # The rows of a map as a file has them, with a name for each; turned by 90 degrees, twice as large and shifted.
        function Get-Row([switch] $Turned) {
            for ($i = 0; $i -lt 150; $i++) {
                $y1, $y2 = $map.Map.Values[2 * $i], $map.Map.Values[2 * $i + 1]
                if ($Turned) { $y1, $y2 = (5 - 2 * $y2), (2 * $y1) }
                [pscustomobject]@{ id = "f$i"; note = 'x'; Y1 = $y1; Y2 = $y2 }
            }
        }
    }

    It 'gives one object with every measure, of two maps' {
        $result = Compare-SneEmbedding $other -Reference $map
        $result | Should -HaveCount 1
        $result | Should -BeOfType SneTools.MapComparison
        $result.Count, $result.Unmatched, $result.UnmatchedReference, $result.MapNumber, $result.ReferenceNumber | Should -Be 150, 0, 0, 1, 0
        "$($result.Verdict)", $result.IsSame, $result.NeighborCount | Should -Be 'Different', $false, 10
        $result.Points | Should -HaveCount 150

        # By the definition: what is left of the reference, in a script of its own.
        $left = 0.0; $all = 0.0
        for ($k = 0; $k -lt 300; $k++) {
            $left += ($result.Aligned.Values[$k] - $map.Map.Values[$k]) * ($result.Aligned.Values[$k] - $map.Map.Values[$k])
            $all += $map.Map.Values[$k] * $map.Map.Values[$k] # Its mean is 0.
        }
        [math]::Abs($left / $all - $result.ProcrustesDistance) | Should -BeLessThan 1e-12 # Two orders of the sums.
        $result.NeighborOverlap | Should -BeGreaterThan (3 * $result.ChanceOverlap)
    }

    It 'takes a map as <Name>' -ForEach @(
        @{ Name = 'a model'; Given = { $model } }
        @{ Name = 'an embedding'; Given = { $map } }
        @{ Name = 'a matrix'; Given = { $map.Map } }
        @{ Name = 'a two-dimensional array'; Given = { , $map.Map.ToArray() } }
        @{ Name = 'rows'; Given = { , @($map.Points) } }
        @{ Name = 'arrays of numbers'; Given = { , @(for ($i = 0; $i -lt 150; $i++) { , @($map.Map.Values[(2 * $i)..(2 * $i + 1)]) }) } }
        @{ Name = 'a file'; Given = { $null = $map | Export-SneEmbedding $TestDrive/map.csv -Force; , @(Import-Csv $TestDrive/map.csv) } }
        @{ Name = 'an imported file'; Given = { $map | Export-SneEmbedding $TestDrive/map.npy -Force; Import-SneData $TestDrive/map.npy } }
        @{ Name = 'an embedding of a job'; Given = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($map, 4)) } }
    ) {
        $given = & $Given
        (Compare-SneEmbedding $given -Reference $model).Verdict | Should -Be 'Identical'
        (Compare-SneEmbedding $model -Reference $given).Verdict | Should -Be 'Identical'
        (, $given | Compare-SneEmbedding -Reference $map).Verdict | Should -Be 'Identical'
    }

    It 'sees through a turn, a reflection, a scale and a shift' {
        $result = Get-Row -Turned | Compare-SneEmbedding -Reference $map
        "$($result.Verdict)", $result.IsReflected | Should -Be 'Same', $false
        Measure-Difference $result.Scale 0.5 | Should -BeLessThan 1e-12 # Rounding.
        Measure-Difference $result.Aligned.Values $map.Map.Values | Should -BeLessThan 1e-11 # Likewise, of places of 100.
        $result.NeighborOverlap | Should -Be 1
        ($result | Out-String) | Should -BeLike '*turned by -90 degrees, scaled by 0.5*'
    }

    It 'matches rows by a label in any order, counts those of one map alone, and tells which moved' {
        $reference = @(Get-Row)
        $rows = @(Get-Row -Turned | Select-Object -Skip 20 | Sort-Object Y1) + [pscustomobject]@{ id = 'new'; note = 'x'; Y1 = 1; Y2 = 2 }
        $rows[7].Y2 += 50
        $result = Compare-SneEmbedding $rows $reference -MatchBy id -WarningVariable warnings -WarningAction SilentlyContinue
        $result.Count, $result.Unmatched, $result.UnmatchedReference | Should -Be 130, 1, 20
        "$warnings" | Should -BeLike '*130 rows are in both*1 are in the map alone*20 in the reference alone*'
        $result.Aligned.Rows | Should -Be 131
        $far = $result.Points | Sort-Object Displacement -Descending -Top 1
        $far.Index, $far.Label | Should -Be 7, $rows[7].id
        "f$($far.ReferenceIndex)" | Should -Be $far.Label
        foreach ($point in $result.Points) { if ("f$($point.ReferenceIndex)" -ne $point.Label) { throw $point } }

        $two = Compare-SneEmbedding $rows $reference -MatchBy note, id -WarningAction SilentlyContinue
        $two.ProcrustesDistance | Should -Be $result.ProcrustesDistance
    }

    It 'compares many maps with the first, or with each other' {
        $third = $data | Invoke-SneEmbedding @with -Initialization Random -Seed 5 -AsEmbedding
        $all = @($map, $other, $third | Compare-SneEmbedding)
        $all.MapNumber | Should -Be 2, 3
        $all.ReferenceNumber | Should -Be 1, 1
        $pairs = @(Compare-SneEmbedding $map, $other, $third -Pairwise)
        ($pairs | ForEach-Object { "$($_.ReferenceNumber)-$($_.MapNumber)" }) -join ' ' | Should -Be '1-2 1-3 2-3'
        $pairs[0].ProcrustesDistance | Should -Be $all[0].ProcrustesDistance
        $arrays = @($map.Points), @($other.Points)
        ($arrays | Compare-SneEmbedding).ProcrustesDistance | Should -Be $all[0].ProcrustesDistance
    }

    It 'answers yes or no' {
        Compare-SneEmbedding $map $map -Quiet | Should -BeExactly $true
        $map, $map, $other | Compare-SneEmbedding -Quiet | Should -BeExactly $false
        $map, $other | Compare-SneEmbedding -Quiet -Tolerance 1 | Should -BeExactly $true
        Compare-SneEmbedding $map, $map -Pairwise -Quiet | Should -BeExactly $true
    }

    It 'returns maps as they lie on the reference, which are the same then, and plots and files take them' {
        $aligned = @($map, $other | Compare-SneEmbedding -AsAligned)
        $aligned | Should -BeOfType SneTools.Embedding
        Format-Bit $aligned[0].Map.Values | Should -Be (Format-Bit $map.Map.Values)
        $aligned[1].Seed | Should -Be 4
        $result = Compare-SneEmbedding $aligned[1] $map
        Measure-Difference $result.Rotation.Values 1, 0, 0, 1 | Should -BeLessThan 1e-12 # Nothing is left to turn, but rounding.
        Measure-Difference $result.Scale 1 | Should -BeLessThan 1e-12
        (Compare-SneEmbedding $other $aligned[1]).ProcrustesDistance | Should -BeLessThan 1e-20
        $aligned[1] | Export-SneEmbedding $TestDrive/aligned.csv
        (Import-Csv $TestDrive/aligned.csv).Count | Should -Be 150

        $rows = @(Get-Row -Turned | Compare-SneEmbedding -Reference $map -AsAligned)
        $rows.Count, $rows[3].id, $rows[3].note | Should -Be 150, 'f3', 'x'
        Measure-Difference @($rows.Y2) @($map.Points.Y2) | Should -BeLessThan 1e-11 # Rounding of places of 100.
        $arrays = @($map, @(Get-Row -Turned), @(Get-Row) | Compare-SneEmbedding -AsAligned)
        $arrays.Count, $arrays[1].Count, $arrays[2][5].id | Should -Be 3, 150, 'f5'
        (Compare-SneEmbedding $map.Map $other -AsAligned | Select-Object -First 1).PSObject.Properties.Name | Should -Be 'Y1', 'Y2'
    }

    It 'reads texts of a culture with commas' {
        $rows = Get-Row | ForEach-Object { [pscustomobject]@{ Y1 = $_.Y1.ToString('R').Replace('.', ','); Y2 = $_.Y2.ToString('R').Replace('.', ',') } }
        (Compare-SneEmbedding $rows $map).Verdict | Should -Be 'Identical'
    }

    It 'has the same bits on any number of threads' {
        $one = Compare-SneEmbedding $other $map -ThrottleLimit 1
        $four = Compare-SneEmbedding $other $map -ThrottleLimit 4
        Format-Bit $one.Aligned.Values | Should -Be (Format-Bit $four.Aligned.Values)
        Format-Bit $one.NeighborOverlap, $one.DistanceCorrelation | Should -Be (Format-Bit $four.NeighborOverlap, $four.DistanceCorrelation)
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'one map alone'; Call = { $map | Compare-SneEmbedding }; Id = 'EmptyInput'; Message = '*one map*-Reference*' }
        @{ Name = 'no map'; Call = { @() | Compare-SneEmbedding -Reference $map }; Id = 'EmptyInput'; Message = '*no maps*' }
        @{ Name = 'rows of another number'; Call = { $map.Points[1..50] | Compare-SneEmbedding -Reference $map }; Id = 'RowCountMismatch'; Message = '*50 rows and 150*' }
        @{ Name = 'another dimension'; Call = { Compare-SneEmbedding ([SneTools.Matrix]::new(150, 3)) $map }; Id = 'InvalidMap'; Category = 'InvalidArgument'; Message = '*dimension 3*dimension 2*' }
        @{ Name = 'a label that is there twice'; Call = { Compare-SneEmbedding $map $map -MatchBy species }; Id = 'InvalidLabel'; Message = "*both have 'setosa'*" }
        @{ Name = 'a label that is missing'; Call = { $rows = @(Get-Row); $rows[4].id = ''; Compare-SneEmbedding @(Get-Row) $rows -MatchBy id }; Id = 'InvalidLabel'; Message = "*Row 5 of the reference*'id'*" }
        @{ Name = 'a column that is not there'; Call = { Compare-SneEmbedding $map $map -MatchBy id }; Id = 'ColumnNotFound'; Category = 'ObjectNotFound'; Message = "*no column 'id'*species*" }
        @{ Name = 'no row in common'; Call = { Compare-SneEmbedding @(Get-Row) @(Get-Row | ForEach-Object { $_.id = "g$($_.id)"; $_ }) -MatchBy id }; Id = 'NoCommonRow'; Message = '*No row*150 and 150*' }
        @{ Name = 'too many neighbors'; Call = { Compare-SneEmbedding $map $map -NeighborCount 150 }; Id = 'NeighborCountOutOfRange'; Category = 'InvalidArgument'; Message = '*1 to 149*' }
        @{ Name = 'a negative tolerance'; Call = { Compare-SneEmbedding $map $map -Tolerance -1 }; Id = 'InvalidOption'; Category = 'InvalidArgument'; Message = '*Tolerance*' }
        @{ Name = 'pairs with a reference'; Call = { Compare-SneEmbedding $map $map -Pairwise }; Id = 'InvalidOption'; Category = 'InvalidArgument'; Message = '*-Pairwise*' }
        @{ Name = 'a map and an answer'; Call = { Compare-SneEmbedding $map $map -Quiet -AsAligned }; Id = 'InvalidOption'; Category = 'InvalidArgument'; Message = '*-Quiet*' }
        @{ Name = 'a coordinate that is no number'; Call = { $rows = @(Get-Row); $rows[2].Y2 = 'far'; Compare-SneEmbedding $rows $map }; Id = 'InvalidMap'; Category = 'InvalidArgument'; Message = "*Row 3*'Y2'*'far'*" }
        @{ Name = 'NaN'; Call = { $rows = @(Get-Row); $rows[2].Y2 = [double]::NaN; Compare-SneEmbedding $rows $map }; Id = 'InvalidMap'; Category = 'InvalidArgument'; Message = "*Row 3*'Y2'*" }
        @{ Name = 'a text'; Call = { 'map.csv' | Compare-SneEmbedding -Reference $map }; Id = 'NotARow'; Message = "*'map.csv'*" }
        @{ Name = 'a number'; Call = { 5 | Compare-SneEmbedding -Reference $map }; Id = 'NotARow'; Message = '*5*' }
        @{ Name = 'the third of three maps'; Call = { $map, $map, $map.Points[1..9] | Compare-SneEmbedding }; Id = 'RowCountMismatch'; Message = 'Map 3:*' }
    ) {
        $refusal = Get-Refusal $Call
        $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
        $refusal.CategoryInfo.Category | Should -Be ($Category ?? 'InvalidData')
        $refusal.Exception.Message | Should -BeLike $Message
    }

    It 'blames the map that is wrong' {
        $short = [SneTools.Matrix]::new(7, 2)
        (Get-Refusal { $map, $short, $other | Compare-SneEmbedding }).TargetObject | Should -Be $short
    }
}
