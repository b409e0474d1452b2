# What a result says of how it came about is enough to make it again.
Describe 'A map says how it came about' {
    BeforeDiscovery {
        $ways = @(
            @{ Way = 'nothing asked for'; File = 'iris.csv'; With = @{} }
            @{ Way = 't-SNE, standardized, of two components'; File = 'wine.csv'; With = @{ Method = 't-SNE'; Standardize = $true; PrincipalComponent = 2; Perplexity = 12; Seed = 4 } }
            @{ Way = 'a random start and an exaggeration'; File = 'iris.csv'; With = @{ Method = 'symmetric'; Initialization = 'Random'; Seed = 7; EarlyExaggeration = 4; EarlyExaggerationIteration = 20; LearningRate = 10; Tolerance = 0.01 } }
            @{ Way = 'several perplexities and heavy tails'; File = 'iris.csv'; With = @{ Method = 'TSne'; PerplexityList = 5, 40; DegreeOfFreedom = 0.5; Optimizer = 'GradientDescent' } }
            @{ Way = 'one width, in one dimension'; File = 'iris.csv'; With = @{ Sigma = 0.7; Dimension = 1; Initialization = 'Spectral'; Precision = 'Single' } }
            @{ Way = 'equal weights of a few neighbors'; File = 'iris.csv'; With = @{ Affinity = 'Uniform'; NeighborCount = 12; Metric = 'Manhattan'; Method = 'TConditionalSne' } }
            @{ Way = 'jitter and restarts'; File = 'iris.csv'; With = @{ Jitter = 0.1; PlannedIteration = 30; Restart = 2; Seed = 3; Engine = 'Interpolated' } }
            @{ Way = 'chosen columns'; File = 'iris.csv'; With = @{ Property = 'petal*', 'sepal_width'; Label = 'species' } }
            @{ Way = 'columns left out, and few points'; File = 'few'; With = @{ ExcludeProperty = 'a'; MissingValue = 'Drop' } }
            @{ Way = 'categories, dates and gaps filled in'; File = 'few'; With = @{ Categorical = 'kind'; Date = 'day'; MissingValue = 'Mean' } }
        )
    }

    BeforeAll {
        . $PSScriptRoot/common.ps1
        1..24 | ForEach-Object {
            [pscustomobject]@{ a = $_ * $_ % 17; b = if ($_ -eq 9) { '' } else { [math]::Sin($_) }; c = $_ % 5 + $_ / 7; kind = 'x', 'y', 'z' | Select-Object -Index ($_ % 3); day = "2024-01-{0:00}" -f $_ }
        } | Export-Csv "$TestDrive/few.csv"
        function New-Map([string] $File, [hashtable] $With, [switch] $AsModel) {
            $path = if ($File -eq 'few') { "$TestDrive/few.csv" } else { "$dataFolder/$File" }
            Import-Csv $path | Invoke-SneEmbedding @With -AsModel:$AsModel -AsEmbedding:(-not $AsModel) -WarningAction SilentlyContinue
        }
    }

    It 'by which it is made again, bit for bit: <Way>' -ForEach $ways {
        $first = New-Map $File ($With + @{ MaxIteration = 30 })
        $parameters = $first.Parameters
        $again = New-Map $File ([hashtable] $parameters)
        Format-Bit $again.Map.Values | Should -Be (Format-Bit $first.Map.Values)
        foreach ($name in $With.Keys) {
            $parameters.Contains($(if ($name -eq 'ExcludeProperty') { 'Property' } else { $name })) | Should -BeTrue -Because $name
        }
    }

    It 'by parameters that splat as they are' {
        $first = New-Map iris.csv @{ Method = 'TSne'; MaxIteration = 10 }
        $with = $first.Parameters
        $again = Import-Csv "$dataFolder/iris.csv" | Invoke-SneEmbedding @with -AsEmbedding -WarningAction SilentlyContinue
        Format-Bit $again.Map.Values | Should -Be (Format-Bit $first.Map.Values)
    }

    It 'from the map that was given' {
        $start = New-Map iris.csv @{ Method = 'TSne'; MaxIteration = 10 }
        $first = New-Map iris.csv @{ Method = 'TSne'; MaxIteration = 10; Initialization = $start }
        $first.Initialization | Should -BeExactly 'Given'
        Format-Bit (New-Map iris.csv ([hashtable] $first.Parameters)).Map.Values | Should -Be (Format-Bit $first.Map.Values)
        $aligned = New-Map iris.csv @{ Method = 'TSne'; MaxIteration = 10; AlignTo = $start }
        Format-Bit (New-Map iris.csv ([hashtable] $aligned.Parameters)).Map.Values | Should -Be (Format-Bit $aligned.Map.Values)
    }

    It 'after a file, too' {
        $with = @{ Method = 'TSne'; Standardize = $true; PrincipalComponent = 3; Perplexity = 12; MaxIteration = 20; Categorical = 'species' }
        $model = New-Map iris.csv $with -AsModel
        $model | Export-SneModel "$TestDrive/model.npz"
        $read = Import-SneModel "$TestDrive/model.npz"
        $read.Parameters.Keys | Should -Be $model.Embedding.Parameters.Keys
        $read.Parameters['Categorical'] | Should -Be 'species'
        Format-Bit (New-Map iris.csv ([hashtable] $read.Parameters)).Map.Values | Should -Be (Format-Bit $model.Map.Values)
        $read.Embedding.Program | Should -BeExactly $model.Program
        $read.Embedding.Runtime | Should -BeExactly ([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription)
    }

    It 'in a Parquet file, too' {
        foreach ($with in @{ Method = 'TSne'; Standardize = $true; PerplexityList = 5, 20; Seed = 2; MaxIteration = 10; Tolerance = 0 }, @{ Property = 'proline', 'ash'; Sigma = 12.5; LearningRate = 0.1; MaxIteration = 5 }) {
            $first = New-Map wine.csv $with
            $first | Export-SneEmbedding "$TestDrive/map.parquet" -Force
            $data = Import-SneData "$TestDrive/map.parquet"
            $data.Metadata['SneTools.Program'] | Should -BeLike 'SneTools *'
            $again = $data.Parameters
            Format-Bit (Import-Csv "$dataFolder/wine.csv" | Invoke-SneEmbedding @again -AsEmbedding -WarningAction SilentlyContinue).Map.Values | Should -Be (Format-Bit $first.Map.Values)
        }
        (Import-SneData "$dataFolder/iris.csv").Parameters | Should -BeNullOrEmpty
    }

    It 'in properties that need no bookkeeping' {
        $map = New-Map wine.csv @{ Method = 'TSne'; Standardize = $true; PrincipalComponent = 5; Perplexity = 12; MaxIteration = 20; Seed = 3; EarlyExaggeration = 4 }
        foreach ($result in $map, ($map | Measure-SneEmbedding)) {
            $row = $result | Select-Object Method, AffinityKind, Perplexity, Standardize, PrincipalComponent, Initialization, EarlyExaggeration, Optimizer, MaxIteration, Engine, Metric, Seed, Program, Runtime
            $row.PSObject.Properties.Value | Should -Be 'TSne', 'Perplexity', 12, $true, 5, 'Pca', 4, 'LBfgs', 20, 'Exact', 'Euclidean', 3,
                "SneTools $((Get-Module SneTools).Version)", ([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription)
        }
    }

    It 'or nothing, where only its places are known' {
        $quality = New-Map iris.csv @{ MaxIteration = 5 } | ForEach-Object Points | Select-Object Y1, Y2, species | Measure-SneEmbedding -WarningAction SilentlyContinue
        $quality.Method, $quality.Seed, $quality.Parameters | Should -Be $null, $null, $null
    }

    It 'as a job gives it back' {
        $map = New-Map iris.csv @{ Standardize = $true; MaxIteration = 5 }
        $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($map, 4))
        $back.Initialization, $back.Standardize, $back.Parameters['Perplexity'] | Should -Be 'Pca', $true, 30
    }
}

Describe 'The runs of a sweep say how they came about' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $plan = New-SneSweep "$TestDrive/sweep" "$dataFolder/wine.csv" @{ Method = 'Sne', 't-SNE' } -WarningAction SilentlyContinue
        $waiting = @(Get-SneSweep "$TestDrive/sweep")
    }

    It 'before they are made by what was planned, and afterwards by all that decided' {
        $waiting.Method | Should -Be 'Sne', 'TSne'
        $waiting[0].Perplexity | Should -BeNullOrEmpty
        $null = $plan
        $given = @{ Method = 'TSne'; MaxIteration = 8; Standardize = $true; PrincipalComponent = 4 }
        $null = New-SneSweep "$TestDrive/short" "$dataFolder/wine.csv" $given
        $run = Invoke-SneSweep "$TestDrive/short" -WarningAction SilentlyContinue
        $run.Method, $run.Perplexity, $run.Standardize, $run.PrincipalComponent, $run.Initialization, $run.Seed | Should -Be 'TSne', 30, $true, 4, 'Pca', 0
        $run.Program | Should -BeLike 'SneTools *'
    }

    It 'and are planned by the parameters of a map' {
        $map = Import-Csv "$dataFolder/wine.csv" | Invoke-SneEmbedding -Method TSne -Standardize -MaxIteration 5 -AsEmbedding -ExcludeProperty ash, cultivar -WarningAction SilentlyContinue
        $null = New-SneSweep "$TestDrive/again" "$dataFolder/wine.csv" -Run $map.Parameters
        $run = Invoke-SneSweep "$TestDrive/again" -WarningAction SilentlyContinue
        [math]::Abs($run.Divergence - $map.Divergence) | Should -BeLessThan 1e-12
    }
}
