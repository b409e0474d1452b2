using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace SneTools.ModuleTests.Running;

/// <summary>
/// A test file in Pester's syntax, read and run in a PowerShell session of its own, in two phases as Pester does it:
/// the first notes which tests there are, the second runs them.
/// </summary>
/// <remarks>It is a stand-in for machines that have the .NET SDK and no PowerShell. It knows what our files use; any
/// other command, parameter or assertion is unknown to the engine, and the test that uses it fails with its name.
/// </remarks>
public sealed class TestFile
{
    private readonly List<TestFailure> _failures = [];
    private readonly List<string> _output = [];
    private readonly Lock _gate = new();
    private readonly string _location;
    private Runspace? _runspace;
    private Task? _run;

    private TestFile(string path, string location)
    {
        Path = path;
        _location = location;
        string name = System.IO.Path.GetFileName(path).Replace(".Tests.ps1", string.Empty, StringComparison.Ordinal);
        Root = new TestBlock(this, null, name, null, null);
        Current = Root;
        Listener = _output;
    }

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; }

    /// <summary>Gets the file as the block around all others.</summary>
    public TestBlock Root { get; }

    /// <summary>Gets the tests in the file; none if the file could not be read to its end.</summary>
    public IReadOnlyList<TestCase> Tests { get; private set; } = [];

    /// <summary>Gets what failed outside of a test: reading the file, or an AfterAll.</summary>
    public IReadOnlyList<TestFailure> Failures => _failures;

    /// <summary>Gets what was written outside of a test.</summary>
    public IList<string> Output => _output;

    /// <summary>Gets or sets the script block that runs a block; set by Run.ps1.</summary>
    public ScriptBlock? RunBlock { get; set; }

    /// <summary>Gets or sets the script block that runs a test; set by Run.ps1.</summary>
    public ScriptBlock? RunTest { get; set; }

    /// <summary>Gets or sets the block that is being read.</summary>
    internal TestBlock Current { get; set; }

    /// <summary>Gets or sets who gets what is being written.</summary>
    internal IList<string> Listener { get; set; }

    /// <summary>Gets the file's test drive.</summary>
    internal TestDrive Drive { get; } = new();

    /// <summary>Reads a file and notes which tests are in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="location">The folder that the tests start in.</param>
    /// <returns>The file; <see cref="Failures"/> says if it could not be read.</returns>
    public static TestFile Read(string path, string location)
    {
        var file = new TestFile(System.IO.Path.GetFullPath(path), System.IO.Path.GetFullPath(location));
        file.Discover();
        return file;
    }

    /// <summary>Runs the tests of the file, once: a later call returns the same task.</summary>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>A task that ends with the run. Each test has its own <see cref="TestCase.Completion"/>.</returns>
    public Task RunAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _run ??= Tests.Count == 0
                ? Task.CompletedTask
                : Task.Factory.StartNew(
                    () => Run(cancellation),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default);
        }
    }

    /// <summary>Called by Discover.ps1 for an error that ended the reading.</summary>
    /// <param name="error">The error.</param>
    public void FailDiscovery(ErrorRecord error) => Fail(TestFailure.From(error, $"{Path} could not be read"));

    /// <summary>Notes a failure outside of a test.</summary>
    /// <param name="failure">What failed.</param>
    internal void Fail(TestFailure failure) => _failures.Add(failure);

    private void Discover()
    {
        // Asked first because the engine would report only the first error, and without its line.
        Parser.ParseFile(Path, out _, out ParseError[] errors);
        foreach (ParseError error in errors)
        {
            Fail(new TestFailure(
                $"{Path} could not be read. {error.Message}", $"at {Path}: line {error.Extent.StartLineNumber}"));
        }

        if (errors.Length > 0) return;
        _runspace = TestRunspace.Open(this, _location);
        Invoke(EngineScripts.Discover, CancellationToken.None);
        if (_failures.Count == 0 && Root.Tests.Count == 0) Fail(new TestFailure($"{Path} has no test.", $"at {Path}"));
        if (_failures.Count > 0) _runspace.Dispose();
        else Tests = Root.Tests;
    }

    private void Run(CancellationToken cancellation)
    {
        try
        {
            Invoke(EngineScripts.Run, cancellation);
        }
        finally
        {
            foreach (TestCase test in Tests) test.FailUnrun();
            Drive.Dispose();
            _runspace!.Dispose();
        }
    }

    private void Invoke(string script, CancellationToken cancellation)
    {
        using var shell = PowerShell.Create(_runspace);
        using CancellationTokenRegistration stop = cancellation.Register(() => shell.BeginStop(null, null));
        shell.AddCommand(script).AddArgument(this);
        shell.Streams.Error.DataAdding += (_, added) => Listener.Add($"ERROR: {added.ItemAdded}");
        using var output = new PSDataCollection<PSObject>();
        output.DataAdding += (_, added) => Listener.Add($"{added.ItemAdded}");
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException exception)
        {
            Fail(TestFailure.From(exception.ErrorRecord, $"{Path} could not be run"));
        }
    }
}
