# Stopping those who work on a sweep.
Describe 'Stop-SneSweep' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $cmdlet = 'SneTools.PowerShell.Commands.StopSneSweepCommand'
        $path = "$TestDrive/sweep"
        $null = New-SneSweep $path "$dataFolder/iris.csv" @{ Seed = 1, 2, 3; MaxIteration = 1000000; Tolerance = 0 } -WarningAction SilentlyContinue
    }

    It 'stops a sweep that another process makes, after its checkpoints' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$PSScriptRoot/../output/SneTools'; Invoke-SneSweep '$path' -ThrottleLimit 2")
            $running = $shell.BeginInvoke()
            while (@(Get-SneSweep $path -State Running).Count -lt 2) {
                $running.IsCompleted | Should -BeFalse
                Start-Sleep -Milliseconds 20
            }
            Stop-SneSweep $path -WhatIf
            $running.AsyncWaitHandle.WaitOne(500) | Should -BeFalse
            Stop-SneSweep $path
            $running.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
            $null = $shell.EndInvoke($running)
            "$($shell.Streams.Warning)" | Should -BeLike '3 runs are not done*'
        }
        finally {
            $shell.Dispose()
        }
        (Get-SneSweep $path).State | Should -Be 'Interrupted', 'Interrupted', 'Waiting'
        @(Get-ChildItem $path/runs -Filter *.checkpoint.npz) | Should -HaveCount 2
    }

    It 'tells that there is no sweep' {
        (Get-Refusal { Stop-SneSweep "$TestDrive/nowhere" }).FullyQualifiedErrorId | Should -BeExactly "PathNotFound,$cmdlet"
    }
}
