using System.Management.Automation;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Commands;

/// <summary>A command that a test file calls while it is being read.</summary>
public abstract class TestCommand : PSCmdlet
{
    /// <summary>Gets the file that called.</summary>
    protected TestFile File => (TestFile)Host.PrivateData.BaseObject;

    /// <summary>Gets the name the command was called by: Describe, It, BeforeAll, …</summary>
    protected string CalledAs => MyInvocation.InvocationName;

    /// <summary>Ends the reading of the file with an error at the calling line.</summary>
    /// <param name="message">What is wrong.</param>
    /// <exception cref="PipelineStoppedException">Always.</exception>
    protected void Refuse(string message) => ThrowTerminatingError(new ErrorRecord(
        new InvalidOperationException($"{CalledAs}: {message}"), "TestFile", ErrorCategory.InvalidOperation, null));

    /// <summary>Refuses <c>-Skip</c>: we fix tests or delete them.</summary>
    /// <param name="skip">The switch.</param>
    protected void RefuseSkip(SwitchParameter skip)
    {
        if (skip) Refuse("-Skip is not supported: no test of this project is skipped.");
    }

    /// <summary>Reads the elements of <c>-ForEach</c>.</summary>
    /// <param name="argument">The argument.</param>
    /// <returns>Them, or one null if there was no such argument.</returns>
    protected IReadOnlyList<TestData?> EachOf(object? argument)
    {
        if (!MyInvocation.BoundParameters.ContainsKey("ForEach")) return [null];
        IReadOnlyList<TestData> each = TestData.Each(argument);
        if (each.Count == 0) Refuse("-ForEach got nothing, so that no test would run.");
        return each;
    }
}
