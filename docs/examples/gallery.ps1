<#
.SYNOPSIS
    Draws the pictures of README.md and docs/gallery.md: the digits, and MNIST, by three methods of the family.
.PARAMETER Mnist
    A folder with the four IDX files of MNIST, plain or .gz. Without it only the digits of tests/data are drawn.
.PARAMETER Folder
    Where the pictures go. Those that are there are replaced.
.EXAMPLE
    docs/examples/gallery.ps1 -Mnist ~/mnist
#>
[CmdletBinding()]
param(
    [string] $Mnist,
    [string] $Folder = "$PSScriptRoot/../images"
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module SneTools)) {
    Import-Module "$PSScriptRoot/../../output/SneTools"
}

# One IDX file of the training and the test part of MNIST together: a header, and the bytes behind both parts' own.
function Join-Idx([string] $Kind, [byte[]] $Header, [string] $Path) {
    $joined = [System.IO.File]::Create($Path)
    $joined.Write($Header)
    foreach ($part in 'train', 't10k') {
        $file = (Get-Item "$Mnist/$part-$Kind-ubyte*").OpenRead()
        $stream = $file.Name.EndsWith('.gz') ? [System.IO.Compression.GZipStream]::new($file, 'Decompress') : $file
        $stream.ReadExactly([byte[]]::new($Header.Length), 0, $Header.Length)
        $stream.CopyTo($joined)
        $stream.Dispose()
    }
    $joined.Dispose()
}

function Export-Picture($Data, [string] $Name, [string] $Title, [hashtable] $With = @{}) {
    foreach ($method in 'Sne', 'SymmetricSne', 'TSne') {
        $map = $Data | Invoke-SneEmbedding -Method $method -AsEmbedding @With -WarningAction SilentlyContinue
        $map | Export-SnePlot "$Folder/$Name-$($method.ToLowerInvariant()).png" -Title "$Title by $method" -Width 640 -Height 520 -Force
        "$Title, $method`: $($map.Iterations) iterations, mean divergence $($map.MeanDivergence.ToString('0.000')), $([int] $map.Elapsed.TotalSeconds) s"
    }
}

$null = New-Item $Folder -ItemType Directory -Force
Export-Picture (Import-SneData "$PSScriptRoot/../../tests/data/digits.csv" -Label digit) digits '1 797 digits'
if ($Mnist) {
    $temporary = (New-Item "Temp:/mnist-$PID" -ItemType Directory).FullName
    try {
        Join-Idx images-idx3 (0, 0, 8, 3, 0, 1, 0x11, 0x70, 0, 0, 0, 28, 0, 0, 0, 28) "$temporary/images-idx3-ubyte"
        Join-Idx labels-idx1 (0, 0, 8, 1, 0, 1, 0x11, 0x70) "$temporary/labels-idx1-ubyte"
        $data = Import-SneData "$temporary/images-idx3-ubyte" -LabelPath "$temporary/labels-idx1-ubyte"
        Export-Picture $data mnist '70 000 digits of MNIST' @{ PrincipalComponent = 50 }
    }
    finally {
        Remove-Item $temporary -Recurse
    }
}
