using System.Management.Automation;

namespace SneTools.ModuleTests.Running;

/// <summary>An It, or one case of an It with <c>-ForEach</c>.</summary>
/// <param name="file">The file it stands in.</param>
/// <param name="parent">The block around it.</param>
/// <param name="name">Its name, templates included.</param>
/// <param name="body">The test.</param>
/// <param name="data">The element of <c>-ForEach</c> it runs with, if there is one.</param>
/// <param name="line">The line of the file it starts at.</param>
public sealed class TestCase(TestFile file, TestBlock parent, string name, ScriptBlock body, TestData? data, int line)
    : TestNode(file, parent, name, data)
{
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TestFailure> _failures = [];
    private readonly List<string> _output = [];

    /// <summary>Gets the test.</summary>
    public ScriptBlock Body { get; } = body;

    /// <summary>Gets the BeforeEach blocks around it, outermost first.</summary>
    public IReadOnlyList<ScriptBlock> Setups =>
        [.. Blocks().Select(block => block.BeforeEach).OfType<ScriptBlock>().Reverse()];

    /// <summary>Gets the AfterEach blocks around it, innermost first.</summary>
    public IReadOnlyList<ScriptBlock> Teardowns =>
        [.. Blocks().Select(block => block.AfterEach).OfType<ScriptBlock>()];

    /// <summary>Gets a task that ends with the test, whatever its result.</summary>
    public Task Completion => _completed.Task;

    /// <summary>Gets what failed; empty when the test has passed.</summary>
    public IReadOnlyList<TestFailure> Failures => _failures;

    /// <summary>Gets what the test wrote: output, host, warnings, non-terminating errors.</summary>
    public IReadOnlyList<string> Output => _output;

    /// <inheritdoc/>
    public override ScriptBlock Runner => File.RunTest!;

    /// <summary>Called by Run.ps1 in the test's new scope, before anything else runs in it.</summary>
    /// <param name="session">The session of the test file.</param>
    public void Start(SessionState session)
    {
        File.Listener = _output;
        Data?.Bind(session);
    }

    /// <summary>Called by Run.ps1 for an error that ended the test or what runs around it.</summary>
    /// <param name="error">The error.</param>
    public void Fail(ErrorRecord error) => _failures.Add(TestFailure.From(error));

    /// <summary>Called by Run.ps1 when the last AfterEach is over.</summary>
    public void Finish()
    {
        File.Listener = File.Output;
        _completed.TrySetResult();
    }

    /// <summary>Fails the test if it has not run: a test without a result must not look like one that passed.</summary>
    /// <param name="failure">Why it has not.</param>
    public void FailUnrun(TestFailure? failure = null)
    {
        if (_completed.Task.IsCompleted) return;
        _failures.Add(failure ?? new TestFailure(
            "The test was not run to its end: something ended the run of the file (exit, or a break to a label).",
            $"at {File.Path}: line {line}"));
        _completed.TrySetResult();
    }

    private IEnumerable<TestBlock> Blocks()
    {
        for (TestBlock? block = Parent; block is not null; block = block.Parent) yield return block;
    }
}
