using Xunit;

namespace SneTools.ShellTests;

public class StreamTests
{
    private const string AllStreams = """
        function Write-All {
            [CmdletBinding()] param()
            'output'
            $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('an error'), 'Id', 'InvalidData', $null))
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteVerbose('a detail')
            $PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'an activity', 'its status'))
            $Host.UI.WriteLine('host')
        }
        Write-All -Verbose
        """;

    [Fact]
    public void Output_goes_to_standard_output_and_everything_else_to_standard_error()
    {
        using var script = new ScriptFile(AllStreams);
        ShellResult result = ShellProcess.Run("", script.Path);
        Assert.Equal("output\nhost\n", result.Output);
        Assert.Contains("an error", result.Error, StringComparison.Ordinal);
        Assert.Contains("WARNING: a warning\nVERBOSE: a detail\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_progress_nor_control_sequences_reach_a_file()
    {
        using var script = new ScriptFile(AllStreams + "\n\"`e[31mred`e[0m\"\n$Host.UI.Write('Red', 'Black', 'colored')");
        ShellResult result = ShellProcess.Run("", script.Path);
        Assert.DoesNotContain("activity", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", result.Output + result.Error, StringComparison.Ordinal);
        Assert.EndsWith("red\ncolored", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_are_formatted_as_a_table()
    {
        ShellResult result = ShellProcess.Command(
            "[pscustomobject]@{ Name = 'a'; Value = 1 }, [pscustomobject]@{ Name = 'bb'; Value = 20 }");
        Assert.Equal("\nName Value\n---- -----\na        1\nbb      20\n\n", result.Output);
    }

    [Fact]
    public void Output_is_120_columns_wide_where_there_is_no_terminal() =>
        Assert.Equal("120\n", ShellProcess.Command("$Host.UI.RawUI.BufferSize.Width").Output);

    [Fact]
    public void COLUMNS_sets_the_width_of_output()
    {
        var environment = new Dictionary<string, string> { ["COLUMNS"] = "300" };
        using ShellProcess shell = ShellProcess.Start(environment, "-Command", "[pscustomobject]@{ A = 'x' * 150; B = 'y' * 100 }");
        Assert.Contains(new string('x', 150) + " " + new string('y', 100), shell.Finish().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_output_comes_whole_and_in_order()
    {
        string[] lines = ShellProcess.Command("1..5000").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(1, 5000).Select(number => $"{number}"), lines);
    }

    [Fact]
    public void Output_is_seen_before_the_script_ends()
    {
        using ShellProcess shell = ShellProcess.Start([], "-Command", "'first'; [Console]::In.ReadLine()");
        Assert.Equal("first", shell.ReadLine());
    }
}
