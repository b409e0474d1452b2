using System.Collections;
using System.Management.Automation;

namespace SneTools.ModuleTests.Running;

/// <summary>One element of <c>-ForEach</c>: what a block or a test gets as <c>$_</c> and, from a dictionary, as
/// variables named after its keys.</summary>
/// <param name="value">The element; may be null.</param>
public sealed class TestData(object? value)
{
    private readonly IDictionary? _named = PowerShellOperation.Unwrap(value) as IDictionary;

    /// <summary>Returns the elements of a <c>-ForEach</c> argument as the pipeline would enumerate them.</summary>
    /// <param name="argument">A collection, or the one element itself.</param>
    /// <returns>One entry for each element.</returns>
    public static IReadOnlyList<TestData> Each(object? argument) =>
        argument is null ? [] : [.. PowerShellOperation.Enumerate(argument).Select(element => new TestData(element))];

    /// <summary>Gets the named values, to be splatted to a script block that has parameters.</summary>
    public Hashtable Arguments => _named is null ? [] : new Hashtable(_named, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the variables that the element defines: <c>$_</c> and the named values.</summary>
    public IReadOnlyDictionary<string, object?> Variables
    {
        get
        {
            var variables = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["_"] = value };
            foreach (DictionaryEntry named in Arguments) variables.TryAdd($"{named.Key}", named.Value);
            return variables;
        }
    }

    /// <summary>Sets the variables in the scope that is running.</summary>
    /// <param name="session">The session of the test file.</param>
    public void Bind(SessionState session)
    {
        ArgumentNullException.ThrowIfNull(session);
        foreach ((string name, object? item) in Variables) session.PSVariable.Set(name, item);
    }
}
