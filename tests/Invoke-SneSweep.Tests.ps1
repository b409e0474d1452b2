# Making the runs of a sweep.
Describe 'Invoke-SneSweep' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $cmdlet = 'SneTools.PowerShell.Commands.InvokeSneSweepCommand'
        $iris = "$dataFolder/iris.csv"
        $quiet = @{ WarningAction = 'SilentlyContinue' }
    }

    It 'gives a row for every run, measured and drawn, with the map that is made alone' {
        $null = New-SneSweep "$TestDrive/a" $iris @{ Method = 'Sne', 'TSne'; Perplexity = 5, 15; MaxIteration = 60 } -Measure -Plot @quiet
        $rows = @(Invoke-SneSweep "$TestDrive/a" | Sort-Object Run)
        $rows | Should -HaveCount 4
        $rows[0].PSObject.TypeNames[0] | Should -BeExactly 'SneTools.SweepRun'
        foreach ($row in $rows) {
            $alone = Import-SneData $iris | Invoke-SneEmbedding -Method $row.Method -Perplexity $row.Perplexity -MaxIteration 60 -AsEmbedding @quiet
            Format-Bit $row.Divergence | Should -Be (Format-Bit $alone.Divergence)
            $alone | Export-SneEmbedding "$TestDrive/alone.csv" -Force
            Get-Content $row.Map -Raw | Should -BeExactly (Get-Content "$TestDrive/alone.csv" -Raw)
            Format-Bit $row.Trustworthiness | Should -Be (Format-Bit ($alone | Measure-SneEmbedding).Trustworthiness)
            $row.NeighborAccuracy | Should -BeGreaterThan 0.8
            (Get-Item ($row.Map -replace 'csv$', 'png')).Length | Should -BeGreaterThan 5000
        }
        @(Invoke-SneSweep "$TestDrive/a") | Should -HaveCount 0
    }

    It 'makes the runs that are named' {
        $null = New-SneSweep "$TestDrive/b" $iris @{ Seed = 1..4; MaxIteration = 5 } @quiet
        @(Invoke-SneSweep "$TestDrive/b" -Run 2, 4).Run | Sort-Object | Should -Be 2, 4
        (Get-SneSweep "$TestDrive/b").State | Should -Be 'Waiting', 'Completed', 'Waiting', 'Completed'
        (Get-Refusal { Invoke-SneSweep "$TestDrive/b" -Run 5 }).FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
        (Get-Refusal { Invoke-SneSweep "$TestDrive/b" -Run 0 }).FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
    }

    It 'leaves models that new rows can be placed in, or that go on' {
        $compact = New-SneSweep "$TestDrive/c" $iris @{ MaxIteration = 300 } -ResultType CompactModel @quiet | Invoke-SneSweep
        $model = Import-SneModel $compact.Map
        $model.IsCompact | Should -BeTrue
        (Import-Csv $iris | Select-Object -First 2 | Add-SnePoint $model).Count | Should -Be 2
        $whole = New-SneSweep "$TestDrive/d" $iris @{ MaxIteration = 300; Standardize = $true; PrincipalComponent = 3 } -ResultType Model @quiet | Invoke-SneSweep
        $more = Import-SneModel $whole.Map | Resume-SneEmbedding -MaxIteration 20 @quiet
        $once = Import-SneData $iris | Invoke-SneEmbedding -Standardize -PrincipalComponent 3 -MaxIteration 320 -AsEmbedding @quiet
        Format-Bit $more.Map.Values | Should -Be (Format-Bit $once.Map.Values)
    }

    It 'writes an error for a run that fails, with its row, and makes the others' {
        Copy-Item $iris "$TestDrive/changed.csv"
        $null = New-SneSweep "$TestDrive/e" "$TestDrive/changed.csv", $iris @{ MaxIteration = 5 } @quiet
        Add-Content "$TestDrive/changed.csv" '1,2,3,4,x'
        $rows = @(Invoke-SneSweep "$TestDrive/e" -ErrorVariable failed -ErrorAction SilentlyContinue)
        $failed.FullyQualifiedErrorId | Should -BeExactly "InvalidFile,$cmdlet"
        $failed[0].TargetObject.Run | Should -Be 1
        "$($failed[0])" | Should -BeLikeExactly 'Run 1 (changed.csv, MaxIteration 5): *another than when the sweep was planned*'
        ($rows | Sort-Object Run).State | Should -Be 'Failed', 'Completed'
        $row = Get-SneSweep "$TestDrive/e" -Run 1
        $row.ErrorId | Should -BeExactly 'InvalidFile'
        @(Invoke-SneSweep "$TestDrive/e") | Should -HaveCount 0
        Copy-Item $iris "$TestDrive/changed.csv"
        @(Invoke-SneSweep "$TestDrive/e" -Retry).State | Should -Be 'Completed'
    }

    It 'tells that there is no sweep, or that its plan is damaged' {
        (Get-Refusal { Invoke-SneSweep "$TestDrive/nowhere" }).FullyQualifiedErrorId | Should -BeExactly "PathNotFound,$cmdlet"
        $null = New-Item "$TestDrive/bad" -ItemType Directory
        Set-Content "$TestDrive/bad/sweep.json" '{ "format": 1 }'
        $refusal = Get-Refusal { Invoke-SneSweep "$TestDrive/bad" }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "InvalidFile,$cmdlet"
        "$refusal" | Should -BeLike '*sweep.json*'
    }

    It 'is put down by Ctrl-C, and goes on' {
        $path = "$TestDrive/stopped"
        $null = New-SneSweep $path $iris @{ Seed = 1, 2; MaxIteration = 3000; Tolerance = 0 } @quiet
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$PSScriptRoot/../output/SneTools'; Invoke-SneSweep '$path'")
            $running = $shell.BeginInvoke()
            while ((Get-SneSweep $path).State -notcontains 'Running') { Start-Sleep -Milliseconds 20 }
            Start-Sleep -Milliseconds 100
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }
        $begun = @(Get-SneSweep $path | Where-Object State -EQ Interrupted)
        $begun.Count | Should -BeGreaterThan 0
        $begun[0].Attempts | Should -Be 1
        @(Invoke-SneSweep $path).State | Should -Not -Contain 'Failed'
        $alone = Import-SneData $iris | Invoke-SneEmbedding -Seed 1 -MaxIteration 3000 -Tolerance 0 -AsEmbedding @quiet
        Format-Bit (Get-SneSweep $path -Run 1).Divergence | Should -Be (Format-Bit $alone.Divergence)
        (Get-SneSweep $path -Run $begun[0].Run).Attempts | Should -Be 2
    }

    It 'stops where the pipeline wants no more, or an error ends it, and leaves nothing at work' {
        $path = "$TestDrive/first"
        $null = New-SneSweep $path $iris @{ Seed = 1..6; MaxIteration = 400; Tolerance = 0 } @quiet
        @(Invoke-SneSweep $path | Select-Object -First 1) | Should -HaveCount 1
        (Get-SneSweep $path).State | Should -Not -Contain 'Running'
        @(Get-SneSweep $path -State Completed).Count | Should -BeLessThan 6
        Copy-Item $iris "$TestDrive/other.csv"
        $path = "$TestDrive/errors"
        $null = New-SneSweep $path "$TestDrive/other.csv", $iris @{ Seed = 1..3; MaxIteration = 400; Tolerance = 0 } @quiet
        Add-Content "$TestDrive/other.csv" '1,2,3,4,x'
        (Get-Refusal { Invoke-SneSweep $path -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeExactly "InvalidFile,$cmdlet"
        (Get-SneSweep $path).State | Should -Not -Contain 'Running'
    }

    It 'places rows in the map of a model, as Add-SnePoint does' {
        Import-SneData $iris | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 50 -AsModel @quiet | Export-SneModel "$TestDrive/model.npz"
        $rows = New-SneSweep "$TestDrive/shards" $iris -Model "$TestDrive/model.npz" -ShardSize 100 @quiet | Invoke-SneSweep | Sort-Object Run
        $rows.FirstRow | Should -Be 1, 101
        $rows.Points | Should -Be 100, 50
        $expected = @(Import-SneData $iris | Add-SnePoint (Import-SneModel "$TestDrive/model.npz"))
        $placed = $rows | ForEach-Object { Import-SneData $_.Map -Property Row, Y1, Y2 }
        Format-Bit ($placed.ForEach{ $_.Values.Values }) | Should -Be (Format-Bit (1..150 | ForEach-Object { $_; $expected[$_ - 1].Y1; $expected[$_ - 1].Y2 }))
    }

    It 'writes a checkpoint when the process is asked to end' -Skip:$IsWindows {
        $path = "$TestDrive/ended"
        $null = New-SneSweep $path $iris @{ Seed = 1, 2; MaxIteration = 100000; Tolerance = 0 } @quiet
        $script = "$TestDrive/ended.ps1"
        Set-Content $script "Import-Module '$PSScriptRoot/../output/SneTools'; Invoke-SneSweep '$path'"
        $program = [Environment]::ProcessPath
        $library = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
        $process = Start-Process $program ($library + '-NoProfile', '-NonInteractive', '-File', $script) -PassThru -RedirectStandardOutput "$script.out" -RedirectStandardError "$script.err"
        $null = $process.Handle
        while ((Get-SneSweep $path).State -notcontains 'Running') {
            $process.HasExited | Should -BeFalse -Because (Get-Content "$script.err" -Raw)
            Start-Sleep -Milliseconds 50
        }
        Start-Sleep -Milliseconds 500
        kill -TERM $process.Id
        $process.WaitForExit(30000) | Should -BeTrue
        $process.ExitCode | Should -Be 143
        $run = @(Get-SneSweep $path -State Interrupted)[0].Run
        (Import-SneModel ("$path/runs/{0:d4}.checkpoint.npz" -f $run)).Embedding.Iterations | Should -BeGreaterThan 0
    }
}
