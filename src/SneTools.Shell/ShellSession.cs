using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using PowerShellPipeline = System.Management.Automation.PowerShell;

namespace SneTools.Shell;

/// <summary>The engine with the module in it: runs scripts one after the other, and stops the one that runs.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly object _gate = new();
    private readonly ShellHost _host;
    private readonly HostUI _ui;
    private readonly Streams _streams;
    private readonly Runspace _runspace;
    private PowerShellPipeline? _running;
    private int _interruptions;

    /// <summary>Opens a session.</summary>
    /// <param name="host">The program as the engine sees it.</param>
    /// <param name="ui">Where it shows things.</param>
    /// <param name="streams">The streams below that.</param>
    /// <param name="modules">The folder that holds the folder of the module.</param>
    /// <exception cref="RuntimeException">The module cannot be loaded.</exception>
    public ShellSession(ShellHost host, HostUI ui, Streams streams, string modules)
    {
        (_host, _ui, _streams) = (host, ui, streams);
        if (!streams.ShowsColors)
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        _runspace = RunspaceFactory.CreateRunspace(host, CreateState(Path.Combine(modules, "SneTools")));
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        try
        {
            _runspace.Open();
        }
        catch (RuntimeException)
        {
            _runspace.Dispose();
            throw;
        }

        // The engine puts the user's folders first; here the module that came with the shell is the one to find.
        string? others = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSModulePath", modules + Path.PathSeparator + others);
        Runspace.DefaultRunspace = _runspace;
        ui.Interrupted = () => Interrupt();
    }

    /// <summary>Whether the last statement of the last script succeeded: <c>$?</c>.</summary>
    public bool LastSucceeded => _runspace.SessionStateProxy.GetVariable("?") is not false;

    /// <summary>The folder that relative paths of files start from.</summary>
    public string CurrentFolder => _runspace.SessionStateProxy.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>Whether a script runs.</summary>
    public bool IsRunning => _running is not null;

    /// <summary>Runs script text in the global scope.</summary>
    /// <param name="script">The text.</param>
    public RunOutcome RunScript(string script)
    {
        ScriptBlockAst parsed = Parser.ParseInput(script, out _, out ParseError[] errors);
        if (errors.Any(error => error.IncompleteInput))
        {
            // The engine leaves it to its host to ask for the rest, and has no position to show.
            Describe(new ParseException(errors).ErrorRecord);
            return RunOutcome.Failed;
        }

        return Run(new Command(script, isScript: true, useLocalScope: false), UsesInput(parsed));
    }

    /// <summary>Runs a script file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="arguments">What it is called with.</param>
    /// <remarks>A file that is not named like a script is read as one, for the sake of <c>#!</c> lines.</remarks>
    public RunOutcome RunFile(string path, IEnumerable<CommandParameter> arguments)
    {
        bool isScript = path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
        string text = isScript ? path : File.ReadAllText(path);
        var command = new Command(text, isScript: !isScript, useLocalScope: false);
        foreach (CommandParameter argument in arguments)
            command.Parameters.Add(argument);
        ScriptExit.EndsSession(_runspace);
        return Run(command, UsesInput(Parser.ParseFile(path, out _, out _)));
    }

    /// <summary>Runs a script and takes what it returns as text, for what the shell itself wants to know.</summary>
    /// <returns>Null when it fails or returns nothing.</returns>
    public string? Evaluate(string script)
    {
        using PowerShellPipeline pipeline = Begin();
        try
        {
            return string.Concat(pipeline.AddScript(script).Invoke().Select(result => result?.ToString())) is { Length: > 0 } text
                ? text
                : null;
        }
        catch (RuntimeException)
        {
            return null;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Completes a script at a cursor.</summary>
    /// <returns>Null when the engine fails to.</returns>
    public CommandCompletion? Complete(string script, int cursor)
    {
        using PowerShellPipeline pipeline = Begin();
        try
        {
            return CommandCompletion.CompleteInput(script, cursor, null, pipeline);
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Stops the script that runs, if one does; does not wait for its end.</summary>
    /// <returns>How often this script was interrupted.</returns>
    public int Interrupt()
    {
        lock (_gate)
        {
            if (_running is null)
                return 0;
            if (++_interruptions == 1)
            {
                PowerShellPipeline pipeline = _running;
                _ = Task.Run(() => Stop(pipeline));
            }

            return _interruptions;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private static InitialSessionState CreateState(string module)
    {
        // The core commands are all that the engine's package brings.
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule(module);

        // The engine's own Clear-Host needs commands that its package does not bring.
        state.Commands.Remove("Clear-Host", typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateFunctionEntry("Clear-Host", "[Console]::Clear()"));

        // There is no configuration file beside the engine to allow scripts on Windows.
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        return state;
    }

    private static bool UsesInput(ScriptBlockAst script) =>
        script.Find(ast => ast is VariableExpressionAst { VariablePath.UserPath: var name }
            && name.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false) is not null;

    // The lines of standard input, as they come: a reader of its own, because nothing can end a read that blocks.
    private static PSDataCollection<string> ReadInput()
    {
        var lines = new PSDataCollection<string>();
        var reader = new Thread(() =>
        {
            while (lines.IsOpen && Console.In.ReadLine() is { } line)
            {
                if (lines.IsOpen)
                    lines.Add(line);
            }

            lines.Complete();
        });
        reader.IsBackground = true;
        reader.Start();
        return lines;
    }

    private static void Stop(PowerShellPipeline pipeline)
    {
        try
        {
            pipeline.Stop();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
    }

    private RunOutcome Run(Command command, bool usesInput)
    {
        using PowerShellPipeline pipeline = Begin();
        try
        {
            // Errors travel with the output, so that both are shown in the order in which they came.
            command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            pipeline.Commands.AddCommand(command).AddCommand("Out-Default");

            // What is not in the history leaves $? as it was.
            var settings = new PSInvocationSettings { AddToHistory = true };
            if (usesInput && Console.IsInputRedirected)
                pipeline.EndInvoke(pipeline.BeginInvoke(ReadInput(), new PSDataCollection<PSObject>(), settings, null, null));
            else
                pipeline.Invoke(null, settings);
            return _interruptions > 0 ? RunOutcome.Stopped : RunOutcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (RuntimeException) when (_interruptions > 0)
        {
            return RunOutcome.Stopped;
        }
        catch (RuntimeException e)
        {
            End();
            Describe(e.ErrorRecord);
            return RunOutcome.Failed;
        }
        finally
        {
            End();
            _streams.EndProgress();
        }
    }

    private PowerShellPipeline Begin()
    {
        PowerShellPipeline pipeline = PowerShellPipeline.Create(_runspace);
        lock (_gate)
            (_running, _interruptions) = (pipeline, 0);
        return pipeline;
    }

    private void End()
    {
        lock (_gate)
            _running = null;
    }

    // An error that ended the script left the pipeline that would have shown it, so the engine formats it on its own.
    private void Describe(ErrorRecord error)
    {
        _ui.DescribesError = true;
        try
        {
            using PowerShellPipeline pipeline = PowerShellPipeline.Create(_runspace);
            pipeline.AddCommand("Out-Default").AddParameter("InputObject", error).Invoke();
        }
        catch (RuntimeException)
        {
            _streams.WriteErrorLine(error.ToString());
        }
        finally
        {
            _ui.DescribesError = false;
        }
    }
}
