using System.Collections;
using System.Management.Automation;

namespace SneTools.ModuleTests.Running;

/// <summary>What blocks and tests have in common: a name, a place in the file, data to run with.</summary>
public abstract class TestNode
{
    /// <summary>Initializes a new instance of the <see cref="TestNode"/> class.</summary>
    /// <param name="file">The file it stands in.</param>
    /// <param name="parent">The block around it; null for the file itself.</param>
    /// <param name="name">Its name, templates included.</param>
    /// <param name="data">The element of <c>-ForEach</c> it runs with, if there is one.</param>
    protected TestNode(TestFile file, TestBlock? parent, string name, TestData? data)
    {
        ArgumentNullException.ThrowIfNull(file);
        File = file;
        Parent = parent;
        Data = data;
        Name = NameTemplate.Expand(name, VisibleVariables());
        FullName = parent is null ? name : $"{parent.FullName} > {Name}";
        // The usual file holds one Describe of its own name: say it once.
        if (parent is { IsRoot: true } && Name == parent.Name) FullName = Name;
    }

    /// <summary>Gets the file it stands in.</summary>
    public TestFile File { get; }

    /// <summary>Gets the block around it; null for the file itself.</summary>
    public TestBlock? Parent { get; }

    /// <summary>Gets the name with its templates expanded.</summary>
    public string Name { get; }

    /// <summary>Gets the names from the file down to this one.</summary>
    public string FullName { get; }

    /// <summary>Gets the element of <c>-ForEach</c> it runs with, if there is one.</summary>
    public TestData? Data { get; }

    /// <summary>Gets the script block that Run.ps1 runs it with.</summary>
    public abstract ScriptBlock Runner { get; }

    /// <summary>Gets the named data, which Run.ps1 splats to the script blocks.</summary>
    public Hashtable Arguments => Data?.Arguments ?? [];

    private Dictionary<string, object?> VisibleVariables()
    {
        var variables = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in Data?.Variables ?? new Dictionary<string, object?>())
        {
            variables[name] = value;
        }

        for (TestBlock? block = Parent; block is not null; block = block.Parent)
        {
            foreach ((string name, object? value) in block.Data?.Variables ?? new Dictionary<string, object?>())
            {
                variables.TryAdd(name, value);
            }
        }

        return variables;
    }
}
