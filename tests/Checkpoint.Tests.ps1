# Runs that are written while they are made, in the real PowerShell: killed, ended by a signal, stopped.
Describe 'A run with checkpoints' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $invoke = 'SneTools.PowerShell.Commands.InvokeSneEmbeddingCommand'
        $resume = 'SneTools.PowerShell.Commands.ResumeSneEmbeddingCommand'
        $data = Import-SneData $dataFolder/iris.csv
        $run = @{ Method = 'TSne'; Perplexity = 15; Tolerance = 0; MaxIteration = 300; WarningAction = 'SilentlyContinue' }
        $whole = $data | Invoke-SneEmbedding @run -AsEmbedding

        # A PowerShell of its own that makes an endless run, or the one above; gives the process when it has begun to write.
        function Start-Run([string] $Path, [string] $Iteration, [int] $Interval = 0) {
            $script = "$TestDrive/$([guid]::NewGuid()).ps1"
            Set-Content $script @"
Import-Module '$PSScriptRoot/../output/SneTools'
`$data = Import-SneData '$dataFolder/iris.csv'
`$data | Invoke-SneEmbedding -Method TSne -Perplexity 15 -Tolerance 0 -MaxIteration $Iteration -CheckpointPath '$Path' -CheckpointInterval $Interval
"@
            $program = [Environment]::ProcessPath
            $library = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
            $process = Start-Process $program ($library + '-NoProfile', '-NonInteractive', '-File', $script) -PassThru -RedirectStandardOutput "$script.out" -RedirectStandardError "$script.err"
            $null = $process.Handle # or the exit code is lost
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            while (-not (Test-Path $Path)) {
                $process.HasExited | Should -BeFalse -Because (Get-Content "$script.err" -Raw)
                $clock.Elapsed.TotalSeconds | Should -BeLessThan 120
                Start-Sleep -Milliseconds 10
            }
            $process
        }
    }

    It 'that was killed goes on, and ends where one that was not ends, as rows, embedding or model' {
        $path = "$TestDrive/killed.npz"
        $process = Start-Run $path 300
        $process.Kill()
        $process.WaitForExit()
        $map = Resume-SneEmbedding -CheckpointPath $path -AsEmbedding -WarningAction SilentlyContinue
        $map | Should -BeOfType SneTools.Embedding
        $map.Iterations | Should -Be 300
        Format-Bit $map.Map.Values | Should -Be (Format-Bit $whole.Map.Values)
        $model = Resume-SneEmbedding -CheckpointPath $path
        $model | Should -BeOfType SneTools.SneModel
        Format-Bit $model.Map.Values | Should -Be (Format-Bit $whole.Map.Values)
        $rows = @(Resume-SneEmbedding -CheckpointPath $path -AsRow)
        $rows | Should -HaveCount 150
        $rows[7].PSObject.Properties.Name | Should -Be ($data | Invoke-SneEmbedding @run -CheckpointPath "$TestDrive/other.npz")[7].PSObject.Properties.Name
        Format-Bit $rows.Y1 | Should -Be (Format-Bit $whole.Points.Y1)
    }

    It 'writes its last step when it is ended by <Signal>, and ends as it would' -ForEach @{ Signal = 'TERM'; Code = 143 }, @{ Signal = 'HUP'; Code = 129 } -Skip:$IsWindows {
        $path = "$TestDrive/$Signal.npz"
        $process = Start-Run $path 1000000 3600
        Start-Sleep 1 # beyond the step that was written first
        kill "-$Signal" $process.Id
        $process.WaitForExit(30000) | Should -BeTrue
        $process.ExitCode | Should -Be $Code
        @(Get-ChildItem $TestDrive -Filter ".$Signal.npz*.tmp" -Force) | Should -HaveCount 0
        $last = Import-SneModel $path
        $before = Import-SneModel "$TestDrive/$Signal.previous.npz"
        $last.Embedding.StopReason | Should -Be 'Canceled'
        $last.Embedding.Iterations | Should -BeGreaterThan $before.Embedding.Iterations
    }

    It 'that is stopped gives the map so far to -OutVariable, and writes its last step' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("
                Import-Module '$PSScriptRoot/../output/SneTools'
                `$x = Import-SneData '$dataFolder/iris.csv' |
                    Invoke-SneEmbedding -Perplexity 15 -Method TSne -EarlyExaggeration 4 -Tolerance 0 -MaxIteration 1000000 -CheckpointPath '$TestDrive/stopped.npz' -CheckpointInterval 3600 -OutVariable map")
            $running = $shell.BeginInvoke()
            while ($shell.Streams.Progress.Count -eq 0 -or "$($shell.Streams.Progress[-1])" -notlike '*iteration*') {
                $running.IsCompleted | Should -BeFalse
                Start-Sleep -Milliseconds 20
            }
            $shell.Stop()
            $map = $shell.Runspace.SessionStateProxy.GetVariable('map')
            $shell.Runspace.SessionStateProxy.GetVariable('x') | Should -BeNullOrEmpty
            $map | Should -HaveCount 150
            $model = Import-SneModel "$TestDrive/stopped.npz"
            $model.Embedding.StopReason | Should -Be 'Canceled'
            Format-Bit $map.Y1 | Should -Be (Format-Bit $model.Embedding.Points.Y1)
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'of a model is written too, and takes more iterations' {
        $path = "$TestDrive/model.npz"
        $part = $data | Invoke-SneEmbedding @run -AsModel
        $longer = $part | Resume-SneEmbedding -MaxIteration 20 -CheckpointPath $path
        (Resume-SneEmbedding -CheckpointPath $path -MaxIteration 10).Embedding.Iterations | Should -Be 330
        (Resume-SneEmbedding -CheckpointPath $path).Embedding.Iterations | Should -Be 330
        (Get-Refusal { $part | Resume-SneEmbedding -MaxIteration 20 -CheckpointPath $path }).FullyQualifiedErrorId | Should -Be "FileExists,$resume"
        $again = $part | Resume-SneEmbedding -MaxIteration 20 -CheckpointPath $path -Force
        Format-Bit $again.Map.Values | Should -Be (Format-Bit $longer.Map.Values)
    }

    It 'is told of damage, and goes on from the one before' {
        $path = "$TestDrive/damaged.npz"
        $null = $data | Invoke-SneEmbedding @run -CheckpointPath $path -CheckpointInterval 0
        Set-Content $path 'no checkpoint'
        $map = Resume-SneEmbedding -CheckpointPath $path -AsEmbedding -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*damaged.npz*damaged.previous.npz*'
        Format-Bit $map.Map.Values | Should -Be (Format-Bit $whole.Map.Values)
    }

    It 'does not replace another one unless told to, before any work: <Name>' -ForEach @(
        @{ Name = 'taken.npz' }, @{ Name = 'taken.previous.npz' }, @{ Name = 'taken.data.npz' }
    ) {
        Remove-Item $TestDrive/taken* -ErrorAction Ignore
        Set-Content $TestDrive/$Name 'mine'
        $refusal = Get-Refusal { , (1, 2) | Invoke-SneEmbedding -CheckpointPath $TestDrive/taken.npz }
        $refusal.FullyQualifiedErrorId | Should -Be "FileExists,$invoke"
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        Get-Content $TestDrive/$Name | Should -Be 'mine'
        @($data | Invoke-SneEmbedding @run -CheckpointPath $TestDrive/taken.npz -Force) | Should -HaveCount 150
        (Resume-SneEmbedding -CheckpointPath $TestDrive/taken.npz).Embedding.Iterations | Should -Be 300
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'an interval without a path'; With = @{ CheckpointInterval = 5 }; Id = 'InvalidOption' }
        @{ What = 'force without a path'; With = @{ Force = $true }; Id = 'InvalidOption' }
        @{ What = 'a plan without jitter'; With = @{ PlannedIteration = 50 }; Id = 'InvalidOption' }
        @{ What = 'a folder that is not there'; With = @{ CheckpointPath = '/no/such/folder/run.npz' }; Id = 'FileUnwritable' }
        @{ What = 'what is no file'; With = @{ CheckpointPath = 'Env:/run.npz' }; Id = 'PathNotFile' }
    ) {
        (Get-Refusal { $data | Invoke-SneEmbedding @run @With }).FullyQualifiedErrorId | Should -Be "$Id,$invoke"
    }

    It 'that is not there, or of another kind, is refused' {
        $refusal = Get-Refusal { Resume-SneEmbedding -CheckpointPath $TestDrive/none.npz }
        $refusal.FullyQualifiedErrorId | Should -Be "PathNotFound,$resume"
        $refusal.Exception.Message | Should -BeLike '*Invoke-SneEmbedding*'
        Set-Content $TestDrive/text.npz, $TestDrive/text.data.npz 'text'
        $refusal = Get-Refusal { Resume-SneEmbedding -CheckpointPath $TestDrive/text.npz }
        $refusal.FullyQualifiedErrorId | Should -Be "InvalidFile,$resume"
        $refusal.TargetObject | Should -Be "$TestDrive/text.npz"
        (Get-Refusal { Resume-SneEmbedding -CheckpointPath $TestDrive/none.npz -AsRow -AsEmbedding }).FullyQualifiedErrorId | Should -Be "InvalidOption,$resume"
        (Get-Refusal { Resume-SneEmbedding -CheckpointPath $TestDrive/none.npz -AsRow -Compact }).FullyQualifiedErrorId | Should -Be "InvalidOption,$resume"
    }
}
