# The loader is all that the session itself loads: it brings the cmdlets, the core and the libraries they use into a
# load context of their own, so that they never meet another version of the same library.
$loader = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/bin/SneTools.Loader.dll")
$cmdlets = $loader.GetType('SneTools.ModuleLoadContext', $true)::LoadModule()
$inner = Import-Module -Assembly $cmdlets -PassThru

# Types in that context are invisible to type literals unless they are registered by name. The table belongs to the
# process: other runspaces read it and write to it, and need the names after this one has removed the module.
$context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($cmdlets)
foreach ($reference in $cmdlets.GetReferencedAssemblies()) {
    if ($reference.Name -eq 'SneTools.Core') {
        $core = $context.LoadFromAssemblyName($reference)
    }
}
$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators', $true)
[System.Threading.Monitor]::Enter($accelerators)
try {
    foreach ($type in $cmdlets.GetExportedTypes() + $core.GetExportedTypes()) {
        if (-not $type.IsNested -and -not $accelerators::Get.ContainsKey($type.FullName)) {
            $accelerators::Add($type.FullName, $type)
        }
    }
}
finally {
    [System.Threading.Monitor]::Exit($accelerators)
}

# PowerShell forgets only this module, and would take the assembly for imported when this module is imported again.
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module $inner }
