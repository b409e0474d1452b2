<#
.SYNOPSIS
    Draws the pictures of README.md and docs/gallery.md: the digits, and MNIST, by three methods of the family, and the difficult cases.
.PARAMETER Mnist
    A folder with the four IDX files of MNIST, plain or .gz. Without it only the digits of tests/data are drawn.
.PARAMETER DifficultOnly
    Draw the difficult cases alone, which takes a few seconds.
.PARAMETER Folder
    Where the pictures go. Those that are there are replaced.
.EXAMPLE
    docs/examples/gallery.ps1 -Mnist ~/mnist
#>
[CmdletBinding()]
param(
    [string] $Mnist,
    [switch] $DifficultOnly,
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

# Crowds of points with whatever a table may hold beside them. The numbers come from one seed, so that the pictures stay the same.
function New-Crowd([int] $Crowds, [int] $Points) {
    $random = [random]::new(1)
    $centers = foreach ($k in 1..$Crowds) { , @((40 * $random.NextDouble()), (25 * $random.NextDouble())) }
    foreach ($i in 1..$Points) {
        $k = $i -le $Crowds ? $i - 1 : [int] [math]::Floor($Crowds * [math]::Pow($random.NextDouble(), 1.4))
        $radius = [math]::Sqrt(-2 * [math]::Log(1 - $random.NextDouble())) * 0.9
        $turn = 2 * [math]::PI * $random.NextDouble()
        $x = $centers[$k][0] + $radius * [math]::Cos($turn)
        [pscustomobject]@{
            Y1        = $x
            Y2        = $centers[$k][1] + $radius * [math]::Sin($turn)
            site      = "site $($k + 1)"
            habitat   = "$(('Wet', 'Dry', 'Alpine', 'Coastal', 'Urban', 'Boreal')[$k % 6]) grassland on calcareous soil, cut once a year or grazed ($($k + 1))"
            biomass   = $i % 40 ? [math]::Exp(1 + $x / 6 + 2 * $random.NextDouble()).ToString('0.00', [cultureinfo]::InvariantCulture) : 'n/a'
            collected = [datetime]::new(2019, 3, 1).AddDays(30 * $x + 90 * $random.NextDouble())
            observer  = ('Ada', 'Ben', 'Cleo', 'Dan')[$random.Next(4)]
        }
    }
}

# What pictures are judged by: many and long names, skewed numbers with gaps, dates, few points, little room.
function Export-Difficult {
    $with = @{ Force = $true; Width = 480 }
    $iris = Import-SneData "$PSScriptRoot/../../tests/data/iris.csv" | Invoke-SneEmbedding -AsEmbedding -WarningAction SilentlyContinue
    $iris | Export-SnePlot "$Folder/difficult-flat.png" @with -Title 'A map three times as wide as high'
    $digits = Import-SneData "$PSScriptRoot/../../tests/data/digits.csv" -Label digit | Invoke-SneEmbedding -Method TSne -AsEmbedding -WarningAction SilentlyContinue
    $digits | Export-SnePlot "$Folder/difficult-recall.png" @with -Color Recall -Title 'Where the map has kept neighbors'
    $many = New-Crowd 100 300
    $many | Export-SnePlot "$Folder/difficult-many.png" -Width 560 -Force -Color site -Title '100 sites: the largest 59, and the rest'
    $few = New-Crowd 10 300
    $few | Export-SnePlot "$Folder/difficult-long.png" @with -Color habitat -Title 'Names of sixty letters and more'
    $few | Export-SnePlot "$Folder/difficult-small.png" -Width 300 -Height 200 -Force -Color habitat
    $few | Export-SnePlot "$Folder/difficult-skewed.png" @with -Color biomass -ColorScale Log -ColorLimit p1, p99 -Theme Dark -Title 'Skewed numbers, some of them n/a'
    $few | Export-SnePlot "$Folder/difficult-dates.png" @with -Color collected -Title 'Dates'
    $few | Export-SnePlot "$Folder/difficult-scattered.png" @with -Color observer -Title 'Categories that lie scattered'
}

$null = New-Item $Folder -ItemType Directory -Force
Export-Difficult
if ($DifficultOnly) {
    return
}

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
