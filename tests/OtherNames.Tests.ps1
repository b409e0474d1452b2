# Names that people bring along from openTSNE, scikit-learn, Rtsne and papers.
Describe 'Names that people type' {
    BeforeDiscovery {
        . $PSScriptRoot/common.ps1
        $aliases = @{
            Dimension = 'n_components', 'dims'; MaxIteration = 'Iterations', 'n_iter', 'max_iter'; LearningRate = 'learning_rate', 'eta'
            EarlyExaggeration = 'early_exaggeration', 'exaggeration_factor'; EarlyExaggerationIteration = 'early_exaggeration_iter', 'stop_lying_iter'
            Initialization = 'init', 'Y_init'; DegreeOfFreedom = @('dof'); Seed = @('random_state')
            Engine = @('negative_gradient_method'); ThrottleLimit = 'n_jobs', 'num_threads'
        }
        $commands = (Get-Module SneTools).ExportedCmdlets.Keys.Where{ $_ -notlike '*Sweep' -and $_ -notlike '*Plot' }
        $pairs = foreach ($command in $commands) {
            foreach ($name in $aliases.Keys) {
                $parameter = (Get-Command $command).Parameters[$name]
                if ($parameter) { @{ Command = $command; Name = $name; Aliases = $aliases[$name]; Parameter = $parameter } }
            }
        }
    }

    BeforeAll {
        . $PSScriptRoot/common.ps1
        function Get-Completion([string] $Line) {
            (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText
        }
    }

    It '<Command> -<Name> answers to them' -ForEach $pairs {
        $Parameter.Aliases | Should -Be $Aliases
    }

    It 'is the method <Method> by <Name>' -ForEach @(
        foreach ($name in 't-SNE', 'tsne', 'T_SNE', 'tSNE', 'BH-tSNE') { @{ Method = 'TSne'; Name = $name } }
        foreach ($name in 'SNE', 'sne', 'asymmetric') { @{ Method = 'Sne'; Name = $name } }
        foreach ($name in 'symmetric', 'symmetric SNE', 's-SNE', 'Symm') { @{ Method = 'SymmetricSne'; Name = $name } }
        foreach ($name in 't-conditional-SNE', 'TConditional') { @{ Method = 'TConditionalSne'; Name = $name } }
    ) {
        (New-TestRow | Invoke-SneEmbedding -Method $Name -Perplexity 3 -Iterations 2 -AsEmbedding -WarningAction SilentlyContinue).Method | Should -BeExactly $Method
        (New-TestRow | Test-SneGradient -Method $Name -Perplexity 3).Method | Should -BeExactly $Method
    }

    It 'refuses a method that there is not, and names those there are' {
        foreach ($name in 'umap', 'T') {
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Method $name }
            $refusal.Exception.Message | Should -BeLike "*There is no method '$name': it is Sne, SymmetricSne, TSne or TConditionalSne.*"
        }
        (Get-Refusal { New-TestRow | Invoke-SneEmbedding -Engine cuda }).Exception.Message | Should -BeLike "*There is no engine 'cuda': it is Auto, Exact, Interpolated or Multipole.*"
        (Get-Refusal { New-TestRow | Invoke-SneEmbedding -Metric mahalanobis }).Exception.Message | Should -BeLike "*no metric 'mahalanobis'*Precomputed*"
        (Get-Refusal { New-TestRow | Invoke-SneEmbedding -Optimizer adam }).Exception.Message | Should -BeLike "*no optimizer 'adam'*"
    }

    It 'takes one of a kind where one is used, and several where all are' {
        foreach ($call in { New-TestRow | Invoke-SneEmbedding -Method SymmetricSne, TSne }, { New-TestRow | Invoke-SneEmbedding -Metric Cosine, Correlation }, { New-TestRow | Invoke-SneEmbedding -Engine Exact, Interpolated }) {
            (Get-Refusal $call).Exception.Message | Should -BeLike '*One * is taken, and 2 were given*'
        }
        (Get-Refusal { New-TestRow | Invoke-SneEmbedding -Method 'SymmetricSne, TSne' }).Exception.Message | Should -BeLike "*no method 'SymmetricSne, TSne'*"
        (New-TestRow | Invoke-SneEmbedding -Method @('t-SNE') -Perplexity 3 -MaxIteration 1 -AsEmbedding -WarningAction SilentlyContinue).Method | Should -BeExactly 'TSne'
        @(New-TestRow | Test-SneGradient -Perplexity 3 -Engine Exact, Multipole).Engine | Should -Be 'Exact', 'Multipole'
    }

    It 'makes the same map by other programs'' names as by its own' {
        $own = New-TestRow 30 | Invoke-SneEmbedding -Method TSne -Perplexity 5 -Dimension 2 -MaxIteration 20 -Initialization Random -Seed 3 -EarlyExaggeration 4 -EarlyExaggerationIteration 5 -LearningRate 7 -Optimizer LBfgs -Neighbor Exact -AsEmbedding -WarningAction SilentlyContinue
        $other = New-TestRow 30 | Invoke-SneEmbedding -Method t-SNE -Perplexity 5 -n_components 2 -n_iter 20 -init random -random_state 3 -early_exaggeration 4 -stop_lying_iter 5 -eta 7 -Optimizer L-BFGS -Neighbor exact -n_jobs 1 -AsEmbedding -WarningAction SilentlyContinue
        Format-Bit $other.Map.Values | Should -Be (Format-Bit $own.Map.Values)
    }

    It 'leaves a number to the run where it is Auto, and refuses it for one that goes on' {
        $own = New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 5 -AsModel -WarningAction SilentlyContinue
        $auto = New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 5 -LearningRate Auto -EarlyExaggeration auto -AsEmbedding -WarningAction SilentlyContinue
        Format-Bit $auto.Map.Values | Should -Be (Format-Bit $own.Map.Values)
        $auto.Parameters.Contains('LearningRate') | Should -BeFalse
        (Get-Refusal { $own | Resume-SneEmbedding -MaxIteration 5 -LearningRate Auto }).Exception.Message | Should -BeLike '*goes on keeps what it had: Auto is for a new one*'
        (Get-Refusal { New-TestRow | Invoke-SneEmbedding -LearningRate quick }).FullyQualifiedErrorId | Should -BeLike 'CannotConvertArgument*'
    }

    It 'plans sweeps by them, too' {
        $sweep = New-SneSweep "$TestDrive/names" "$dataFolder/iris.csv" @{ method = 't-SNE', 'symmetric'; n_iter = 3; random_state = 1, 2; learning_rate = 'auto'; n_components = 1 } -WarningAction SilentlyContinue
        $sweep.Plan.Runs.Count | Should -Be 4
        $sweep.Plan.Parameters | Sort-Object | Should -Be 'Dimension', 'LearningRate', 'MaxIteration', 'Method', 'Seed'
        $sweep.Plan.Runs[0].Parameters['Method'] | Should -BeExactly 'TSne'
        (Get-Refusal { New-SneSweep "$TestDrive/twice" "$dataFolder/iris.csv" @{ MaxIteration = 3; max_iter = 4 } }).Exception.Message | Should -BeLike '*MaxIteration is given twice*'
    }

    It 'has every alias of Invoke-SneEmbedding in sweeps' {
        foreach ($parameter in (Get-Command Invoke-SneEmbedding).Parameters.Values.Where{ $_.Name -ne 'ThrottleLimit' -and $_.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters }) {
            foreach ($alias in $parameter.Aliases) {
                [SneTools.SweepParameter]::Named($alias).Name | Should -BeExactly $parameter.Name
            }
        }
    }

    It 'completes names and values as without them' {
        Get-Completion 'Invoke-SneEmbedding -Method ' | Should -Be 'Sne', 'SymmetricSne', 'TConditionalSne', 'TSne'
        Get-Completion 'Invoke-SneEmbedding -Engine I' | Should -Be 'Interpolated'
        Get-Completion 'Test-SneGradient -Method T' | Should -Be 'TConditionalSne', 'TSne'
        Get-Completion 'Invoke-SneEmbedding -LearningRate ' | Should -Be 'Auto'
        Get-Completion 'Invoke-SneEmbedding -Max' | Should -Be '-MaxIteration'
        Get-Completion 'Invoke-SneEmbedding -Dim' | Should -Be '-Dimension'
        Get-Completion 'Invoke-SneEmbedding -Iter' | Should -Be '-Iterations'
    }

    It 'takes beginnings of parameters'' names as without them' {
        $map = New-TestRow | Invoke-SneEmbedding -Meth TSne -Perplexity 3 -Dim 1 -Max 2 -Learn 1 -Seed 1 -Initial Random -AsEmb -WarningAction SilentlyContinue
        $map.Dimension, $map.MaxIteration, $map.Initialization | Should -Be 1, 2, 'Random'
    }
}
