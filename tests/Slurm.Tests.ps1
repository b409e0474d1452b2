# A sweep on a real Slurm: one controller and two nodes on this machine, which tests/slurm/cluster.sh starts. The cluster is told by a
# variable of its own, so that no test ever gives jobs to one that is in use.
BeforeDiscovery {
    $noCluster = if (-not $env:SNE_SLURM_CONF) {
        'tests/slurm/cluster.sh start FOLDER starts a cluster, and SNE_SLURM_CONF=FOLDER/slurm.conf names it'
    }
    if ($noCluster) {
        Write-Host "The tests with Slurm are skipped: $noCluster."
    }
}

Describe 'A sweep on Slurm' -Skip:([bool] $noCluster) {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $before = $env:SLURM_CONF
        $env:SLURM_CONF = $env:SNE_SLURM_CONF
        $cmdlet = 'SneTools.PowerShell.Commands.InvokeSneSweepCommand'
        $iris = "$dataFolder/iris.csv"
        $quiet = @{ WarningAction = 'SilentlyContinue' }

        # Waits for what has to come; nothing is measured by it.
        function Wait-For([scriptblock] $Condition, [string] $What) {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            while (-not (& $Condition)) {
                if ($clock.Elapsed.TotalSeconds -gt 400) {
                    throw "Waited in vain for $What. $(squeue --noheader --array --states=all --format='%i %T %N %r;') $(Get-Content "$path/slurm/*.log" | Select-Object -Last 40 | Out-String)"
                }
                Start-Sleep -Milliseconds 100
            }
        }

        # Slurm lets what it took back wait for two minutes. In the second in which it was taken back a node would refuse it, as
        # its credentials count seconds.
        function Start-Requeued([string] $Id) {
            Wait-For { (squeue --noheader --array --jobs=$($Id -replace '_.*') --format='%i %T' | Out-String) -match "\b$Id PENDING" } "$Id in the queue"
            Start-Sleep 3
            scontrol update "jobid=$Id" starttime=now
        }
    }

    AfterAll {
        # What a test that failed has left.
        scancel --me
        $env:SLURM_CONF = $before
    }

    It 'ends with the table and the maps of one machine, whatever happens to its tasks' {
        # The first four take long enough to meet something in the middle.
        $table = foreach ($number in 1..24) {
            [pscustomobject]@{
                Data = if ($number % 2) { $iris } else { "$dataFolder/wine.csv" }
                Method = if ($number % 3) { 'TSne' } else { 'Sne' }
                Perplexity = 5 + 5 * ($number % 4)
                Seed = $number
                MaxIteration = if ($number -le 4) { 10000 } else { 150 }
                Tolerance = 0
            }
        }
        $path = "$TestDrive/it's a sweep"
        $null = New-SneSweep $path -Run $table -Measure @quiet
        $long = Invoke-SneSweep $path -Slurm -Run 1, 2, 3, 4 -CheckpointInterval 0.2
        $long.Run | Should -Be 1, 2, 3, 4
        $long.State | Should -Be (@('Queued') * 4)
        $short = Invoke-SneSweep $path -Slurm -RunPerTask 5
        $short.Run | Should -Be (5..24)
        @($short.JobId | Sort-Object -Unique) | Should -HaveCount 4
        @(Invoke-SneSweep $path -Slurm) | Should -HaveCount 0 -Because 'all of it is in the queue'

        # By the user, by a kill, by somebody's requeue, and by the time limit: each as soon as there is a checkpoint.
        $ids = $long.JobId
        $end = {
            scancel $ids[0]
        }, {
            $process = foreach ($folder in Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$') {
                $line = (Get-Content "$folder/cmdline" -Raw -ErrorAction Ignore) -split "`0"
                if ($line -contains $path -and $line[[array]::IndexOf($line, '-Run') + 1] -eq '2') { [int] $folder.Name }
            }
            $process | Should -HaveCount 1
            kill -KILL $process
        }, {
            scontrol requeue $ids[2]
        }, {
            scancel --signal=USR1 --batch $ids[3]
        }
        $left = [System.Collections.Generic.List[int]] (1..4)
        Wait-For {
            foreach ($number in @($left)) {
                if (Test-Path "$path/runs/000$number.checkpoint.npz") {
                    & $end[$number - 1]
                    $null = $left.Remove($number)
                }
            }
            $left.Count -eq 0
        } 'checkpoints of the first four'
        Start-Requeued $ids[2]
        Start-Requeued $ids[3]
        Wait-For { @(Get-SneSweep $path -Run 1, 2 -State Interrupted).Count -eq 2 } 'the end of two tasks'
        $ended = Get-SneSweep $path -Run 1, 2
        $ended.JobState | Should -Be 'CANCELLED', 'FAILED'

        $again = Invoke-SneSweep $path -Slurm
        $again.Run | Should -Be 1, 2
        $again.JobId | Should -Not -BeIn $ids
        Wait-For { @(Get-SneSweep $path -State Completed, Failed).Count -eq 24 } 'all runs'
        $rows = Get-SneSweep $path
        $rows.State | Should -Be (@('Completed') * 24)
        foreach ($number in 1..4) {
            $rows[$number - 1].Attempts | Should -Be 2
            Get-Content "$path/runs/000$number.log" -Raw | Should -BeLike '*goes on from its checkpoint*'
        }
        Get-Content "$path/slurm/$($ids[3]).log" -Raw | Should -BeLike '*put into the queue again*start 2*'
        $logs = (Get-Content $path/slurm/*.log -Raw) -join "`n"
        $logs | Should -BeLike '* on node1,*'
        $logs | Should -BeLike '* on node2,*'
        @(Invoke-SneSweep $path -Slurm) | Should -HaveCount 0

        $null = New-SneSweep $TestDrive/alone -Run $table -Measure @quiet | Invoke-SneSweep
        $alone = Get-SneSweep $TestDrive/alone
        $own = 'Seconds', 'Memory', 'ThreadCount', 'Machine', 'JobId', 'JobState', 'JobReason', 'Node', 'Attempts', 'Started', 'Ended', 'Map'
        $columns = @($rows[0].PSObject.Properties.Name | Where-Object { $_ -notin $own })
        $columns.Count | Should -BeGreaterThan 20
        foreach ($i in 0..23) {
            foreach ($column in $columns) {
                $value, $expected = $rows[$i].$column, $alone[$i].$column
                if ($expected -is [double]) { $value, $expected = (Format-Bit $value), (Format-Bit $expected) }
                $value | Should -Be $expected -Because "$column of run $($i + 1)"
            }
            (Get-FileHash $rows[$i].Map).Hash | Should -Be (Get-FileHash $alone[$i].Map).Hash
        }
    }

    It 'cancels all runs, or those that are named, and submits them again' {
        $path = "$TestDrive/held"
        $null = New-SneSweep $path $iris @{ Seed = 1..3; MaxIteration = 5 } @quiet
        @(Invoke-SneSweep $path -Slurm -WhatIf) | Should -HaveCount 0
        (Get-SneSweep $path).State | Should -Be 'Waiting', 'Waiting', 'Waiting'
        $null = Invoke-SneSweep $path -Slurm -Partition first -TimeLimit 0:05:00 -SbatchArgument '--hold', '--comment=a b'
        $rows = Get-SneSweep $path
        $rows.State | Should -Be 'Queued', 'Queued', 'Queued'
        $rows.JobState | Should -Be 'PENDING', 'PENDING', 'PENDING'
        $rows.JobReason | Should -Be (@('JobHeldUser') * 3)
        squeue --noheader --array --jobs=$($rows[0].JobId -replace '_.*') --format='%P %l %k' | Sort-Object -Unique | Should -Be 'first 5:00 a b'
        (Get-Refusal { New-SneSweep $path $iris @{ Seed = 1 } -Force @quiet }).FullyQualifiedErrorId | Should -BeLike 'FileUnwritable,*'

        Stop-SneSweep $path -Run 2
        (Get-SneSweep $path).State | Should -Be 'Queued', 'Waiting', 'Queued'
        (Invoke-SneSweep $path -Slurm -SbatchArgument --hold).Run | Should -Be 2
        Stop-SneSweep $path -WhatIf
        (Get-SneSweep $path).State | Should -Be 'Queued', 'Queued', 'Queued'
        Stop-SneSweep $path
        (Get-SneSweep $path).State | Should -Be 'Waiting', 'Waiting', 'Waiting'
        $null = Invoke-SneSweep $path
        (Get-SneSweep $path).State | Should -Be 'Completed', 'Completed', 'Completed'
    }

    It 'says what Slurm refused' {
        $path = "$TestDrive/refused"
        $null = New-SneSweep $path $iris @{ Seed = 1..3; MaxIteration = 5 } @quiet
        $refusal = Get-Refusal { Invoke-SneSweep $path -Slurm -Partition nowhere }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "SlurmRefused,$cmdlet"
        "$refusal" | Should -BeLike "*no partition 'nowhere'. It has: both, first."
        $refusal = Get-Refusal { Invoke-SneSweep $path -Slurm -SbatchArgument '--mem=9000G' }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "SlurmRefused,$cmdlet"
        "$refusal" | Should -BeLike '*Memory specification can not be satisfied*'
        (Get-SneSweep $path).State | Should -Be 'Waiting', 'Waiting', 'Waiting'
    }

    It 'places the rows of files in the map of a model, a shard a task' {
        Import-SneData $iris | Invoke-SneEmbedding -Perplexity 15 -MaxIteration 50 -AsModel @quiet | Export-SneModel "$TestDrive/model.npz"
        $path = "$TestDrive/shards"
        $here = New-SneSweep "$TestDrive/shards-here" $iris -Model "$TestDrive/model.npz" -ShardSize 50 | Invoke-SneSweep | Sort-Object Run
        $null = New-SneSweep $path $iris -Model "$TestDrive/model.npz" -ShardSize 50
        (Invoke-SneSweep $path -Slurm).Run | Should -Be 1, 2, 3
        Wait-For { @(Get-SneSweep $path -State Completed, Failed).Count -eq 3 } 'the shards'
        foreach ($row in Get-SneSweep $path) {
            $row.State | Should -Be 'Completed'
            $row.Points | Should -Be 50
            (Get-FileHash $row.Map).Hash | Should -Be (Get-FileHash $here[$row.Run - 1].Map).Hash
        }
    }
}

Describe 'A machine without Slurm' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $cmdlet = 'SneTools.PowerShell.Commands.InvokeSneSweepCommand'
        $path = "$TestDrive/none"
        $null = New-SneSweep $path "$dataFolder/iris.csv" @{ Seed = 1, 2; MaxIteration = 5 } -WarningAction SilentlyContinue
        $before = $env:PATH
        $env:PATH = $TestDrive
    }

    AfterAll {
        $env:PATH = $before
    }

    It 'says where Slurm is to be found' {
        $refusal = Get-Refusal { Invoke-SneSweep $path -Slurm }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "SlurmNotFound,$cmdlet"
        "$refusal" | Should -BeLike "There is no 'sinfo' on this machine*"
        $refusal.CategoryInfo.Category | Should -Be 'NotInstalled'
    }

    It 'refuses what can only be meant for another place' {
        (Get-Refusal { Invoke-SneSweep $path -Slurm -TimeLimit 0:00:30 }).FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
        (Get-Refusal { Invoke-SneSweep $path -Slurm -Run 3 }).FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
        (Get-Refusal { Invoke-SneSweep $path -Slurm -ThrottleLimit 2 }).FullyQualifiedErrorId | Should -BeLike 'AmbiguousParameterSet,*'
    }

    It 'still tells what the folder of a submitted sweep has, and makes it' {
        $null = New-Item $path/slurm -ItemType Directory -Force
        '{ "submitted": "2026-01-01T00:00:00+00:00", "machine": "login", "jobs": [ { "id": "7", "cores": 1, "megabytes": 512, "tasks": [ { "index": 1, "runs": [ 1, 2 ] } ] } ] }' |
            Set-Content $path/slurm/0001.json
        (Get-SneSweep $path -WarningVariable told -WarningAction SilentlyContinue).State | Should -Be 'Waiting', 'Waiting'
        "$told" | Should -BeLike "What Slurm has of the sweep is not known: There is no 'squeue'*"
        @(Invoke-SneSweep $path) | Should -HaveCount 2
        $rows = Get-SneSweep $path -WarningVariable told
        $told | Should -HaveCount 0
        $rows.State | Should -Be 'Completed', 'Completed'
        $rows.JobId | Should -Be '7_1', '7_1'
    }
}
