<#
.SYNOPSIS
    Compiles the help pages in docs/en-US into the file that Get-Help reads, module/en-US/SneTools.PowerShell.dll-Help.xml.
.DESCRIPTION
    Microsoft.PowerShell.PlatyPS reads and compiles the pages. What it leaves as Markdown is then put where Get-Help
    looks for it: the code of an example under the example's code, without fences, and what the page calls a default
    value under the parameter's default value. The same pages give the same bytes on every machine.
.EXAMPLE
    ./build.ps1 Docs
#>
[CmdletBinding()]
param(
    [string] $Page = (Join-Path $PSScriptRoot 'en-US' '*-*.md'),
    [string] $Destination = (Join-Path $PSScriptRoot '..' 'module' 'en-US' 'SneTools.PowerShell.dll-Help.xml')
)

$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS

# Get-Help shows text as it is, so that marks of bold type and fences would only be in the way.
function ConvertTo-PlainText([string] $Markdown) {
    $text = $Markdown.Replace("`r", '').Replace([string][char]0x80, '')
    [regex]::Replace($text, '(?m)^```\w*\n?|\*\*(?=\S)([^*\n]+)\*\*', '$1').Trim("`n")
}

function Add-Paragraph($Parent, [string[]] $Text) {
    foreach ($block in $Text) {
        $paragraph = $Parent.OwnerDocument.CreateElement('maml', 'para', $maml)
        $paragraph.InnerText = $block
        $null = $Parent.AppendChild($paragraph)
    }
}

# The one block of PowerShell is the example's code, and all prose and what is printed the remarks. There is no
# introduction: Get-Help would show it in the same lines as the code, which then cannot be copied.
function Write-Example($Node, [string] $Title, [string] $Text) {
    $introduction = $Node.SelectSingleNode('maml:introduction', $names)
    $code = $Node.SelectSingleNode('dev:code', $names)
    $remarks = $Node.SelectSingleNode('dev:remarks', $names)
    $introduction.RemoveAll()
    $remarks.RemoveAll()
    $Node.SelectSingleNode('maml:title', $names).InnerText = "--- $Title ---"
    if ([regex]::Matches($Text, '(?m)^```powershell$').Count -ne 1) {
        throw "The example '$Title' has not one block of PowerShell but another number; one can be copied."
    }
    foreach ($part in [regex]::Matches($Text, '(?s)\n*```(?<kind>\w*)\n(?<block>.*?)\n```|(?<prose>.+?)(?=\n```|\z)')) {
        $kind = $part.Groups['kind'].Value
        if ($part.Groups['prose'].Success) {
            $prose = (ConvertTo-PlainText $part.Value).Trim("`n")
            if ($prose) {
                Add-Paragraph $remarks ($prose -split '\n\n+')
            }
        }
        elseif ($kind -eq 'powershell') {
            $code.InnerText = $part.Groups['block'].Value
        }
        else {
            Add-Paragraph $remarks $part.Groups['block'].Value
        }
    }
}

$pages = Get-ChildItem $Page | Sort-Object Name
foreach ($file in $pages) {
    if (-not (Test-MarkdownCommandHelp $file.FullName)) {
        throw "$($file.Name) is not a valid help page."
    }
}

$scratch = [IO.Directory]::CreateTempSubdirectory('SneTools_').FullName
try {
    $commands = $pages | Import-MarkdownCommandHelp
    $compiled = $commands | Export-MamlCommandHelp -OutputFolder $scratch -Force
    $document = [xml]::new()
    $document.Load($compiled.FullName)
}
finally {
    Remove-Item $scratch -Recurse
}

$maml = 'http://schemas.microsoft.com/maml/2004/10'
$names = [System.Xml.XmlNamespaceManager]::new($document.NameTable)
$names.AddNamespace('maml', $maml)
$names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
$names.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')

foreach ($command in $commands) {
    $node = $document.SelectSingleNode("//command:command[command:details/command:name='$($command.Title)']", $names)
    foreach ($paragraph in $node.SelectNodes('.//maml:para', $names)) {
        $paragraph.InnerText = ConvertTo-PlainText $paragraph.InnerText
    }
    $synopsis = $node.SelectSingleNode('command:details/maml:description/maml:para', $names)
    $synopsis.InnerText = $synopsis.InnerText -replace '\s+', ' '

    foreach ($parameter in $command.Parameters) {
        $default = $parameter.DefaultValue
        if ($default -and $default -ne "''") {
            foreach ($place in $node.SelectNodes(".//command:parameter[maml:name='$($parameter.Name)']", $names)) {
                $element = $document.CreateElement('dev', 'defaultValue', $names.LookupNamespace('dev'))
                $element.InnerText = $default
                $null = $place.AppendChild($element)
            }
        }
    }

    $places = @($node.SelectNodes('command:examples/command:example', $names))
    for ($e = 0; $e -lt $places.Count; $e++) {
        Write-Example $places[$e] $command.Examples[$e].Title $command.Examples[$e].Remarks.Replace("`r", '')
    }

    # A link to another page means nothing where there are no pages: its text is the name of a command. One to another
    # place is a text, too: Get-Help -Online would take it for the online page of this command, whose address the command
    # itself knows.
    foreach ($link in @($node.SelectNodes('command:relatedLinks/maml:navigationLink', $names))) {
        $uri = $link.SelectSingleNode('maml:uri', $names)
        $shown = $link.SelectSingleNode('maml:linkText', $names)
        if ($shown.InnerText -eq 'Online Version') {
            $null = $link.ParentNode.RemoveChild($link)
        }
        if ($uri.InnerText -like 'http*') {
            $shown.InnerText += ": $($uri.InnerText)"
        }
        $uri.InnerText = ''
    }
}

$null = New-Item (Split-Path $Destination) -ItemType Directory -Force
$settings = [System.Xml.XmlWriterSettings]@{
    Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false)
}
$stream = [IO.MemoryStream]::new()
$writer = [System.Xml.XmlWriter]::Create($stream, $settings)
$document.Save($writer)
$writer.Dispose()
[IO.File]::WriteAllBytes($Destination, $stream.ToArray() + [byte] 10)
Get-Item $Destination
