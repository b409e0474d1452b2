# The loader is all that the session itself loads: it brings the cmdlets, the core and the libraries they use into a
# load context of their own, so that they never meet another version of the same library.
$loader = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/bin/SneTools.Loader.dll")
$cmdlets = $loader.GetType('SneTools.ModuleLoadContext', $true)::LoadModule()
Import-Module -Assembly $cmdlets

# Types in that context are invisible to type literals unless they are registered by name.
$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators', $true)
$registered = foreach ($assembly in $cmdlets, ($cmdlets.GetReferencedAssemblies() |
        Where-Object Name -EQ 'SneTools.Core' |
        ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($cmdlets).LoadFromAssemblyName($_) })) {
    foreach ($type in $assembly.GetExportedTypes()) {
        if (-not $type.IsNested -and -not $accelerators::Get.ContainsKey($type.FullName)) {
            $accelerators::Add($type.FullName, $type)
            $type.FullName
        }
    }
}

$ExecutionContext.SessionState.Module.OnRemove = {
    foreach ($name in $registered) {
        $null = $accelerators::Remove($name)
    }
}
