using SneTools.ModuleTests.Running;
using Xunit;

namespace SneTools.ModuleTests;

/// <summary>Tests of the runner itself: that it agrees with Pester, and that nothing it does not know passes.</summary>
/// <remarks>Real Pester runs the fixtures too, with the same results: <c>Invoke-Pester Fixtures/X.Fixture.ps1</c>. They
/// are not named <c>.Tests.ps1</c> because Pester would then find them when it runs the module's tests.</remarks>
public sealed class RunnerTests : IDisposable
{
    private const string FailsWith = "fails: ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("SneTools_");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Should.Fixture.ps1")]
    [InlineData("Scopes.Fixture.ps1")]
    public async Task A_fixture_passes_and_fails_as_its_names_say(string fixture)
    {
        TestFile file = TestFile.Read(Path.Combine(TestFiles.ProjectFolder, "Fixtures", fixture), _folder.FullName);
        await file.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(file.Failures);
        Assert.NotEmpty(file.Tests);
        Assert.Empty(file.Tests.Select(Disagreement).OfType<string>());
    }

    [Fact]
    public async Task Cases_are_named_after_their_data()
    {
        TestFile file = await Run("""
            Describe 'Get-Thing' {
                It 'gives <Value> for <Name>, <_.Name>' -ForEach @{ Name = 'x'; Value = @(1, 2) } { }
                Context 'of <_>' -ForEach 1, $null { It 'is <_> and `<_`> and <other>' { } }
            }
            """);

        Assert.Equal(
            [
                "Get-Thing > gives @(1, 2) for x, x",
                "Get-Thing > of 1 > is 1 and <_> and <other>",
                "Get-Thing > of $null > is $null and <_> and <other>",
            ],
            file.Tests.Select(test => test.FullName));
    }

    [Fact]
    public async Task A_failure_has_the_line_it_happened_at()
    {
        TestFile file = await Run("""
            Describe 'Get-Thing' {
                It 'x' {
                    1 | Should -Be 2
                }
                It 'y' {
                    [int]::Parse('y')
                }
            }
            """);

        Assert.Equal($"at <ScriptBlock>, {file.Path}: line 3", Assert.Single(file.Tests[0].Failures).Position);
        TestFailure failure = Assert.Single(file.Tests[1].Failures);
        Assert.StartsWith("MethodInvocationException: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal($"at <ScriptBlock>, {file.Path}: line 6", failure.Position);
    }

    [Fact]
    public async Task A_failing_BeforeAll_is_why_its_tests_fail()
    {
        TestFile file = await Run("Describe 'Get-Thing' { BeforeAll { throw 'no data' }; It 'x' { } }");

        Assert.Equal(
            "BeforeAll of 'Get-Thing' failed. RuntimeException: no data",
            Assert.Single(Assert.Single(file.Tests).Failures).Message);
    }

    [Fact]
    public async Task A_failing_AfterAll_fails_the_file_and_an_AfterEach_its_test()
    {
        TestFile file = await Run("""
            Describe 'Get-Thing' {
                AfterEach { throw 'each' }
                AfterAll { throw 'all' }
                It 'x' { throw 'x' }
            }
            """);

        Assert.Equal(
            ["RuntimeException: x", "RuntimeException: each"],
            Assert.Single(file.Tests).Failures.Select(failure => failure.Message));
        Assert.Equal(
            "AfterAll of 'Get-Thing' failed. RuntimeException: all", Assert.Single(file.Failures).Message);
    }

    [Fact]
    public async Task What_a_test_writes_is_kept_with_it()
    {
        TestFile file = await Run("""
            Describe 'Get-Thing' {
                BeforeAll { 'before' }
                It 'x' { 1 + 1; Import-Module ./none.psd1; $Host.UI.WriteLine('host'); $Host.UI.WriteWarningLine('w') }
                It 'y' { 'other' }
            }
            """);

        Assert.Collection(
            file.Tests[0].Output,
            line => Assert.Equal("2", line),
            line => Assert.StartsWith("ERROR: The specified module './none.psd1'", line, StringComparison.Ordinal),
            line => Assert.Equal("host", line),
            line => Assert.Equal("WARNING: w", line));
        Assert.Equal(["other"], file.Tests[1].Output);
        Assert.Equal(["before"], file.Output);
    }

    [Theory]
    [InlineData("Describe 'x' { It 'y' { Mock Get-Item { } } }", "'Mock'")]
    [InlineData("Describe 'x' { It 'y' { Set-ItResult -Skipped } }", "'Set-ItResult'")]
    [InlineData("Describe 'x' { It 'y' { 1 | Should -BeRound } }", "'-BeRound'")]
    [InlineData("Describe 'x' { It 'y' { 1 | Should -Invoke } }", "'-Invoke'")]
    [InlineData("Describe 'x' { It 'y' { 1 | Should -Be 1 -Tolerance 2 } }", "'-Tolerance'")]
    [InlineData("Describe 'x' { It 'y' { 1 | Should -Be 1 -ErrorAction Continue } }", "-ErrorAction")]
    [InlineData("Describe 'x' { It 'y' { 1 | Should -BeOfType None.Such } }", "[None.Such]")]
    [InlineData("Describe 'x' { It 'y' { 1 | Should 1 } }", "Parameter set cannot be resolved")]
    [InlineData("Describe 'x' { It 'y' { Get-Content x } }", "'Get-Content'")]
    [InlineData("Describe 'x' { It 'y' { exit 0 } }", "not run to its end")]
    [InlineData("Describe 'x' { It 'y' { break nowhere } }", "not run to its end")]
    [InlineData("Describe 'x' { It 'z' { exit 0 }; It 'y' { } }", "not run to its end")]
    public async Task What_the_runner_does_not_know_fails_the_test_that_uses_it(string script, string named)
    {
        TestFile file = await Run(script);

        Assert.All(file.Tests, test => Assert.Contains(
            named, Assert.Single(test.Failures).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Describe 'x' { It 'y' { 1 | Should -Be 1 }", "line 1")]
    [InlineData("\n$x = @{\n", "line 2")]
    [InlineData("throw 'x'; Describe 'x' { It 'y' { } }", "RuntimeException: x")]
    [InlineData("Describe 'x' { It 'y' { }; [int]::Parse('x'); It 'z' { } }", "'x' was not in a correct format")]
    [InlineData("Describe 'x' { It 'y' { }; BeforeDiscovery { [int]::Parse('x') }; It 'z' { } }", "'x' was not in a")]
    [InlineData("Describe 'x' { BeforeAll { } }", "has no test")]
    [InlineData("", "has no test")]
    [InlineData("It 'y' { }", "It: A test cannot be directly in a file")]
    [InlineData("BeforeEach { }; Describe 'x' { It 'y' { } }", "BeforeEach is not supported directly in a file")]
    [InlineData("Describe 'x' { AfterAll { }; AfterAll { }; It 'y' { } }", "AfterAll is already defined")]
    [InlineData("Describe 'x' { It 'y' -Skip { } }", "It: -Skip is not supported")]
    [InlineData("Describe 'x' -Skip { It 'y' { } }", "Describe: -Skip is not supported")]
    [InlineData("Describe 'x' { It 'y' -ForEach @() { } }", "It: -ForEach got nothing")]
    [InlineData("Describe 'x' -ForEach $null { It 'y' { } }", "Describe: -ForEach got nothing")]
    [InlineData("Describe 'x' { It 'y' -Pending { } }", "'Pending'")]
    [InlineData("InModuleScope x { }; Describe 'x' { It 'y' { } }", "'InModuleScope'")]
    public async Task A_file_that_cannot_be_read_fails_and_says_why(string script, string why)
    {
        TestFile file = await Run(script);

        Assert.Empty(file.Tests);
        Assert.NotEmpty(file.Failures);
        string said = string.Join('\n', file.Failures.Select(failure => $"{failure.Message}\n{failure.Position}"));
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Contains(file.Path, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_runs_once_in_a_session_of_its_own()
    {
        TestFile first = await Run("Describe 'x' { It 'y' { $global:left = 1; 'ran' } }");
        await first.RunAsync(TestContext.Current.CancellationToken);
        TestFile second = await Run("Describe 'x' { It 'y' { $global:left | Should -BeNullOrEmpty } }");

        Assert.Equal(["ran"], Assert.Single(first.Tests).Output);
        Assert.Empty(Assert.Single(second.Tests).Failures);
    }

    [Fact]
    public async Task The_test_drive_is_gone_after_the_run()
    {
        TestFile file = await Run("""
            Describe 'x' { It 'y' { [System.IO.File]::WriteAllText("$TestDrive/a", 'x'); $TestDrive } }
            """);

        Assert.False(Directory.Exists(Assert.Single(Assert.Single(file.Tests).Output)));
    }

    // A test named `fails: …` must fail with these words, one named `fails …` with any, and any other must pass.
    private static string? Disagreement(TestCase test)
    {
        string said = string.Join(" and ", test.Failures.Select(failure => failure.Message));
        bool agrees = test.Name.StartsWith("fails", StringComparison.Ordinal)
            ? test.Failures.Count == 1 && (!test.Name.StartsWith(FailsWith, StringComparison.Ordinal)
                || IsLike(string.Join(" / ", said.Split('\n')), test.Name[FailsWith.Length..]))
            : test.Failures.Count == 0;
        return agrees ? null : $"{test.FullName}\n  {(said.Length > 0 ? said : "passed")}";
    }

    private static bool IsLike(string said, string expected) => expected is [.. string start, '*']
        ? said.StartsWith(start, StringComparison.Ordinal)
        : said == expected;

    private async Task<TestFile> Run(string script)
    {
        string path = Path.Combine(_folder.CreateSubdirectory($"{Guid.NewGuid():N}").FullName, "Get-Thing.Tests.ps1");
        await File.WriteAllTextAsync(path, script, TestContext.Current.CancellationToken);
        TestFile file = TestFile.Read(path, _folder.FullName);
        await file.RunAsync(TestContext.Current.CancellationToken);
        return file;
    }
}
