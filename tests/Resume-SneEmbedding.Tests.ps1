Describe 'Resume-SneEmbedding' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.ResumeSneEmbeddingCommand'
        $data = Import-SneData $dataFolder/iris.csv
        $common = @{ Method = 'TSne'; Perplexity = 15; Tolerance = 0; Seed = 2; WarningAction = 'SilentlyContinue' }
        $model = $data | Invoke-SneEmbedding @common -MaxIteration 50 -AsModel
    }

    It 'makes of 50 and 100 steps what 150 at once are, to the bit, also from a file and by any number of threads' {
        $whole = $data | Invoke-SneEmbedding @common -MaxIteration 150 -AsEmbedding
        $model | Export-SneModel $TestDrive/map.npz -Force
        $resumed = Import-SneModel $TestDrive/map.npz | Resume-SneEmbedding -MaxIteration 60 -ThrottleLimit 1 | Resume-SneEmbedding -MaxIteration 40
        $resumed | Should -BeOfType SneTools.SneModel
        $resumed.Embedding.Iterations | Should -Be 150
        Format-Bit $resumed.Map.Values | Should -Be (Format-Bit $whole.Map.Values)
        $resumed.Embedding.Divergence | Should -Be $whole.Divergence
        $model.Embedding.Iterations | Should -Be 50
    }

    It 'does so where the exaggeration is said, and with jitter where the whole run was planned' {
        $said = @{ EarlyExaggeration = 4; EarlyExaggerationIteration = 30 }
        $whole = $data | Invoke-SneEmbedding @common @said -MaxIteration 90 -AsEmbedding
        $part = $data | Invoke-SneEmbedding @common @said -MaxIteration 40 -AsModel
        Format-Bit ($part | Resume-SneEmbedding -MaxIteration 50).Map.Values | Should -Be (Format-Bit $whole.Map.Values)
        $whole = $data | Invoke-SneEmbedding @common -Jitter 0.05 -MaxIteration 90 -AsEmbedding
        $part = $data | Invoke-SneEmbedding @common -Jitter 0.05 -MaxIteration 40 -PlannedIteration 90 -AsModel
        Format-Bit ($part | Resume-SneEmbedding -MaxIteration 50).Map.Values | Should -Be (Format-Bit $whole.Map.Values)
    }

    It 'gives rows as they were, or what rode along where the columns became others, and an embedding' {
        $rows = @($model | Resume-SneEmbedding -MaxIteration 5 -AsRow)
        $rows | Should -HaveCount 150
        $rows[0].PSObject.Properties.Name | Should -Be (@($data | Invoke-SneEmbedding @common -MaxIteration 5)[0].PSObject.Properties.Name)
        $scaled = $data | Invoke-SneEmbedding @common -MaxIteration 5 -Standardize -AsModel
        @($scaled | Resume-SneEmbedding -MaxIteration 5 -AsRow)[0].PSObject.Properties.Name | Should -Be 'species', 'Y1', 'Y2'
        $model | Resume-SneEmbedding -MaxIteration 5 -AsEmbedding | Should -BeOfType SneTools.Embedding
        $model | Resume-SneEmbedding -MaxIteration 5 -AsModel | Should -BeOfType SneTools.SneModel
    }

    It 'begins at the old map with another <_>' -ForEach 'Method', 'Perplexity', 'LearningRate', 'EarlyExaggeration', 'DegreeOfFreedom' {
        $value = @{ Method = 'Sne'; Perplexity = 30; LearningRate = 5; EarlyExaggeration = 3; DegreeOfFreedom = 0.5 }[$_]
        $with = @{ $_ = $value }
        $still = $model | Resume-SneEmbedding -MaxIteration 0 @with
        Measure-Difference $still.Map.Values $model.Map.Values | Should -BeLessThan 1e-12
        $other = $model | Resume-SneEmbedding -MaxIteration 20 @with
        $other.Embedding.Iterations | Should -Be 20
        $other.Options.Initialization.Name | Should -Be 'Given'
        if ($_ -ne 'LearningRate' -and $_ -ne 'EarlyExaggeration') { $other.Embedding.$_ | Should -Be $value }
        $other.Embedding.History[0].Exaggeration | Should -Be $(if ($_ -eq 'EarlyExaggeration') { 3 } else { 1 })
    }

    It 'goes on where what is said is as it was' {
        $same = $model | Resume-SneEmbedding -MaxIteration 20 -Method TSne -Perplexity 15
        $same.Embedding.Iterations | Should -Be 70
    }

    It 'says when nothing is left to do' {
        $refusal = Get-Refusal { $model | Resume-SneEmbedding }
        $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
        $refusal.Exception.Message | Should -BeLike '*50 iterations*MaxIteration*'
        $refusal.TargetObject | Should -Be $model
        $done = New-TestRow 30 | Invoke-SneEmbedding -Method TSne -Perplexity 5 -EarlyExaggeration 1 -Tolerance 1e-2 -AsModel
        $done.Embedding.StopReason | Should -Be 'Converged'
        $null = $done | Resume-SneEmbedding -MaxIteration 50 -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*converged*-Tolerance*'
        ($done | Resume-SneEmbedding -MaxIteration 50 -Tolerance 1e-4).Embedding.Iterations | Should -BeGreaterThan $done.Embedding.Iterations
    }

    It 'warns of a compact model, and gives one if asked' {
        $compact = $model.Compact() | Resume-SneEmbedding -MaxIteration 5 -Compact -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*compact*'
        $compact.IsCompact | Should -BeTrue
        $compact.Embedding.Iterations | Should -Be 5
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a perplexity that the points do not allow'; With = @{ Perplexity = 150 }; Id = 'PerplexityOutOfRange' }
        @{ Name = 'a negative rate'; With = @{ LearningRate = -1 }; Id = 'InvalidOption' }
        @{ Name = 'an exaggeration below 1'; With = @{ EarlyExaggeration = 0.5 }; Id = 'InvalidOption' }
        @{ Name = 'exaggerated iterations without exaggeration'; With = @{ EarlyExaggerationIteration = 5 }; Id = 'InvalidOption' }
        @{ Name = 'a tolerance of 1'; With = @{ Tolerance = 1 }; Id = 'InvalidOption' }
    ) {
        (Get-Refusal { $model | Resume-SneEmbedding -MaxIteration 5 @With }).FullyQualifiedErrorId | Should -Be "$Id,$class"
    }

    It 'goes on with the maps on the way, also from a file' {
        $part = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 12 -SnapshotInterval 5 -Tolerance 0 -AsModel
        $part | Export-SneModel "$TestDrive/part.npz"
        $whole = Import-SneModel "$TestDrive/part.npz" | Resume-SneEmbedding -MaxIteration 18
        $whole.Embedding.Snapshots.Iteration | Should -Be 0, 5, 10, 15, 20, 25, 30
        ($part | Resume-SneEmbedding -MaxIteration 18 -SnapshotInterval 15).Embedding.Snapshots.Iteration | Should -Be 0, 5, 10, 15, 30
    }

    It 'refuses maps on the way in a compact model, which has no place for them' {
        (Get-Refusal { $model | Resume-SneEmbedding -MaxIteration 5 -SnapshotInterval 5 -Compact }).FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
    }
}
