# The module among others: several runspaces, other cultures, objects from other processes, a second import, an interruption.
Describe 'Sessions' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        # A script in a runspace of its own, not yet started.
        function New-TestShell([string] $Script) {
            $shell = [powershell]::Create()
            $shell.Runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
            $shell.Runspace.Open()
            $shell.AddScript("Import-Module '$PSScriptRoot/../output/SneTools'`n$Script")
        }

        # Runs a script block in another culture.
        function Invoke-In([string] $Culture, [scriptblock] $Script) {
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = [cultureinfo]::new($Culture)
                & $Script
            }
            finally {
                [cultureinfo]::CurrentCulture = $before
            }
        }
    }

    Context 'several runspaces at once' {
        It 'import the module, make the same map and know its types' {
            $script = "`$map = Import-SneData '$dataFolder/iris.csv' | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 60 -Seed 3 -AsEmbedding -WarningAction SilentlyContinue
                if (`$map -is [SneTools.Embedding]) { `$map.Map.Values }"
            $shells = foreach ($k in 1..6) { New-TestShell $script }
            $runs = foreach ($shell in $shells) { $shell.BeginInvoke() }
            $maps = for ($k = 0; $k -lt 6; $k++) { , (Format-Bit @($shells[$k].EndInvoke($runs[$k]))) }
            $maps[0].Count | Should -Be 300
            foreach ($map in $maps) { $map | Should -Be $maps[0] }
            foreach ($shell in $shells) {
                $shell.HadErrors | Should -BeFalse
                $shell.Runspace.Dispose()
                $shell.Dispose()
            }
        }

        It 'are those of ForEach-Object -Parallel' {
            $module = "$PSScriptRoot/../output/SneTools"
            $data = Import-SneData "$dataFolder/iris.csv"
            $maps = @(5, 15, 30 | ForEach-Object -ThrottleLimit 3 -Parallel {
                    Import-Module $using:module
                    $using:data | Invoke-SneEmbedding -Perplexity $_ -MaxIteration 20 -AsEmbedding -WarningAction SilentlyContinue
                })
            $maps.Count | Should -Be 3
            $maps.Perplexity | Sort-Object | Should -Be 5, 15, 30
            $maps[0] | Should -BeOfType ([SneTools.Embedding])
        }
    }

    Context 'objects that come from another process' {
        It 'are rows and maps like any others, as Start-Job and remote sessions give them' {
            $rows = @(New-TestRow)
            $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($rows))
            $here = $rows | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -AsEmbedding
            $there = $copy | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -AsEmbedding
            Format-Bit $there.Map.Values | Should -Be (Format-Bit $here.Map.Values)

            # A map has become properties; its points are still rows with Y1 and Y2.
            $remote = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($here, 3))
            $remote.Divergence | Should -Be $here.Divergence
            @($remote.Points).Count | Should -Be 12
            $remote.Points | Export-SnePlot "$TestDrive/remote.svg"
            "$TestDrive/remote.svg" | Should -Exist
        }
    }

    Context 'the culture <_>' -ForEach 'de-DE', 'tr-TR', 'ar-SA', 'fr-FR' {
        It 'changes no result, no file and no name' {
            $work = {
                param($folder)
                $null = New-Item $folder -ItemType Directory -Force
                $map = Import-SneData "$dataFolder/iris.csv" -Label SPECIES -Property SEPAL_WIDTH, petal_w*, petal_length |
                    Invoke-SneEmbedding -Perplexity 15 -MaxIteration 30 -Initialization PCA -Method tsne -AsEmbedding -WarningAction SilentlyContinue
                foreach ($name in 'map.CSV', 'map.tsv', 'map.npy') { $map | Export-SneEmbedding "$folder/$name" }
                $map | Export-SnePlot "$folder/map.svg"
                $map | Export-SnePlot "$folder/map.html"
                $null = $map | Measure-SneEmbedding
                $rows = @(Import-Csv "$dataFolder/iris.csv" | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 5 -WarningAction SilentlyContinue)
                Set-Content "$folder/rows.txt" (Format-Bit $rows.Y1)
                $report = Import-SneData "$dataFolder/iris.csv" -First 30 | Test-SneGradient -Perplexity 5
                Set-Content "$folder/report.txt" "$($report.IsCorrect) $(Format-Bit $report.GradientError)" -NoNewline
                Set-Content "$folder/text.txt" "$(Import-SneData "$folder/map.CSV") $map" -NoNewline
            }
            & $work "$TestDrive/invariant"
            Invoke-In $_ { & $work "$TestDrive/$_" }
            foreach ($file in Get-ChildItem "$TestDrive/invariant") {
                $name = $file.Name
                (Get-Content "$TestDrive/$_/$name" -Raw) -ceq (Get-Content $file -Raw) | Should -BeTrue -Because $name
            }
            Remove-Item "$TestDrive/invariant" -Recurse
        }
    }

    Context 'a second import' {
        It 'after Remove-Module works, with the types that are there' {
            $shell = New-TestShell @"
                `$first = Import-SneData '$dataFolder/iris.csv'
                Remove-Module SneTools
                (Get-Command Import-SneData -ErrorAction Ignore) -eq `$null
                Import-Module '$PSScriptRoot/../output/SneTools'
                `$second = Import-SneData '$dataFolder/iris.csv'
                `$second.GetType() -eq `$first.GetType()
                (`$first | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 2 -AsEmbedding -WarningAction SilentlyContinue) -is [SneTools.Embedding]
"@
            $shell.Invoke() | Should -Be $true, $true, $true
            $shell.Runspace.Dispose()
            $shell.Dispose()
        }
    }

    Context 'an interruption' {
        BeforeAll {
            # 30 000 rows of 150 bytes: seconds of work in every phase.
            $bytes = [byte[]]::new(30000 * 150)
            [random]::new(1).NextBytes($bytes)
            $large = "$TestDrive/large.npy"
            $stream = [System.IO.File]::Create($large)
            foreach ($part in (Get-NpyByte '(30000, 150)' @()), $bytes) { $stream.Write($part, 0, $part.Length) }
            $stream.Dispose()
        }

        BeforeDiscovery {
            $run = '$map = $data | Invoke-SneEmbedding -Property X1, X2 -NeighborCount 6 -Perplexity 2 -MaxIteration 12 -SnapshotInterval 1 -AsEmbedding -WarningAction Ignore'
        }

        It 'ends the <Phase> within a second' -ForEach @(
            @{ Phase = 'search for neighbors'; Script = '$data | Get-SneNeighbor -NeighborCount 90 -Neighbor Approximate -AsGraph' }
            @{ Phase = 'exact search'; Script = '$data | Get-SneNeighbor -NeighborCount 90 -Neighbor Exact -AsGraph' }
            @{ Phase = 'principal components'; Script = '$data | Get-SneNeighbor -PrincipalComponent 50 -NeighborCount 1 -AsGraph' }
            @{ Phase = 'descent'; Script = '$data | Invoke-SneEmbedding -Neighbor Approximate -NeighborCount 6 -Perplexity 2 -Initialization Random -MaxIteration 1000000 -Tolerance 0' }
            @{ Phase = 'gradient check'; Script = '$data | Test-SneGradient -Perplexity 5 -Precision Double' }
            @{ Phase = 'film'; Prepare = $run; Script = '$map | Export-SnePlot "$folder/film.gif"' }
            @{ Phase = 'figure of several maps'; Prepare = $run; Script = '$map, $map, $map, $map, $map, $map | Export-SnePlot "$folder/maps.svg"' }
        ) {
            $shell = New-TestShell @"
                `$data = Import-SneData '$large'
                `$folder = '$TestDrive'
                $Prepare
                'ready'
                $Script
                'done'
"@
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $null = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            while ($output.Count -eq 0 -and $clock.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 20 }
            Start-Sleep -Milliseconds 300
            $clock.Restart()
            $shell.Stop()
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $output | Should -Be 'ready'
            $shell.Runspace.Dispose()
            $shell.Dispose()
        }
    }

    Context '-Debug' {
        It 'tells the times of <Command>, and asks nothing' -ForEach @(
            @{ Command = 'Import-SneData'; Script = { Import-SneData "$dataFolder/iris.csv" -Debug }; Lines = '*iris.csv: *.* s', '*iris.csv: embedded: *along: species (text)' }
            @{ Command = 'Invoke-SneEmbedding'; Script = { New-TestRow | Invoke-SneEmbedding -Perplexity 3 -Debug -WarningAction Ignore }; Lines = 'a table of 12 rows x 3 columns: *.* s', 'embedded: a (numbers), b (numbers), c (numbers); along: name (text)', 'embedding: *.* s', 'Affinities *.* s', 'Initialization *.* s', 'Descent *.* s', '12 rows x 3 columns: engine Exact*', '* iterations, *' }
            @{ Command = 'Get-SneNeighbor'; Script = { New-TestRow | Get-SneNeighbor -NeighborCount 2 -Debug -WarningAction Ignore }; Lines = 'a table of *', 'embedded: *', 'nearest neighbors: *.* s', '12 rows x 3 columns: 12 points, 2 neighbors each, exact' }
            @{ Command = 'Get-SneProbability'; Script = { New-TestRow | Get-SneProbability -Perplexity 2 -Debug -WarningAction Ignore }; Lines = 'a table of *', 'embedded: *', 'probabilities: *.* s', '12 points, all pairs, perplexity 2' }
            @{ Command = 'Test-SneGradient'; Script = { New-TestRow | Test-SneGradient -Perplexity 2 -Debug -WarningAction Ignore }; Lines = 'a table of *', 'embedded: *', 'gradients: *.* s' }
        ) {
            $debug = @(& $Script 5>&1 | Where-Object { $_ -is [System.Management.Automation.DebugRecord] } | ForEach-Object Message)
            $debug.Count | Should -Be @($Lines).Count
            for ($k = 0; $k -lt $debug.Count; $k++) { $debug[$k] | Should -BeLike @($Lines)[$k] }
        }
    }
}
