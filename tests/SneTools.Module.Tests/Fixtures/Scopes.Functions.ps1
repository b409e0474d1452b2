function Get-Twice($Value) {
    2 * $Value
}

function Assert-Two($Value) {
    $Value | Should -Be 2
}
