using SneTools.ModuleTests.Running;
using Xunit;

namespace SneTools.ModuleTests;

/// <summary>The module's tests, <c>tests/Verb-Noun.Tests.ps1</c>: a result for each It, one for each file.</summary>
public class ModuleTests
{
    /// <summary>Lists the test files.</summary>
    public static IEnumerable<TheoryDataRow<string>> Files => TestFiles.Names().Select(name =>
        new TheoryDataRow<string>(name) { TestDisplayName = $"{name} is read and cleans up", Label = string.Empty });

    /// <summary>Lists the tests of all files.</summary>
    public static IEnumerable<TheoryDataRow<string, int>> Tests => TestFiles.Names().SelectMany(
        name => TestFiles.Read(name).Tests.Select((test, index) =>
            new TheoryDataRow<string, int>(name, index) { TestDisplayName = test.FullName, Label = string.Empty }));

    [Fact]
    public void There_are_test_files() => Assert.NotEmpty(TestFiles.Names());

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File(string name)
    {
        TestFile file = TestFiles.Read(name);
        await file.RunAsync(TestContext.Current.CancellationToken);
        Report(file.Failures, file.Output);
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task Test(string name, int index)
    {
        TestFile file = TestFiles.Read(name);
        TestCase test = file.Tests[index];
        _ = file.RunAsync(TestContext.Current.CancellationToken);
        await test.Completion;
        Report(test.Failures, test.Output);
    }

    private static void Report(IReadOnlyList<TestFailure> failures, IEnumerable<string> output)
    {
        foreach (string line in output) TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (failures.Count > 0) throw new TestFailedException(failures);
    }
}
