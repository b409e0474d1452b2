# docs/derivation.md: what it says of the worked example is what its lines print today.
Describe 'The derivation page' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        . $PSScriptRoot/HelpPages.ps1
        $text = (Get-Content "$helpRepository/docs/derivation.md" -Raw).Replace("`r", '')
        $example = Get-PageSection $text '## A worked example'
        $shell = Get-PageSection $text '## See it from the shell'
        $code = @([regex]::Matches($shell, '(?s)```powershell\n(.*?)\n```').ForEach({ $_.Groups[1].Value }))
        $shown = @([regex]::Matches($shell, '(?s)```text\n(.*?)\n```').ForEach({ $_.Groups[1].Value }))

        # The cells of the table whose header begins with a text, row by row.
        function Get-TableRow([string] $Header) {
            $lines = $example -split "`n"
            $start = [array]::FindIndex($lines, [System.Predicate[string]] { param($line) $line.StartsWith("| $Header") })
            for ($k = $start + 2; $lines[$k].StartsWith('|'); $k++) {
                , ($lines[$k].Trim('|', ' ') -split ' \| ').ForEach{ $_.Trim('`', '$', ' ').Replace([string] [char] 0x2212, '-') }
            }
        }

        # "2/3" and the like.
        function Get-Number([string] $Fraction) {
            $parts = $Fraction -split '/'
            if ($parts.Count -eq 2) { [double] $parts[0] / [double] $parts[1] } else { [double] $Fraction }
        }

        # Passes if two texts have the same words and numbers; of rounding errors, no more than that they are small.
        function Assert-SameText([string] $Actual, [string] $Expected) {
            $words = -split $Actual
            $others = -split $Expected
            $words.Count | Should -Be $others.Count -Because $Actual
            for ($k = 0; $k -lt $words.Count; $k++) {
                if ($others[$k] -match '^-?\d\.\de-1\d$') { [math]::Abs([double] $words[$k]) | Should -BeLessThan 1e-9 }
                else { $words[$k] | Should -BeExactly $others[$k] }
            }
        }

        $before = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        . ([scriptblock]::Create(($code[0] -replace '\n(?=\$x \|)', "`n`$whole = ")))
        $slips = . ([scriptblock]::Create($code[1]))
    }

    AfterAll {
        $PSStyle.OutputRendering = $before
    }

    It 'has the probabilities' {
        foreach ($row in Get-TableRow 'row $i$') {
            $i = [int] $row[0] - 1
            foreach ($j in 0..2) {
                Measure-Difference $p[$i, $j] (Get-Number $row[1 + $j]) | Should -BeLessThan 1e-14 # one rounding or two
                Measure-Difference $q[$i, $j] (Get-Number $row[4 + $j]) | Should -BeLessThan 1e-14
            }
        }
    }

    It 'has the cost' {
        $cost = 0.0
        foreach ($i in 0..2) { foreach ($j in 0..2) { if ($i -ne $j) { $cost += $p[$i, $j] * [math]::Log($p[$i, $j] / $q[$i, $j]) } } }
        $example | Should -BeLike "*Together `$C = $($cost.ToString('0.000000', [cultureinfo]::InvariantCulture))`$*"
    }

    It 'has the brackets' {
        $brackets = @{
            Analytic          = { param($i, $j) $p[$i, $j] - $q[$i, $j] + $p[$j, $i] - $q[$j, $i] }
            Printed           = { param($i, $j) $p[$i, $j] * (1 - $q[$i, $j]) - $p[$j, $i] * (1 - $q[$j, $i]) }
            PrintedUnweighted = { param($i, $j) $q[$j, $i] - $q[$i, $j] }
        }
        $rows = @(Get-TableRow 'formula | 1, 2')
        $rows.Count | Should -Be 3
        foreach ($row in $rows) {
            $pair = 0
            foreach ($ij in @(0, 1), @(0, 2), @(1, 2)) {
                $pair++
                $said = Get-Number (-split $row[$pair])[-1]
                Measure-Difference (& $brackets[$row[0]] $ij[0] $ij[1]) $said | Should -BeLessThan 1e-14 -Because "$row"
            }
        }
    }

    It 'has the gradients, their sums and their torque' {
        $names = 'Analytic', 'Printed', 'PrintedUnweighted'
        $rows = @(Get-TableRow 'coordinate')
        for ($k = 0; $k -lt 6; $k++) {
            $rows[$k][0] | Should -BeExactly "y_{$([math]::Floor($k / 2) + 1)$($k % 2 + 1)}"
            foreach ($f in 0..2) {
                $entry = $whole[6 * $f + $k]
                $entry.Formula, $entry.Point, $entry.Coordinate | Should -Be $names[$f], ([math]::Floor($k / 2)), ($k % 2 + 1)
                Measure-Difference $entry.Gradient ([double] $rows[$k][2 + $f]) | Should -BeLessThan 5.1e-7 # six decimals
                Measure-Difference $entry.Numerical ([double] $rows[$k][1]) | Should -BeLessThan 5.1e-7
                $entry.Error | Should -Be ($entry.Gradient - $entry.Numerical)
            }
        }
        foreach ($f in 0..2) {
            $g = $whole[(6 * $f)..(6 * $f + 5)].Gradient
            $sum = [regex]::Matches($rows[6][2 + $f], '-?[\d.]+').Value
            Measure-Difference ($g[0] + $g[2] + $g[4]), ($g[1] + $g[3] + $g[5]) $sum | Should -BeLessThan 5.1e-7
            $torque = 0.0
            foreach ($i in 0..2) { $torque += $y[$i][0] * $g[2 * $i + 1] - $y[$i][1] * $g[2 * $i] }
            Measure-Difference $torque ([double] $rows[7][2 + $f]) | Should -BeLessThan 5.1e-7
        }
    }

    It 'shows what its lines print: <_>' -ForEach 0, 1, 2 {
        $block = $_
        $output = switch ($block) {
            0 { $whole }
            1 { $slips }
            2 { . ([scriptblock]::Create($code[2])) 3>$null }
        }
        Assert-SameText ($output | Out-String -Width 100) $shown[$block]
    }

    It 'tells the slips from the right formula' {
        $slips.Formula | Should -Be 'FactorSlip', 'SignSlip', 'Right', 'Analytic'
        $slips.Passed | Should -Be $false, $false, $true, $true
    }
}
