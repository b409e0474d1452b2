# The scripts in docs/examples run, in a copy of the repository's folders that they use.
Describe 'The example scripts' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $scripts = (Get-Item "$PSScriptRoot/../docs/examples").FullName
        $iris = "$PSScriptRoot/data/iris.csv"

        # Rows of a file, without its header.
        function Get-LineCount([string] $Path) { @(Get-Content $Path).Count - 1 }
    }

    It 'are described: <_>' -ForEach 'digits.ps1', 'folder.ps1', 'gallery.ps1', 'gradient-gate.ps1', 'perplexities.ps1', 'scale.ps1' {
        $tree = [System.Management.Automation.Language.Parser]::ParseFile("$scripts/$_", [ref] $null, [ref] $null)
        $help = $tree.GetHelpContent()
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Examples.Count | Should -BeGreaterThan 0
        foreach ($parameter in $tree.ParamBlock.Parameters) {
            $name = $parameter.Name.VariablePath.UserPath.ToUpperInvariant()
            $help.Parameters[$name] | Should -Not -BeNullOrEmpty -Because "-$name is a parameter"
        }
    }

    Context 'folder.ps1' {
        BeforeAll {
            $in = (New-Item "$TestDrive/in" -ItemType Directory -Force).FullName
            Copy-Item $iris "$in/iris.csv"
            Copy-Item "$PSScriptRoot/data/wine.csv" "$in/wine.csv"
        }

        It 'makes a map of every file, and goes on with nothing when it is run again' {
            $rows = @(& "$scripts/folder.ps1" -Path $in -Destination "$TestDrive/maps" -Label species, cultivar -Perplexity 15)
            $LASTEXITCODE | Should -Be 0
            $rows.Name -join ' ' | Should -BeExactly 'iris.csv wine.csv'
            foreach ($row in $rows) {
                $row.Error | Should -BeNullOrEmpty
                $row.MeanDivergence | Should -BeGreaterThan 0
                Get-LineCount $row.Map | Should -Be $row.Points
            }
            (Get-Content $rows[1].Map)[0] | Should -BeExactly 'cultivar,Y1,Y2'
            $written = (Get-Item $rows[0].Map).LastWriteTimeUtc
            $null = & "$scripts/folder.ps1" -Path $in -Destination "$TestDrive/maps"
            (Get-Item $rows[0].Map).LastWriteTimeUtc | Should -Be $written
        }

        It 'gives the same map as one thread or several make' {
            $alone = Import-SneData $iris | Invoke-SneEmbedding -Perplexity 15 -AsEmbedding -WarningAction SilentlyContinue
            $alone | Export-SneEmbedding "$TestDrive/alone.csv" -Force
            $rows = & "$scripts/folder.ps1" -Path $in -Destination "$TestDrive/same" -Perplexity 15
            Get-Content $rows[0].Map -Raw | Should -BeExactly (Get-Content "$TestDrive/alone.csv" -Raw)
        }

        It 'says of a bad file which and why, before any map is made' {
            $null = Write-TestFile 'in/bad.csv' "a,b,c`n1,2,3`n4,5`n"
            { & "$scripts/folder.ps1" -Path $in -Destination "$TestDrive/some" -Perplexity 15 } | Should -Throw '*bad.csv*' -ErrorId 'RaggedRow,*'
            Remove-Item "$in/bad.csv"
            "$TestDrive/some" | Should -Not -Exist
        }
    }

    Context 'perplexities.ps1' {
        It 'makes a map for every perplexity, and measures and draws it' {
            $rows = @(& "$scripts/perplexities.ps1" $iris -Perplexity 5, 15, 45 -Destination "$TestDrive/three")
            $rows.Perplexity -join ' ' | Should -BeExactly '5 15 45'
            foreach ($row in $rows) {
                $row.MeanDivergence | Should -BeGreaterThan 0
                $row.Recall | Should -BeGreaterThan 0.3
                $row.ShepardCorrelation | Should -BeGreaterThan 0.5
                Get-LineCount $row.Map | Should -Be 150
            }
            (Get-Item "$TestDrive/three/recall.png").Length | Should -BeGreaterThan 5000
        }

        It 'refuses a perplexity that the data do not allow before it computes' {
            { & "$scripts/perplexities.ps1" $iris -Perplexity 15, 150 -Destination "$TestDrive/none" } | Should -Throw '*Perplexity 150 is out of range*at most 149*'
        }
    }

    Context 'scale.ps1' {
        It 'maps a share of the rows, places all of them shard by shard, and does nothing twice' {
            $digits = Import-Csv "$PSScriptRoot/data/digits.csv"
            $digits[0..999] | Export-Csv "$TestDrive/part1.csv"
            $digits[1000..1796] | Export-Csv "$TestDrive/part2.csv"
            $shards = @(& "$scripts/scale.ps1" "$TestDrive/part*.csv" "$TestDrive/big" -Share 0.3 -ExcludeProperty digit -ShardSize 400)
            $shards.State | Should -Be (@('Completed') * 5)
            $shards.Rows | Should -Be 400, 400, 200, 400, 397
            $model = Import-SneModel "$TestDrive/big/map.npz"
            [math]::Abs($model.Count - 539) | Should -BeLessThan 3

            # A sample of the rows is like them: the novelty of these is anything from 0 to 1.
            foreach ($shard in $shards) { [math]::Abs($shard.MeanNovelty - 0.35) | Should -BeLessThan 0.2 }
            $expected = @($digits | Add-SnePoint $model)
            $found = Import-SneData $shards.Map -Property Y1, Y2, Row -Label digit
            $found.Labels.ForEach({ $_.Values }) | Should -Be $digits.digit
            $place = [array]::IndexOf($found[0].Columns, 'Y1')
            Format-Bit @(foreach ($data in $found) { 0..($data.Count - 1) | ForEach-Object { $data.Values[$_, $place] } }) | Should -Be (Format-Bit $expected.Y1)
            $written = (Get-Item $shards[0].Map).LastWriteTimeUtc
            & "$scripts/scale.ps1" "$TestDrive/part*.csv" "$TestDrive/big" | Should -HaveCount 5
            (Get-Item $shards[0].Map).LastWriteTimeUtc | Should -Be $written
        }
    }

    Context 'gradient-gate.ps1' {
        It 'opens for the gradients of all methods' {
            $lines = @(& "$scripts/gradient-gate.ps1" $iris)
            $LASTEXITCODE | Should -Be 0
            $lines.Count | Should -Be 4
            foreach ($line in $lines) { $line | Should -BeLike 'right: Analytic of *' }
        }

        It 'closes for a wrong formula' {
            $lines = @(& "$scripts/gradient-gate.ps1" $iris -Method Sne -Formula Analytic, Printed)
            $LASTEXITCODE | Should -Be 1
            $lines[1] | Should -BeLike 'WRONG: Printed of Sne *'
        }

        It 'closes if it cannot check' {
            $lines = @(& "$scripts/gradient-gate.ps1" "$TestDrive/none.csv")
            $LASTEXITCODE | Should -Be 2
            $lines[0] | Should -BeLike 'The gradient was not checked: *none.csv*'
        }
    }

    Context 'digits.ps1' {
        It 'writes the map of the digits and its picture' {
            $lines = @(& "$scripts/digits.ps1" "$TestDrive/digits-map.csv" "$TestDrive/digits-map.png" 3>$null)
            $lines[0].Count | Should -Be 1797
            Get-LineCount "$TestDrive/digits-map.csv" | Should -Be 1797
            (Get-Item "$TestDrive/digits-map.png").Length | Should -BeGreaterThan 20000
        }
    }

    Context 'gallery.ps1' {
        It 'draws the digits by three methods' {
            $lines = @(& "$scripts/gallery.ps1" -Folder "$TestDrive/images")
            $lines.Count | Should -Be 3
            foreach ($method in 'sne', 'symmetricsne', 'tsne') {
                $bytes = Get-Content "$TestDrive/images/digits-$method.png" -AsByteStream -Raw
                $bytes.Length | Should -BeGreaterThan 20000
                [System.Text.Encoding]::ASCII.GetString($bytes, 1, 3) | Should -Be 'PNG'
            }
        }
    }
}
