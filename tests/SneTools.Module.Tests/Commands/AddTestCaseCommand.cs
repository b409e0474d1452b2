using System.Management.Automation;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Commands;

/// <summary>It: a test, once for each element of <c>-ForEach</c>.</summary>
[Cmdlet(VerbsCommon.Add, "TestCase")]
public sealed class AddTestCaseCommand : TestCommand
{
    /// <summary>Gets or sets the name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the test.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Test { get; set; } = null!;

    /// <summary>Gets or sets tags, which only Pester can filter by.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <summary>Gets or sets the data to run the test with.</summary>
    [Parameter]
    [Alias("TestCases")]
    public object[]? ForEach { get; set; }

    /// <summary>Gets or sets a switch that is refused.</summary>
    [Parameter]
    public SwitchParameter Skip { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefuseSkip(Skip);
        TestBlock parent = File.Current;
        if (parent.IsRoot) Refuse("A test cannot be directly in a file, put it in a Describe.");
        foreach (TestData? data in EachOf(ForEach))
        {
            parent.Add(new TestCase(File, parent, Name, Test, data, MyInvocation.ScriptLineNumber));
        }
    }
}
