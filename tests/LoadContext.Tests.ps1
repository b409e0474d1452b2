# The module beside other versions of the libraries that it uses.
Describe 'The load context' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $library = (Get-Item "$PSScriptRoot/../output/SneTools/bin/lib").FullName
    }

    It 'takes the assemblies that the build compiled for this system, which are the same code' {
        # The module version of an assembly is made from all that is in it before it is compiled for a system.
        $output = Invoke-NewPowerShell @"
            Import-Module '$PSScriptRoot/../output/SneTools'
            [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -in 'SneTools.Core', 'SneTools.PowerShell' } |
                ForEach-Object { "`$(`$_.Location)|`$(`$_.ManifestModule.ModuleVersionId)" }
"@
        $output | Should -HaveCount 2
        foreach ($line in $output) {
            $path, $version = $line -split '\|'
            (Get-Item $path).Directory.FullName | Should -BeLike (Join-Path $library runtimes * lib)
            $reader = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.File]::OpenRead((Join-Path $library (Split-Path $path -Leaf))))
            try {
                $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
                "$($metadata.GetGuid($metadata.GetModuleDefinition().Mvid))" | Should -Be $version
            }
            finally { $reader.Dispose() }
        }
    }

    It 'keeps the libraries of the module apart from those that the session holds' {
        # For every library that does not come with PowerShell the session first loads an assembly of the same name, of
        # another version and with nothing in it; then the module reads, reduces, embeds, writes and draws.
        $names = Get-ChildItem "$library/*.dll" -Exclude SneTools.* | ForEach-Object BaseName | Where-Object { -not (Test-Path "$PSHOME/$_.dll") }
        $output = Invoke-NewPowerShell @"
            `$names = '$($names -join "', '")'
            foreach (`$name in `$names) {
                `$other = [System.Reflection.Emit.PersistedAssemblyBuilder]::new("`$name, Version=0.1.2.3", [object].Assembly)
                `$null = `$other.DefineDynamicModule(`$name)
                `$other.Save("$TestDrive/`$name.dll")
                `$null = [System.Reflection.Assembly]::LoadFrom("$TestDrive/`$name.dll")
            }

            Import-Module '$PSScriptRoot/../output/SneTools'
            `$map = Import-SneData '$dataFolder/wine.csv' -Label cultivar |
                Invoke-SneEmbedding -Perplexity 5 -PrincipalComponent 3 -MaxIteration 20 -AsEmbedding -WarningAction Ignore
            foreach (`$name in 'csv', 'parquet', 'npy') { `$map | Export-SneEmbedding "$TestDrive/map.`$name" }
            foreach (`$name in 'png', 'svg', 'html') { `$map | Export-SnePlot "$TestDrive/map.`$name" }
            "map of `$((Import-SneData $TestDrive/map.parquet).Count)"
            [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName() } | Where-Object Name -In `$names |
                Group-Object Name | ForEach-Object { "`$(`$_.Name) `$(`$_.Group.Version | Sort-Object)" }
"@
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        $output[0] | Should -BeExactly 'map of 178'
        $loaded = $output | Select-Object -Skip 1
        $loaded | Should -HaveCount @($names).Count
        foreach ($line in $loaded) { $line | Should -BeLike '* 0.1.2.3*' }
        foreach ($name in 'MathNet.Numerics', 'Parquet', 'Plotly.NET', 'ScottPlot', 'SkiaSharp', 'Sylvan.Data.Csv') {
            $loaded | Should -Contain "$name 0.1.2.3 $([System.Reflection.AssemblyName]::GetAssemblyName("$library/$name.dll").Version)"
        }
    }
}
