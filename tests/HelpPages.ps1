# Reads help: the pages in docs/en-US and what Docs compiled from them.

$helpRepository = (Get-Item "$PSScriptRoot/..").FullName

# The name of every page, in order.
function Get-PageName {
    (Get-ChildItem "$helpRepository/docs/en-US/*-*.md").BaseName | Sort-Object
}

# The text under a heading of a page, without empty lines around it.
function Get-PageSection([string] $Text, [string] $Heading) {
    [regex]::Match($Text, "(?ms)^$Heading\r?\n(.*?)(?=^#{1,$($Heading.IndexOf(' '))} |\z)").Groups[1].Value.Trim()
}

# The parts of a text under headings of a level: name and text of each.
function Split-Page([string] $Text, [string] $Mark) {
    foreach ($match in [regex]::Matches($Text, "(?ms)^$Mark (?<name>[^\r\n]+)\r?\n(?<text>.*?)(?=^$Mark |\z)")) {
        [pscustomobject]@{ Name = $match.Groups['name'].Value; Text = $match.Groups['text'].Value.Trim() }
    }
}

# The entries of a list in a YAML block: "Aliases: []", or a line "- x" for each.
function Get-YamlList([string] $Yaml, [string] $Key) {
    $lines = [regex]::Match($Yaml, "(?m)^${Key}:[^\n]*\n((?:- [^\n]*\n)*)").Groups[1].Value
    foreach ($match in [regex]::Matches($lines, '(?m)^- (.*)$')) {
        $match.Groups[1].Value.Trim()
    }
}

function Get-YamlValue([string] $Yaml, [string] $Key) {
    [regex]::Match($Yaml, "(?m)^ *(?:- )?${Key}:[ ]*(.*)$").Groups[1].Value.Trim().Trim("'")
}

# What a page says of a parameter, each thing in one line of text, as Format-Parameter writes what the cmdlet says.
function Read-PageParameter($Section) {
    $yaml = [regex]::Match($Section.Text, '(?s)```yaml\n(.*?)```').Groups[1].Value
    $sets = [regex]::Match($yaml, '(?ms)^ParameterSets:\n(.*?)(?=^\w)').Groups[1].Value
    [pscustomobject]@{
        Name     = $Section.Name.TrimStart('-')
        Type     = Get-YamlValue $yaml 'Type'
        Default  = Get-YamlValue $yaml 'DefaultValue'
        Aliases  = @(Get-YamlList $yaml 'Aliases') -join ', '
        Wildcard = Get-YamlValue $yaml 'SupportsWildcards'
        Values   = @(Get-YamlList $yaml 'AcceptedValues') -join ', '
        Required = $sets -match 'IsRequired: true'
        Sets     = @(
            foreach ($set in [regex]::Matches($sets, '(?ms)^- Name: .*?(?=^- |\z)')) {
                $keys = 'Name', 'Position', 'IsRequired', 'ValueFromPipeline', 'ValueFromPipelineByPropertyName'
                @(foreach ($key in $keys) { Get-YamlValue $set.Value $key }) -join ' '
            }
        ) -join ', '
    }
}

# A page: its synopsis in one line, the parameters of each parameter set, the parameters and the examples.
function Read-HelpPage([string] $Name) {
    $text = (Get-Content "$helpRepository/docs/en-US/$Name.md" -Raw).Replace("`r", '')
    [pscustomobject]@{
        Name       = $Name
        Synopsis   = (Get-PageSection $text '## SYNOPSIS') -replace '\s+', ' '
        Sets       = @(
            foreach ($set in Split-Page (Get-PageSection $text '## SYNTAX') '###') {
                $names = @([regex]::Matches($set.Text, '(?<=[\s\[])-(\w+)').ForEach({ $_.Groups[1].Value }))
                "$($set.Name): $((Get-Sorted $names) -join ' ')"
            }
        )
        Parameters = @(
            foreach ($section in Split-Page (Get-PageSection $text '## PARAMETERS') '###') {
                if ($section.Name -ne 'CommonParameters') { Read-PageParameter $section }
            }
        )
        Examples   = @(
            foreach ($section in Split-Page (Get-PageSection $text '## EXAMPLES') '###') {
                $code = @([regex]::Matches($section.Text, '(?s)```powershell\n(.*?)\n```').ForEach({ $_.Groups[1].Value }))
                [pscustomobject]@{ Title = $section.Name; Code = $code; Text = $section.Text }
            }
        )
        Errors     = @(
            foreach ($line in [regex]::Matches((Get-PageSection $text '## NOTES'), '(?m)^- (`\w+`(?:,\s+`\w+`)*):')) {
                [regex]::Matches($line.Groups[1].Value, '\w+').Value
            }
        )
    }
}

function Get-Sorted([string[]] $Text) {
    [array]::Sort($Text, [System.StringComparer]::Ordinal)
    $Text
}

# The type within an array or a nullable type.
function Get-InnerType([type] $Type) {
    if ($Type.IsArray) { return Get-InnerType $Type.GetElementType() }
    $inner = [System.Nullable]::GetUnderlyingType($Type)
    if ($inner) { $inner } else { $Type }
}

# What a cmdlet says of a parameter, as a page does.
function Format-Parameter($Parameter) {
    $inner = Get-InnerType $Parameter.ParameterType
    $values = if ($inner.IsEnum) { [enum]::GetNames($inner) }
    $wildcard = $false
    foreach ($attribute in $Parameter.Attributes) {
        if ($attribute -is [System.Management.Automation.ValidateSetAttribute]) { $values = $attribute.ValidValues }
        if ($attribute -is [System.Management.Automation.SupportsWildcardsAttribute]) { $wildcard = $true }
    }
    $required = $false
    $sets = foreach ($set in $Parameter.ParameterSets.GetEnumerator()) {
        $required = $required -or $set.Value.IsMandatory
        $name = if ($set.Key -eq '__AllParameterSets') { '(All)' } else { $set.Key }
        $position = if ($set.Value.Position -eq [int]::MinValue) { 'Named' } else { $set.Value.Position }
        $flags = $set.Value.IsMandatory, $set.Value.ValueFromPipeline, $set.Value.ValueFromPipelineByPropertyName
        "$name $position " + "$flags".ToLowerInvariant()
    }
    [pscustomobject]@{
        Name     = $Parameter.Name
        Type     = $Parameter.ParameterType.ToString()
        Aliases  = @($Parameter.Aliases) -join ', '
        Wildcard = "$wildcard".ToLowerInvariant()
        Values   = @($values) -join ', '
        Required = $required
        Sets     = (Get-Sorted @($sets)) -join ', '
    }
}

# The parameters of a cmdlet that are its own.
function Get-OwnParameter($Command) {
    $common = [System.Management.Automation.Cmdlet]::CommonParameters
    foreach ($parameter in $Command.Parameters.Values) {
        if (-not $common.Contains($parameter.Name)) { $parameter }
    }
}

# The parameters of each parameter set, as a page's syntax lists them.
function Format-ParameterSet($Command) {
    $common = [System.Management.Automation.Cmdlet]::CommonParameters
    foreach ($set in $Command.ParameterSets) {
        $names = foreach ($parameter in $set.Parameters) {
            if (-not $common.Contains($parameter.Name)) { $parameter.Name }
        }
        $default = if ($set.IsDefault -and $set.Name -ne '__AllParameterSets') { ' (Default)' }
        "$($set.Name)${default}: $((Get-Sorted $names) -join ' ')"
    }
}

# The compiled help of a command.
function Read-CompiledHelp([string] $Name) {
    $document = [xml]::new()
    $document.Load("$helpRepository/output/SneTools/en-US/SneTools.PowerShell.dll-Help.xml")
    foreach ($command in $document.DocumentElement.ChildNodes) {
        if ($command.details.name -eq $Name) { $command }
    }
}

# A session of its own, which has nothing but the module, in a folder that is its drive of temporary files, too. Every error ends what it
# runs.
function New-FreshSession([string] $Folder) {
    $before = $env:TMPDIR, $env:TMP
    $env:TMPDIR = $env:TMP = $Folder
    try {
        $session = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $session.AddScript({
                param($Module, $Folder)
                $ProgressPreference = 'SilentlyContinue'
                $ErrorActionPreference = 'Stop'
                Set-Location -LiteralPath $Folder
                Import-Module $Module
            }).AddArgument("$helpRepository/output/SneTools").AddArgument($Folder).Invoke()
        $session.Commands.Clear()
        $session
    }
    finally {
        $env:TMPDIR, $env:TMP = $before
    }
}

# Runs a script in such a session; gives its output.
function Invoke-FreshSession([string] $Script, [string] $Folder) {
    $session = New-FreshSession $Folder
    try {
        $session.AddScript($Script).Invoke()
    }
    finally {
        $session.Dispose()
    }
}
