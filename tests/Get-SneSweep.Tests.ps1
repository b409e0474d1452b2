# The table of a sweep.
Describe 'Get-SneSweep' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $cmdlet = 'SneTools.PowerShell.Commands.GetSneSweepCommand'
        $quiet = @{ WarningAction = 'SilentlyContinue' }
        $path = "$TestDrive/sweep"
        $null = New-SneSweep $path "$dataFolder/iris.csv" @{ Method = 'TSne'; Initialization = 'Random'; Seed = 1..3; MaxIteration = 300 } -Measure @quiet | Invoke-SneSweep -Run 1, 3
        $rows = @(Get-SneSweep $path)
    }

    It 'gives all runs the same properties, done or not' {
        $rows | Should -HaveCount 3
        $rows[1].PSObject.Properties.Name | Should -Be $rows[0].PSObject.Properties.Name
        $rows[1].State | Should -Be 'Waiting'
        $rows[1].Divergence | Should -BeNullOrEmpty
        $rows[1].Seed | Should -Be 2
        $rows.Parameters | Should -Be 'Seed', 'Seed', 'Seed'
        $rows[0].Map | Should -Exist
    }

    It 'sorts, and is a CSV that is read back' {
        $sorted = $rows | Where-Object State -EQ Completed | Sort-Object MeanDivergence
        $sorted[0].MeanDivergence | Should -BeLessOrEqual $sorted[1].MeanDivergence
        $rows | Export-Csv "$TestDrive/table.csv"
        $read = @(Import-Csv "$TestDrive/table.csv")
        $read.Run | Should -Be '1', '2', '3'
        Format-Bit ([double]::Parse($read[0].Divergence, [cultureinfo]::InvariantCulture)) | Should -Be (Format-Bit $rows[0].Divergence)
    }

    It 'chooses by number and by state' {
        (Get-SneSweep $path -Run 3, 2).Run | Should -Be 2, 3
        (Get-SneSweep $path -State Waiting).Run | Should -Be 2
    }

    It 'finds the best: the least cost, the greatest of other measures' {
        $done = $rows | Where-Object State -EQ Completed
        (Get-SneSweep $path -Best MeanDivergence).Run | Should -Be ($done | Sort-Object MeanDivergence)[0].Run
        (Get-SneSweep $path -Best Trustworthiness).Run | Should -Be ($done | Sort-Object Trustworthiness -Descending)[0].Run
        (Get-Refusal { Get-SneSweep $path -Best Beauty }).FullyQualifiedErrorId | Should -BeExactly "ColumnNotFound,$cmdlet"
        (Get-Refusal { Get-SneSweep $path -Best Recall -State Waiting }).FullyQualifiedErrorId | Should -BeExactly "EmptyInput,$cmdlet"
    }

    It 'shows a table that fits into 79 columns' {
        $text = $rows | Format-Table | Out-String -Width 79
        $lines = $text.Trim() -split "`n"
        $lines[0] | Should -BeLike '*Run*State*Data*Parameters*Cost*Seconds*'
        $lines[-1] | Should -BeLike '*Completed*iris.csv*Seed 3*'
    }

    It 'completes measures' {
        (TabExpansion2 'Get-SneSweep x -Best Trust' -cursorColumn 26).CompletionMatches.CompletionText | Should -Be 'Trustworthiness'
    }

    It 'tells that there is no sweep, no such run, a damaged row' {
        (Get-Refusal { Get-SneSweep "$TestDrive/nowhere" }).FullyQualifiedErrorId | Should -BeExactly "PathNotFound,$cmdlet"
        (Get-Refusal { Get-SneSweep $path -Run 4 }).FullyQualifiedErrorId | Should -BeExactly "InvalidOption,$cmdlet"
        Set-Content "$path/runs/0002.json" '{'
        $refusal = Get-Refusal { Get-SneSweep $path }
        $refusal.FullyQualifiedErrorId | Should -BeExactly "InvalidFile,$cmdlet"
        "$refusal" | Should -BeLike '*0002.json*'
    }
}
