# The loader is all that the session itself loads: it brings the cmdlets, the core and the libraries they use into a
# load context of their own, so that they never meet another version of the same library.
# No cmdlet where the runtime has a method: the first one of another module makes a new process look for that module.
$path = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'SneTools.Loader.dll')
$loaded = [System.AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'SneTools.Loader' }
if ($loaded -and [System.IO.Path]::GetRelativePath($loaded[0].Location, $path) -ne '.') {
    # The first one stays to the end of the process: a second would be the code of the first under another name, and
    # no object of the one an object of the other.
    throw [System.InvalidOperationException]::new(
        "Another copy of SneTools, $(Split-Path (Split-Path $loaded[0].Location)), was loaded by this process; $PSScriptRoot cannot be, beside it or in its place. Use that one, or start a new PowerShell.")
}
$loader = [System.Reflection.Assembly]::LoadFrom($path)
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

# Here and not in the manifest, which would load them, and fail, before a second copy is refused.
$types = [System.IO.Path]::Combine($PSScriptRoot, 'SneTools.types.ps1xml')
Update-TypeData -AppendPath $types

# PowerShell forgets only this module, and would take the assembly for imported when this module is imported again.
$ExecutionContext.SessionState.Module.OnRemove = {
    Remove-Module $inner
    Remove-TypeData -Path $types
}
