using System.Management.Automation;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Commands;

/// <summary>Describe and Context: a block of tests, once for each element of <c>-ForEach</c>.</summary>
[Cmdlet(VerbsCommon.Add, "TestBlock")]
public sealed class AddTestBlockCommand : TestCommand
{
    // The body is dot-sourced so that the data are variables of its own scope. 
    private static readonly ScriptBlock ReadBody = ScriptBlock.Create("""
        param($private:____block)
        if ($private:____block.Data) { $private:____block.Data.Bind($ExecutionContext.SessionState) }
        . $private:____block.Body
        """);

    /// <summary>Gets or sets the name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the script block with tests and blocks.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Fixture { get; set; } = null!;

    /// <summary>Gets or sets tags, which only Pester can filter by.</summary>
    [Parameter]
    [Alias("Tags")]
    public string[] Tag { get; set; } = [];

    /// <summary>Gets or sets the data to run the block with.</summary>
    [Parameter]
    public object? ForEach { get; set; }

    /// <summary>Gets or sets a switch that is refused.</summary>
    [Parameter]
    public SwitchParameter Skip { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefuseSkip(Skip);
        TestBlock parent = File.Current;
        foreach (TestData? data in EachOf(ForEach))
        {
            var block = new TestBlock(File, parent, Name, Fixture, data);
            parent.Add(block);
            File.Current = block;
            InvokeCommand.InvokeScript(true, ReadBody, null, block);
            File.Current = parent;
        }
    }
}
