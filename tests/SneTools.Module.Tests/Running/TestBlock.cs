using System.Management.Automation;

namespace SneTools.ModuleTests.Running;

/// <summary>A Describe or Context block, or the file as the block around them all.</summary>
/// <param name="file">The file it stands in.</param>
/// <param name="parent">The block around it; null for the file itself.</param>
/// <param name="name">Its name, templates included.</param>
/// <param name="body">What to run to find out what is in it; null for the file.</param>
/// <param name="data">The element of <c>-ForEach</c> it runs with, if there is one.</param>
public sealed class TestBlock(TestFile file, TestBlock? parent, string name, ScriptBlock? body, TestData? data)
    : TestNode(file, parent, name, data)
{
    private readonly List<TestNode> _items = [];
    private readonly Dictionary<string, ScriptBlock> _fixtures = new(StringComparer.OrdinalIgnoreCase);
    private string[] _driveContent = [];

    /// <summary>Gets a value indicating whether this is the file itself.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>Gets what to run to find out what is in it.</summary>
    public ScriptBlock? Body { get; } = body;

    /// <summary>Gets the tests and the blocks with tests in it, in the order of the file.</summary>
    /// <remarks>Nothing of a block without tests is run.</remarks>
    public IReadOnlyList<TestNode> Items => [.. _items.Where(item => item is not TestBlock { Tests: [] })];

    /// <summary>Gets the tests in it and in the blocks inside it, in the order of the file.</summary>
    public IReadOnlyList<TestCase> Tests =>
        [.. _items.SelectMany(item => item is TestBlock block ? block.Tests : [(TestCase)item])];

    /// <summary>Gets what runs before its first test.</summary>
    public ScriptBlock? BeforeAll => Fixture(nameof(BeforeAll));

    /// <summary>Gets what runs after its last test.</summary>
    public ScriptBlock? AfterAll => Fixture(nameof(AfterAll));

    /// <summary>Gets what runs before each test in it.</summary>
    public ScriptBlock? BeforeEach => Fixture(nameof(BeforeEach));

    /// <summary>Gets what runs after each test in it.</summary>
    public ScriptBlock? AfterEach => Fixture(nameof(AfterEach));

    /// <inheritdoc/>
    public override ScriptBlock Runner => File.RunBlock!;

    /// <summary>Adds a test or a block.</summary>
    /// <param name="item">What was found in the block.</param>
    public void Add(TestNode item) => _items.Add(item);

    /// <summary>Notes a script block that runs around tests.</summary>
    /// <param name="kind">BeforeAll, BeforeEach, AfterEach or AfterAll.</param>
    /// <param name="script">What to run.</param>
    /// <exception cref="InvalidOperationException">The block cannot have it.</exception>
    public void AddFixture(string kind, ScriptBlock script)
    {
        if (IsRoot && kind.EndsWith("Each", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"{kind} is not supported directly in a file, put it in a Describe.");
        }

        if (!_fixtures.TryAdd(kind, script))
        {
            throw new InvalidOperationException(
                $"{kind} is already defined in this block. Each block can only have one {kind}.");
        }
    }

    /// <summary>Called by Run.ps1 in the block's new scope, before anything else runs in it.</summary>
    /// <param name="session">The session of the test file.</param>
    public void Enter(SessionState session)
    {
        if (IsRoot) File.Drive.Mount(session);
        _driveContent = File.Drive.Content();
        Data?.Bind(session);
    }

    /// <summary>Called by Run.ps1 when everything in the block has run.</summary>
    public void Leave()
    {
        if (IsRoot) File.Drive.Dispose();
        else File.Drive.Clear(_driveContent);
    }

    /// <summary>Called by Run.ps1 when BeforeAll has failed: every test in the block fails with its error.</summary>
    /// <param name="error">The error.</param>
    public void FailSetup(ErrorRecord error)
    {
        foreach (TestCase test in Tests) test.FailUnrun(TestFailure.From(error, $"BeforeAll of '{FullName}' failed"));
    }

    /// <summary>Called by Run.ps1 when AfterAll has failed. The tests keep their results; the file fails.</summary>
    /// <param name="error">The error.</param>
    public void FailTeardown(ErrorRecord error) =>
        File.Fail(TestFailure.From(error, $"AfterAll of '{FullName}' failed"));

    private ScriptBlock? Fixture(string kind) => _fixtures.GetValueOrDefault(kind);
}
