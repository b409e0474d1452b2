# Planning a sweep.
Describe 'New-SneSweep' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $cmdlet = 'SneTools.PowerShell.Commands.NewSneSweepCommand'
        $iris = "$dataFolder/iris.csv"
        $wine = "$dataFolder/wine.csv"
        $quiet = @{ WarningAction = 'SilentlyContinue' }
    }

    It 'crosses files and values: files slowest, parameters in the order given, a hashtable''s by name' {
        $sweep = New-SneSweep "$TestDrive/a" $iris, $wine ([ordered]@{ Seed = 1..2; Method = 'Sne', 'TSne' }) @quiet
        $sweep | Should -BeOfType SneTools.SweepFolder
        $rows = Get-SneSweep $sweep.Path
        $rows.Run | Should -Be (1..8)
        ($rows | ForEach-Object { "$(Split-Path $_.Data -LeafBase) $($_.Seed) $($_.Method)" }) -join ', ' |
            Should -BeExactly 'iris 1 Sne, iris 1 TSne, iris 2 Sne, iris 2 TSne, wine 1 Sne, wine 1 TSne, wine 2 Sne, wine 2 TSne'
        $rows = New-SneSweep "$TestDrive/b" $iris @{ Seed = 1..2; Method = 'Sne', 'TSne' } @quiet | Get-SneSweep
        ($rows | ForEach-Object { "$($_.Method) $($_.Seed)" }) -join ', ' | Should -BeExactly 'Sne 1, Sne 2, TSne 1, TSne 2'
        $rows[0].Parameters | Should -BeExactly 'Method, Seed'
        $rows.State | Should -Be (@('Waiting') * 4)
    }

    It 'takes several perplexities as one value, as a list in the list or a text' {
        $sweep = New-SneSweep "$TestDrive/scales" $iris @{ Affinity = 'Multiscale'; PerplexityList = @(5, 20), '10, 40'; MaxIteration = 20 } @quiet
        ($sweep.Plan.Runs | ForEach-Object { $_.Parameters.PerplexityList -join ' ' }) | Should -Be '5 20', '10 40'
        $rows = Invoke-SneSweep $sweep.Path @quiet | Sort-Object Run
        $rows.State | Should -Be 'Completed', 'Completed'
        $rows[1].PerplexityList | Should -Be '10, 40'
        $alone = Import-SneData $iris | Invoke-SneEmbedding -Affinity Multiscale -PerplexityList 10, 40 -MaxIteration 20 -AsEmbedding @quiet
        $rows[1].Divergence | Should -Be $alone.Divergence
        $refusal = Get-Refusal { New-SneSweep "$TestDrive/none" $iris @{ Affinity = 'Uniform'; PerplexityList = '5, 20' } @quiet }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
    }

    It 'takes a run for every row of a table, and leaves out what is empty' {
        $null = Set-Content "$TestDrive/runs.csv" "Data,Method,Perplexity,Label`n$iris,TSne,10,species`n$wine,,,cultivar`n"
        $plan = (New-SneSweep "$TestDrive/c" -Run (Import-Csv "$TestDrive/runs.csv") @quiet).Plan
        $plan.Runs.Count | Should -Be 2
        $plan.Runs[0].Parameters.Perplexity | Should -Be 10
        $plan.Runs[0].Parameters.Label | Should -Be 'species'
        $plan.Runs[1].Parameters.Keys | Should -Be 'Label'
        $plan.Runs[1].Columns | Should -Be 13
        (New-SneSweep "$TestDrive/d" $iris, $wine -Run @{ Seed = 1 }, @{ Seed = 2 } @quiet).Plan.Runs.Count | Should -Be 4
    }

    It 'gives what is said of the columns to every run that does not say it' {
        $plan = (New-SneSweep "$TestDrive/e" $wine @{ Seed = 1, 2 } -Label cultivar -ExcludeProperty 'hue', 'a*' @quiet).Plan
        $plan.Runs.Columns | Should -Be 9, 9
        $lists = (New-SneSweep "$TestDrive/f" $iris @{ Property = @(, @('sepal*', 'petal_width')) + 'petal*'; Dimension = 1 } @quiet).Plan
        $lists.Runs.Columns | Should -Be 3, 2
    }

    It 'gives to each of several files the labels that it has, and refuses one that none has' {
        $plan = (New-SneSweep "$TestDrive/labels" $iris, $wine -Label species, cult* @quiet).Plan
        $plan.Runs[0].Parameters.Label | Should -Be 'species'
        $plan.Runs[1].Parameters.Label | Should -Be 'cult*'
        $plan.Runs.Columns | Should -Be 4, 13
        $refusal = Get-Refusal { New-SneSweep "$TestDrive/none" $iris, $wine -Label species, klass @quiet }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "ColumnNotFound,$cmdlet"
        "$refusal" | Should -BeLike "*'klass'*"
        (Get-Refusal { New-SneSweep "$TestDrive/none" $iris -Label species, cult* @quiet }).FullyQualifiedErrorId | Should -BeExactly "ColumnNotFound,$cmdlet"
    }

    It 'takes files from the pipeline, by wildcards, and with brackets in their names' {
        $folder = (New-Item "$TestDrive/in" -ItemType Directory).FullName
        Copy-Item $iris "$folder/one.csv"
        Copy-Item $iris "$folder/two.csv"
        Copy-Item -LiteralPath $iris -Destination "$folder/three[1].csv"
        (New-SneSweep "$TestDrive/g" "$folder/t*.csv" @quiet).Plan.Data.Count | Should -Be 2
        (Get-ChildItem $folder | New-SneSweep "$TestDrive/h" @quiet).Plan.Data.Count | Should -Be 3
        (New-SneSweep "$TestDrive/i" "$folder/three[1].csv" @quiet).Plan.Data.Path | Should -BeExactly '../in/three[1].csv'
    }

    It 'knows every parameter by the name that Invoke-SneEmbedding or Import-SneData has' {
        $known = (Get-Command Invoke-SneEmbedding).Parameters.Keys
        [SneTools.SweepParameter]::All.Name | ForEach-Object { $known | Should -Contain $_ }
    }

    It 'refuses <Case>, names the run, and writes nothing' -ForEach @(
        @{ Case = 'an unknown parameter'; Parameter = @{ Perplexty = 5, 15 }; Id = 'InvalidOption'; Like = "Run 1 (iris.csv, Perplexty 5): There is no parameter 'Perplexty'*Run 2 cannot be made, either." }
        @{ Case = 'a perplexity too large'; Parameter = @{ Perplexity = 30, 149, 150 }; Id = 'PerplexityOutOfRange'; Like = 'Run 3 (iris.csv, Perplexity 150): *at most 149*' }
        @{ Case = 'no value'; Parameter = @{ Perplexity = @() }; Id = 'InvalidOption'; Like = '*no value*Perplexity*' }
        @{ Case = 'a map that cannot be drawn'; Parameter = @{ Dimension = 4; PrincipalComponent = 3 }; Id = 'DimensionOutOfRange'; Like = 'Run 1*' }
    ) {
        $refusal = Get-Refusal { New-SneSweep "$TestDrive/none" $iris $Parameter @quiet }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "$Id,$cmdlet"
        "$refusal" | Should -BeLikeExactly $Like
        "$TestDrive/none" | Should -Not -Exist
    }

    It 'refuses a table whose rows name no file, rows that are none, and files that are not there' {
        (Get-Refusal { New-SneSweep "$TestDrive/none" -Run @{ Seed = 1 } }).FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
        (Get-Refusal { New-SneSweep "$TestDrive/none" $iris -Run 'a' }).FullyQualifiedErrorId | Should -BeExactly "NotARow,$cmdlet"
        (Get-Refusal { New-SneSweep "$TestDrive/none" "$TestDrive/no*.csv" -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeExactly "PathNotFound,$cmdlet"
        "$TestDrive/none" | Should -Not -Exist
    }

    It 'makes a run for every file that a row names, and refuses <_>' -ForEach 'a file that is not there', 'a folder' {
        $folder = (New-Item "$TestDrive/named" -ItemType Directory -Force).FullName
        Copy-Item $iris "$folder/f1.csv"
        Copy-Item $iris "$folder/f2.csv"
        (New-SneSweep "$TestDrive/n1" -Run @{ Data = "$folder/f*.csv"; Seed = 1 } -Force @quiet).Plan.Runs.Count | Should -Be 2
        (New-SneSweep "$TestDrive/n2" -Run @{ Data = $iris, $wine } -Force @quiet).Plan.Runs.Count | Should -Be 2
        $name, $id = if ($_ -eq 'a folder') { $folder, 'PathIsFolder' } else { "$folder/none.csv", 'PathNotFound' }
        foreach ($script in { New-SneSweep "$TestDrive/n3" $name }, { New-SneSweep "$TestDrive/n3" -Run @{ Data = $iris }, @{ Data = $name } }) {
            $Error.Clear()
            (Get-Refusal $script).FullyQualifiedErrorId | Should -BeExactly "$id,$cmdlet"
            $Error | Should -HaveCount 1
        }
        "$($Error[0])" | Should -BeLike 'Row 2 of -Run:*'
    }

    It 'refuses a parameter that is given twice, and a value that is empty' {
        $twice = [System.Collections.Hashtable]::new([StringComparer]::Ordinal)
        $twice['Seed'] = 1
        $twice['seed'] = 2
        foreach ($parameter in $twice, @{ Seed = 1; ' seed ' = 2 }, @{ Perplexity = $null, 5 }) {
            (Get-Refusal { New-SneSweep "$TestDrive/none" $iris $parameter @quiet }).FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
        }
        (New-SneSweep "$TestDrive/plain" $iris @{ Standardize = [switch] $true; Seed = [bigint] 5 } @quiet).Plan.Runs[0].Parameters.Seed | Should -Be 5
    }

    It 'keeps a sweep that is there, unless it is told to replace it with its results' {
        $null = New-SneSweep "$TestDrive/kept" $iris @{ MaxIteration = 5 } @quiet | Invoke-SneSweep
        (Get-Refusal { New-SneSweep "$TestDrive/kept" $iris }).FullyQualifiedErrorId | Should -BeExactly "FileExists,$cmdlet"
        (Get-SneSweep "$TestDrive/kept").State | Should -Be 'Completed'
        $null = New-SneSweep "$TestDrive/kept" $iris -Force -WhatIf @quiet
        (Get-SneSweep "$TestDrive/kept").State | Should -Be 'Completed'
        $null = New-Item "$TestDrive/kept/mine.txt"
        $null = New-SneSweep "$TestDrive/kept" $iris -Force @quiet
        (Get-SneSweep "$TestDrive/kept").State | Should -Be 'Waiting'
        "$TestDrive/kept/mine.txt" | Should -Exist
    }

    It 'reads texts as it is told' {
        $path = Write-TestFile 'comma.txt' "1,5;2,5;x`n3,5;4;y`n1;2,25;z`n4;4;w`n"
        $sweep = New-SneSweep "$TestDrive/j" $path @{ Dimension = 1; MaxIteration = 5; Perplexity = 2 } -NoHeader -Culture de-DE -Encoding latin1 @quiet
        $sweep.Plan.Runs[0].Columns | Should -Be 2
        (Invoke-SneSweep $sweep.Path).State | Should -Be 'Completed'
        Get-Content (Get-SneSweep $sweep.Path).Map -TotalCount 1 | Should -BeExactly 'X3,Y1'
    }
}
