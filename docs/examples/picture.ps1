# Draws a map as an SVG picture: a dot for every point, a color for every label.
#   picture.ps1 digits-map.csv docs/digits.svg
param(
    [Parameter(Mandatory)] [string] $Map,
    [Parameter(Mandatory)] [string] $Path
)

$points = Import-SneData $Map -Property Y1, Y2 -Label digit
$label = $points.Labels[0].Values
$size = 640
$margin = 24

# Okabe and Ito's colors, which people with any color vision tell apart, and four more for ten classes.
$colors = '#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#56B4E9', '#B8A800', '#222222', '#8C564B', '#7B5FC6'

$x = foreach ($i in 0..($points.Count - 1)) { $points.Values[$i, 0] }
$y = foreach ($i in 0..($points.Count - 1)) { $points.Values[$i, 1] }
$left = [System.Linq.Enumerable]::Min([double[]] $x)
$top = [System.Linq.Enumerable]::Max([double[]] $y)
$width = [System.Linq.Enumerable]::Max([double[]] $x) - $left
$height = $top - [System.Linq.Enumerable]::Min([double[]] $y)
$scale = ($size - 2 * $margin) / [math]::Max($width, $height)
$pictureWidth = [int] ($width * $scale + 2 * $margin)
$pictureHeight = [int] ($height * $scale + 2 * $margin)

$paths = [ordered]@{}
$centers = @{}
for ($i = 0; $i -lt $points.Count; $i++) {
    $px = [math]::Round($margin + ($x[$i] - $left) * $scale, 1)
    $py = [math]::Round($margin + ($top - $y[$i]) * $scale, 1)
    if (-not $paths.Contains($label[$i])) {
        $paths[$label[$i]] = [System.Text.StringBuilder]::new()
        $centers[$label[$i]] = @([System.Collections.Generic.List[double]]::new(), [System.Collections.Generic.List[double]]::new())
    }
    $null = $paths[$label[$i]].Append("M$px $($py)h0")
    $centers[$label[$i]][0].Add($px)
    $centers[$label[$i]][1].Add($py)
}

$svg = [System.Text.StringBuilder]::new()
$null = $svg.Append("<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $pictureWidth $pictureHeight`" width=`"$pictureWidth`" height=`"$pictureHeight`" font-family=`"sans-serif`">`n")
$null = $svg.Append("<rect width=`"$pictureWidth`" height=`"$pictureHeight`" fill=`"#fff`"/>`n<g stroke-width=`"5`" stroke-linecap=`"round`" stroke-opacity=`".75`" fill=`"none`">`n")
$k = 0
foreach ($name in $paths.Keys) {
    $null = $svg.Append("<path stroke=`"$($colors[$k++ % $colors.Count])`" d=`"$($paths[$name])`"/>`n")
}
$null = $svg.Append("</g>`n<g font-size=`"26`" font-weight=`"bold`" text-anchor=`"middle`" stroke=`"#fff`" stroke-width=`"5`" paint-order=`"stroke`">`n")
foreach ($name in $paths.Keys) {
    # The median is where most of a class lies, even when a few of its points lie elsewhere.
    $cx = $centers[$name][0]
    $cy = $centers[$name][1]
    $cx.Sort()
    $cy.Sort()
    $text = [System.Security.SecurityElement]::Escape($name)
    $null = $svg.Append("<text x=`"$([int] $cx[$cx.Count / 2])`" y=`"$([int] $cy[$cy.Count / 2] + 9)`">$text</text>`n")
}
$null = $svg.Append("</g>`n</svg>`n")
[System.IO.File]::WriteAllText($Path, $svg)
