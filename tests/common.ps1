# What every test file needs: the module as the build lays it out, and the test data.
Import-Module "$PSScriptRoot/../output/SneTools" -Force

$dataFolder = "$PSScriptRoot/data"

# A small table: three columns of numbers, no two rows alike, and a name that rides along.
function New-TestRow([int] $Count = 12) {
    for ($i = 1; $i -le $Count; $i++) {
        [pscustomobject]@{ a = 2 * $i; b = $i * $i % 7; c = [math]::Sin($i); name = "row $i" }
    }
}

# A file on the test drive, in UTF-8 without a byte order mark unless told otherwise; gives its path.
function Write-TestFile([string] $Name, [string] $Text, [System.Text.Encoding] $Encoding = [System.Text.UTF8Encoding]::new($false)) {
    Set-Content -LiteralPath "$TestDrive/$Name" $Text -Encoding $Encoding -NoNewline
    "$TestDrive/$Name"
}

# A file of bytes on the test drive, compressed if asked for; gives its path.
function Write-TestByte([string] $Name, [byte[]] $Byte, [switch] $Gzip) {
    if ($Gzip) {
        $packed = [System.IO.MemoryStream]::new()
        $stream = [System.IO.Compression.GZipStream]::new($packed, [System.IO.Compression.CompressionMode]::Compress)
        $stream.Write($Byte, 0, $Byte.Count)
        $stream.Dispose()
        $Byte = $packed.ToArray()
    }
    Set-Content -LiteralPath "$TestDrive/$Name" $Byte -AsByteStream
    "$TestDrive/$Name"
}

# The bytes of an NPY file of single bytes, or of another type whose numbers are given as bytes.
function Get-NpyByte([string] $Shape, [byte[]] $Number, [string] $Type = '|u1') {
    $header = "{'descr': '$Type', 'fortran_order': False, 'shape': $Shape, }`n"
    [byte[]] (@(0x93) + [System.Text.Encoding]::ASCII.GetBytes('NUMPY') + @(1, 0, $header.Length, 0) + [System.Text.Encoding]::ASCII.GetBytes($header) + $Number)
}

# The error that ends a script block.
function Get-Refusal([scriptblock] $Script) {
    try {
        $null = & $Script
    }
    catch {
        return $_
    }
    throw 'Expected an error, but there was none.'
}

# A number in all its digits: two texts are equal only if all bits are.
function Format-Bit([double[]] $Number) {
    foreach ($value in $Number) {
        [System.BitConverter]::DoubleToInt64Bits($value).ToString('x16')
    }
}

# The largest difference between two lists of numbers, or arrays of numbers, or of a list from one number.
function Measure-Difference($Actual, $Expected) {
    $a = [double[]]@(foreach ($item in $Actual) { foreach ($number in $item) { $number } })
    $b = [double[]]@(foreach ($item in $Expected) { foreach ($number in $item) { $number } })
    if ($b.Count -eq 1) {
        $b = $b * $a.Count
    }
    if ($a.Count -ne $b.Count -or $a.Count -eq 0) {
        throw "There are $($a.Count) numbers, and $($b.Count) expected."
    }
    $largest = 0.0
    for ($k = 0; $k -lt $a.Count; $k++) {
        $difference = [math]::Abs($a[$k] - $b[$k])
        if (-not ($difference -le $largest)) { # NaN must not be lost
            $largest = $difference
        }
    }
    $largest
}

# Runs a script block where numbers are written as in German: 1.234,5.
function Invoke-WithComma([scriptblock] $Script) {
    $before = [cultureinfo]::CurrentCulture
    $german = [cultureinfo]::InvariantCulture.Clone()
    $german.NumberFormat.NumberDecimalSeparator = ','
    $german.NumberFormat.NumberGroupSeparator = '.'
    try {
        [cultureinfo]::CurrentCulture = $german
        & $Script
    }
    finally {
        [cultureinfo]::CurrentCulture = $before
    }
}

# Passes if a cmdlet that takes rows refuses a case of RefusedRows.ps1 as the case says.
function Assert-Refused([string] $Command, [hashtable] $Case) {
    if ($Case.ContainsKey('Cell')) {
        $rows = @(New-TestRow)
        $rows[2].b = $Case.Cell
    }
    else {
        $rows = @(& $Case.Rows)
    }
    $with = if ($Case.With) { $Case.With.Clone() } else { @{} }
    if ((Get-Command $Command).Parameters.ContainsKey('Perplexity')) {
        if (-not $with.ContainsKey('Sigma') -and -not $with.ContainsKey('Perplexity')) {
            $with.Perplexity = 3
        }
    }
    $refusal = Get-Refusal { $rows | & $Command @with -WarningAction SilentlyContinue }
    $class = (Get-Command $Command).ImplementingType.FullName
    $refusal.FullyQualifiedErrorId | Should -Be "$($Case.Id),$class"
    $refusal.CategoryInfo.Category | Should -Be $Case.Category
    $refusal.Exception.Message | Should -BeLike $Case.Message
    if ($Case.ContainsKey('Target')) {
        "$($refusal.TargetObject)" | Should -BeExactly "$($Case.Target)"
    }
    if ($Case.ContainsKey('Blames')) {
        $refusal.TargetObject.name | Should -Be $Case.Blames
    }
}

# Runs a script in a PowerShell of its own, which has loaded nothing yet; gives what it prints. $LASTEXITCODE tells its end.
function Invoke-NewPowerShell([string] $Script) {
    $file = "$TestDrive/$([guid]::NewGuid()).ps1"
    Set-Content $file "`$ErrorActionPreference = 'Stop'`n$Script"
    & "$PSScriptRoot/Invoke-PowerShell.ps1" -File $file 2>&1 | ForEach-Object ToString
}
