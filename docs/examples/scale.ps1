<#
.SYNOPSIS
    Maps a sample of the rows of many files, and places all rows in that map, shard by shard.
.DESCRIPTION
    The files are read once, in batches, for the sample; its map is made and kept as a model beside the results. Then every file is cut into
    shards, and every shard is placed by the model: here on all cores of this machine, or, where the sweep is given to Slurm, on many. A script
    that was ended goes on where it was. See docs/scale.md.
.PARAMETER Path
    The files of rows; wildcards are allowed.
.PARAMETER Destination
    The folder for the model (map.npz) and the sweep.
.PARAMETER Share
    The share of the rows that the map is made of: some tens of thousands of rows are a map in minutes.
.PARAMETER Method
    The method of the map.
.PARAMETER ExcludeProperty
    Columns that are not embedded. In the results they are beside the places.
.PARAMETER ShardSize
    Rows of a shard.
.EXAMPLE
    ./scale.ps1 part*.parquet big -Share 0.0005 -ExcludeProperty id

    A row for every shard: how many rows it has, where its file is, and how unlike the sample they are.
#>
param(
    [Parameter(Mandatory, Position = 0)] [string[]] $Path,
    [Parameter(Mandatory, Position = 1)] [string] $Destination,
    [ValidateRange(0.0, 1.0)] [double] $Share = 0.01,
    [string] $Method = 'TSne',
    [string[]] $ExcludeProperty = @(),
    [ValidateRange(1, 2147483647)] [int] $ShardSize = 1000000
)

$ErrorActionPreference = 'Stop'
$model = Join-Path $Destination 'map.npz'
if (-not (Test-Path $model)) {
    $null = New-Item $Destination -ItemType Directory -Force

    # Of every batch its share, drawn without putting back.
    $random = [random]::new(1)
    Import-SneData $Path -Stream -ExcludeProperty $ExcludeProperty | ForEach-Object {
        $count = [int] [math]::Floor($_.Count * $Share + $random.NextDouble())
        $order = [int[]] (0..($_.Count - 1))
        $random.Shuffle($order)
        for ($k = 0; $k -lt $count; $k++) {
            $row = [ordered] @{}
            for ($c = 0; $c -lt $_.Dimension; $c++) { $row[$_.Columns[$c]] = $_.Values[$order[$k], $c] }
            [pscustomobject] $row
        }
    } | Invoke-SneEmbedding -Method $Method -AsModel -Compact | Export-SneModel $model -Force
}

$sweep = Join-Path $Destination 'sweep'
if (-not (Test-Path (Join-Path $sweep 'sweep.json'))) {
    $null = New-SneSweep -Path $sweep -Data $Path -Model $model -ShardSize $ShardSize
}

$null = Invoke-SneSweep -Path $sweep
Get-SneSweep -Path $sweep
