# The pictures of README.md and docs/gallery.md: the digits, and MNIST, by three methods of the family.
#   gallery.ps1                   the 1 797 digits of tests/data
#   gallery.ps1 -Mnist ~/mnist    and the 70 000 of MNIST: a folder with its four IDX files, plain or .gz
param(
    [string] $Mnist,
    [string] $Folder = "$PSScriptRoot/../images"
)

# The bytes of an IDX file behind its header.
function Read-Idx([string] $Name, [int] $HeaderLength) {
    $path = "$Mnist/$Name"
    $source = [System.IO.File]::OpenRead([System.IO.File]::Exists($path) ? $path : "$path.gz")
    $stream = $source.Name.EndsWith('.gz') ? [System.IO.Compression.GZipStream]::new($source, [System.IO.Compression.CompressionMode]::Decompress) : $source
    $bytes = [System.IO.MemoryStream]::new()
    $stream.CopyTo($bytes)
    $stream.Dispose()
    , [System.ArraySegment[byte]]::new($bytes.ToArray(), $HeaderLength, $bytes.Length - $HeaderLength).ToArray()
}

# One IDX file of the training and the test part of MNIST together.
function Join-Idx([string] $Kind, [byte[]] $Header, [string] $Path) {
    $file = [System.IO.File]::Create($Path)
    $file.Write($Header)
    foreach ($part in 'train', 't10k') {
        $file.Write((Read-Idx "$part-$Kind-ubyte" $Header.Length))
    }
    $file.Dispose()
}

function Export-Picture($Data, [string] $Name, [string] $Title, [hashtable] $With = @{}) {
    foreach ($method in 'Sne', 'SymmetricSne', 'TSne') {
        $map = $Data | Invoke-SneEmbedding -Method $method -AsEmbedding @With -WarningAction SilentlyContinue
        $map | Export-SnePlot "$Folder/$Name-$($method.ToLowerInvariant()).png" -Title "$Title by $method" -Width 640 -Height 520 -Force
        "$Title, $method`: $($map.Iterations) iterations, mean divergence $($map.MeanDivergence.ToString('0.000')), $([int] $map.Elapsed.TotalSeconds) s"
    }
}

$null = [System.IO.Directory]::CreateDirectory($Folder)
Export-Picture (Import-SneData "$PSScriptRoot/../../tests/data/digits.csv" -Label digit) digits '1 797 digits'
if ($Mnist) {
    $temporary = [System.IO.Directory]::CreateTempSubdirectory('mnist-').FullName
    Join-Idx images-idx3 ([byte[]] (0, 0, 8, 3, 0, 1, 0x11, 0x70, 0, 0, 0, 28, 0, 0, 0, 28)) "$temporary/images-idx3-ubyte"
    Join-Idx labels-idx1 ([byte[]] (0, 0, 8, 1, 0, 1, 0x11, 0x70)) "$temporary/labels-idx1-ubyte"
    $data = Import-SneData "$temporary/images-idx3-ubyte" -LabelPath "$temporary/labels-idx1-ubyte"
    Export-Picture $data mnist '70 000 digits of MNIST' @{ PrincipalComponent = 50 }
    [System.IO.Directory]::Delete($temporary, $true)
}
