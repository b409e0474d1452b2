using System.Management.Automation;

namespace SneTools.ModuleTests.Commands;

/// <summary>BeforeAll, BeforeEach, AfterEach and AfterAll: what runs around the tests of a block.</summary>
[Cmdlet(VerbsCommon.Add, "TestFixture")]
public sealed class AddTestFixtureCommand : TestCommand
{
    /// <summary>Gets or sets what runs.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Scriptblock { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            File.Current.AddFixture(CalledAs, Scriptblock);
        }
        catch (InvalidOperationException exception)
        {
            Refuse(exception.Message);
        }
    }
}
