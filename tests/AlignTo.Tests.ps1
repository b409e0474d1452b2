# Invoke-SneEmbedding -AlignTo: tomorrow's map looks like today's.
Describe 'A map aligned to an old one' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.InvokeSneEmbeddingCommand'
        $number = 0
        $rows = foreach ($row in Import-Csv "$dataFolder/iris.csv") { $row | Add-Member id "f$number" -PassThru; $number++ }
        $with = @{ Method = 'TSne'; Perplexity = 12; MaxIteration = 200; WarningAction = 'SilentlyContinue' }
        $yesterday = $rows[0..134] | Invoke-SneEmbedding @with -Initialization Random -Seed 8 -AsModel
        $today = $rows[149..15]
    }

    It 'keeps the old orientation with rows new, gone and in another order; the rows come out as they went in' {
        $mapped = @($today | Invoke-SneEmbedding @with -AlignTo $yesterday -AlignBy id)
        $mapped.Count, $mapped[0].id, $mapped[134].id | Should -Be 135, 'f149', 'f15'
        $aligned = Compare-SneEmbedding $mapped $yesterday -MatchBy id -WarningAction SilentlyContinue
        $aligned.Count | Should -Be 120
        Measure-Difference $aligned.Rotation.Values 1, 0, 0, 1 | Should -BeLessThan 1e-9 # It has been turned already, up to rounding.
        $fresh = $today | Invoke-SneEmbedding @with -AsEmbedding
        $aligned.ProcrustesDistance | Should -BeLessThan (Compare-SneEmbedding $fresh $yesterday -MatchBy id -WarningAction SilentlyContinue).ProcrustesDistance
    }

    It 'takes the old map as <Name>' -ForEach @(
        @{ Name = 'an embedding'; Old = { $yesterday.Embedding } }
        @{ Name = 'rows'; Old = { @($yesterday.Points) } }
        @{ Name = 'a file'; Old = { $yesterday | Export-SneEmbedding $TestDrive/old.csv -Force; @(Import-Csv $TestDrive/old.csv) } }
    ) {
        $expected = $today | Invoke-SneEmbedding @with -AlignTo $yesterday -AlignBy id -AsEmbedding
        $map = $today | Invoke-SneEmbedding @with -AlignTo (& $Old) -AlignBy id -AsEmbedding
        Format-Bit $map.Map.Values | Should -Be (Format-Bit $expected.Map.Values)
    }

    It 'matches rows by their number where there are as many' {
        $numbered = $rows[0..134] | Invoke-SneEmbedding @with -AlignTo $yesterday.Map -AsEmbedding
        $named = $rows[0..134] | Invoke-SneEmbedding @with -AlignTo $yesterday -AlignBy id -AsEmbedding
        Format-Bit $numbered.Map.Values | Should -Be (Format-Bit $named.Map.Values)
    }

    It 'does not embed the column that tells which row is which, and lets it ride along behind the others' {
        $table = for ($i = 1; $i -le 40; $i++) { [pscustomobject]@{ key = 1000 + 7 * $i * $i % 93 + 100 * $i; a = $i % 7; b = $i * $i % 11; c = [math]::Sin($i); name = "n$i" } }
        $old = $table | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 20 -Label key -AsEmbedding -WarningAction SilentlyContinue
        $map = $table | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 20 -AlignTo $old -AlignBy key -AsEmbedding -WarningAction SilentlyContinue
        $map.Data.Columns | Should -Be 3
        $map.Labels.Name | Should -Be 'name', 'key'
    }

    It 'tells how near it came, and goes on as a model, from a file too' {
        $model = $today | Invoke-SneEmbedding @with -Tolerance 0 -AlignTo $yesterday -AlignBy id -AsModel -Verbose 4>&1
        $said = @($model | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) -join "`n"
        $said | Should -BeLike '*120 rows start at their place in the old map, 15 are new; 15 of its rows are gone*'
        $said | Should -BeLike '*Procrustes distance to the old map*'
        $model = $model | Where-Object { $_ -is [SneTools.SneModel] }
        $model.Options.Initialization.Name | Should -Be 'Aligned'
        $model | Export-SneModel $TestDrive/aligned.npz
        $gone = $model | Resume-SneEmbedding -MaxIteration 60
        $whole = $today | Invoke-SneEmbedding -Method TSne -Perplexity 12 -MaxIteration 260 -Tolerance 0 -AlignTo $yesterday -AlignBy id -AsEmbedding -WarningAction SilentlyContinue
        Format-Bit $gone.Map.Values | Should -Be (Format-Bit $whole.Map.Values)
        Format-Bit (Import-SneModel $TestDrive/aligned.npz | Resume-SneEmbedding -MaxIteration 60).Map.Values | Should -Be (Format-Bit $whole.Map.Values)
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'another dimension'; More = { @{ AlignTo = $yesterday; AlignBy = 'id'; Dimension = 3 } }; Id = 'InvalidMap'; Message = '*2 dimensions*3*' }
        @{ Name = 'fewer rows without a label'; More = { @{ AlignTo = @($yesterday.Points[0..99]) } }; Id = 'RowCountMismatch'; Message = '*135 rows and 100*' }
        @{ Name = 'a label twice'; More = { @{ AlignTo = $yesterday; AlignBy = 'species' } }; Id = 'InvalidLabel'; Message = "*'setosa'*" }
        @{ Name = 'a column that the old map does not have'; More = { @{ AlignTo = $yesterday.Map; AlignBy = 'id' } }; Id = 'ColumnNotFound'; Message = "*'id'*" }
        @{ Name = 'a column that the rows do not have'; More = { @{ AlignTo = $yesterday; AlignBy = 'key' } }; Id = 'ColumnNotFound'; Message = "*'key'*" }
        @{ Name = 'nothing in common'; More = { @{ AlignTo = @($yesterday.Points | Select-Object @{ n = 'id'; e = { "old $($_.id)" } }, Y1, Y2); AlignBy = 'id' } }; Id = 'NoCommonRow'; Message = '*No row*' }
        @{ Name = 'a start beside it'; More = { @{ AlignTo = $yesterday; AlignBy = 'id'; Initialization = 'Pca' } }; Id = 'InvalidOption'; Message = '*-Initialization*' }
        @{ Name = 'a label for nothing'; More = { @{ AlignBy = 'id' } }; Id = 'InvalidOption'; Message = '*-AlignTo*' }
    ) {
        $all = $with + (& $More)
        $refusal = Get-Refusal { $today | Invoke-SneEmbedding @all }
        $refusal.FullyQualifiedErrorId | Should -BeLike "$Id,$class"
        $refusal.Exception.Message | Should -BeLike $Message
    }
}
