using System.Management.Automation.Runspaces;
using SneTools.ModuleTests.Commands;

namespace SneTools.ModuleTests.Running;

/// <summary>The PowerShell session that a test file is read and run in.</summary>
internal static class TestRunspace
{
    // A cmdlet's name must be verb and noun; tests know these commands by the names that Pester gave them.
    private static readonly (string Name, Type Type, string[] Aliases)[] Commands =
    [
        ("Add-TestBlock", typeof(AddTestBlockCommand), ["Describe", "Context"]),
        ("Add-TestCase", typeof(AddTestCaseCommand), ["It"]),
        ("Add-TestFixture", typeof(AddTestFixtureCommand), ["BeforeAll", "BeforeEach", "AfterEach", "AfterAll"]),
        ("Invoke-TestDiscovery", typeof(InvokeTestDiscoveryCommand), ["BeforeDiscovery"]),
        ("Assert-TestValue", typeof(AssertTestValueCommand), ["Should"]),
    ];

    /// <summary>Opens a session with the engine's own cmdlets and Pester's commands as far as we know them.</summary>
    /// <param name="file">The file whose tests the commands add to.</param>
    /// <param name="location">The folder it starts in.</param>
    /// <returns>The session.</returns>
    public static Runspace Open(TestFile file, string location)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach ((string name, Type type, string[] aliases) in Commands)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
            state.Commands.Add(aliases.Select(alias => new SessionStateAliasEntry(alias, name)));
        }

        // Without this, a machine with modules installed (Pester among them) would run tests that another one cannot.
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", "None", null));
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;

        Runspace runspace = RunspaceFactory.CreateRunspace(new ListeningHost(file), state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(location);
        return runspace;
    }
}
