# Each package, made from the build that is tested, installed from a folder and used.
Describe 'The package' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $source = (Get-Item "$PSScriptRoot/../src").FullName
        $feed = (New-Item "$TestDrive/feed" -ItemType Directory).FullName

        # Runs dotnet; gives what it prints.
        function Invoke-DotNet {
            $output = dotnet @args 2>&1 | ForEach-Object ToString
            $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
            $output
        }

        foreach ($project in 'SneTools.Core', 'SneTools.PowerShell') {
            $null = Invoke-DotNet pack -c Release --no-build $source/$project -o $feed
        }
        $version = [string] (Import-PowerShellDataFile "$PSScriptRoot/../output/SneTools/SneTools.psd1").ModuleVersion
    }

    It 'is one for the module and one for the library, in one version' {
        Get-ChildItem $feed -Name | Should -Be "SneTools.$version.nupkg", "SneTools.Core.$version.nupkg"
    }

    It 'of the module is taken as from a gallery, and its commands are found' {
        $modules = (New-Item "$TestDrive/modules" -ItemType Directory).FullName
        $before = $env:XDG_DATA_HOME
        try {
            $env:XDG_DATA_HOME = New-Item "$TestDrive/home" -ItemType Directory # where the list of repositories is kept
            $output = Invoke-NewPowerShell @"
                Register-PSResourceRepository SneToolsPackages '$feed' -Trusted
                try { Save-PSResource SneTools -Repository SneToolsPackages -Path '$modules' }
                finally { Unregister-PSResourceRepository SneToolsPackages }
                `$env:PSModulePath = '$modules' + [System.IO.Path]::PathSeparator + `$env:PSModulePath
                1..30 | ForEach-Object { [pscustomobject]@{ A = `$_ % 7; B = `$_ % 5; C = `$_ % 3 } } |
                    Invoke-SneEmbedding -Perplexity 5 -WarningAction Ignore -OutVariable rows | Export-SnePlot '$TestDrive/map.png'
                "`$(`$rows.Count) rows by `$((Get-Module SneTools).ModuleBase)"
"@
        }
        finally {
            $env:XDG_DATA_HOME = $before
        }
        $output | Should -Be "30 rows by $(Join-Path $modules SneTools $version)"
        (Get-Item "$TestDrive/map.png").Length | Should -BeGreaterThan 1000
        Get-ChildItem $modules -Recurse -Filter *.pdb | Should -BeNullOrEmpty
        Get-ChildItem "$modules/SneTools/$version/samples" -Name | Should -Be 'digits.csv', 'iris.csv', 'penguins.csv', 'wine.csv'
    }

    It 'of the library works in a program, with its documentation' {
        $folder = (New-Item "$TestDrive/program" -ItemType Directory).FullName
        Expand-Archive "$feed/SneTools.Core.$version.nupkg" "$TestDrive/library"
        "$TestDrive/library/lib/net10.0/SneTools.Core.xml" | Should -Exist

        # The packages of this build are the only ones there are; what they depend on has been restored before.
        $restored = (Invoke-DotNet nuget locals global-packages --list) -replace '^global-packages: '
        Set-Content "$folder/nuget.config" @"
<configuration>
  <packageSources>
    <clear />
    <add key="built" value="$feed" />
  </packageSources>
</configuration>
"@
        Set-Content "$folder/Directory.Build.props" '<Project />'
        Set-Content "$folder/program.csproj" @"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
    <RestoreFallbackFolders>$restored</RestoreFallbackFolders>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="SneTools.Core" Version="$version" />
  </ItemGroup>
</Project>
"@
        # The program that README.md, the package's own readme and docs/jobs.md show.
        $shown = foreach ($page in 'README.md', 'src/SneTools.Core/README.md', 'docs/jobs.md') {
            $text = (Get-Content "$PSScriptRoot/../$page" -Raw).Replace("`r", '')
            [regex]::Match($text, '(?s)```csharp\n(.*?)\n```').Groups[1].Value
        }
        $shown | Sort-Object -Unique | Should -HaveCount 1
        ($shown[0] -split "`n").Where{ $_ }.Count | Should -BeLessOrEqual 10
        Set-Content "$folder/Program.cs" $shown[0]
        Copy-Item "$PSScriptRoot/data/iris.csv" $folder
        $null = Invoke-DotNet build "$folder/program.csproj" --configfile "$folder/nuget.config" -o "$folder/built"
        Push-Location $folder
        try {
            Invoke-DotNet "$folder/built/program.dll" | Should -Match '^150 points, divergence 0\.2\d, trustworthiness 0\.99$'
        }
        finally {
            Pop-Location
        }
        @(Get-Content "$folder/map.csv").Count | Should -Be 151
        Get-Content "$TestDrive/library/README.md" -TotalCount 1 | Should -BeExactly '# SneTools.Core'
    }
}
