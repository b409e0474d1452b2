using SneTools.Shell;
using Xunit;

namespace SneTools.ShellTests;

public class ShellArgumentsTests
{
    [Theory]
    [InlineData("-c")]
    [InlineData("-Command")]
    [InlineData("-comm")]
    [InlineData("--command")]
    public void The_rest_after_Command_is_the_script(string option)
    {
        ShellArguments parsed = ShellArguments.Parse(["-NoProfile", option, "a", "-b", "c d"]);
        Assert.Equal(ShellAction.Command, parsed.Action);
        Assert.Equal("a -b c d", parsed.Text);
    }

    [Theory]
    [InlineData("-c", "-")]
    [InlineData("-f", "-")]
    [InlineData("-")]
    public void A_dash_means_standard_input(params string[] args) =>
        Assert.Equal(ShellAction.StandardInput, ShellArguments.Parse(args).Action);

    [Fact]
    public void A_first_word_that_is_no_option_is_a_script_file()
    {
        ShellArguments parsed = ShellArguments.Parse(["-nop", "map.ps1", "-Command"]);
        Assert.Equal(ShellAction.File, parsed.Action);
        Assert.Equal("map.ps1", parsed.Text);
        Assert.Equal("-Command", Assert.Single(parsed.ScriptArguments).Name);
    }

    [Fact]
    public void Arguments_of_a_script_keep_names_values_and_switches_apart()
    {
        var arguments = ShellArguments.Parse(["-f", "x.ps1", "-Name", "v", "-On", "-Off:$false", "-Text:abc", "-Last:", "w", "p"])
            .ScriptArguments.Select(argument => ((string?)argument.Name, (object?)argument.Value));
        Assert.Equal(
            [("-Name", null), (null, "v"), ("-On", null), ("-Off", false), ("-Text", "abc"), ("-Last", "w"), (null, "p")],
            arguments);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-.5e3")]
    public void A_negative_number_is_a_value(string number)
    {
        var argument = Assert.Single(ShellArguments.Parse(["-f", "x.ps1", number]).ScriptArguments);
        Assert.Equal((null, number), (argument.Name, argument.Value));
    }

    [Fact]
    public void Options_are_shortened_as_in_pwsh()
    {
        ShellArguments parsed = ShellArguments.Parse(["-noni", "-nol", "-nop", "-wd", "/", "-ex", "Bypass"]);
        Assert.Equal((ShellAction.Default, true, true, "/"), (parsed.Action, parsed.NonInteractive, parsed.NoLogo, parsed.WorkingDirectory));
    }

    [Theory]
    [InlineData("-no")]
    [InlineData("-zork")]
    [InlineData("-f")]
    [InlineData("-c")]
    [InlineData("-c", "-", "more")]
    [InlineData("-wd")]
    public void A_wrong_command_line_says_what_is_wrong(params string[] args)
    {
        ShellArguments parsed = ShellArguments.Parse(args);
        Assert.Equal(ShellAction.Invalid, parsed.Action);
        Assert.NotEmpty(parsed.Text);
    }

    [Theory]
    [InlineData("-h", ShellAction.Help)]
    [InlineData("-?", ShellAction.Help)]
    [InlineData("--help", ShellAction.Help)]
    [InlineData("-v", ShellAction.Version)]
    [InlineData("--version", ShellAction.Version)]
    public void Help_and_version_are_found(string option, object action) =>
        Assert.Equal(action, ShellArguments.Parse([option]).Action);
}
