using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SneTools.PowerShell;

/// <summary>Completes the names of columns: of the file that stands in -Path, of the input object, or of what the pipeline before the
/// command is known to emit without running it (a file that is imported there, a variable).</summary>
public sealed class ColumnCompleter : IArgumentCompleter
{
    /// <summary>Names that are offered at most: nobody goes through more.</summary>
    private const int MostNames = 1000;

    /// <summary>Milliseconds that a file may take; in a session's first completion the code that reads it is compiled, too.</summary>
    private const int Patience = 100;
    private const int FirstPatience = 1000;

    private static bool _isWarm;

    private static readonly string[] Imports = ["Import-SneData", "Import-Csv", "ipcsv"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(commandAst);
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var pattern = new WildcardPattern(
            WildcardPattern.Escape(word) + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        // What points can be colored by beside their columns.
        bool isDrawn = parameterName is "Color" or "HoverProperty";
        return Columns(commandAst, fakeBoundParameters ?? new Hashtable(), isDrawn)
            .Concat(isDrawn ? PointMeasure.Names : [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(pattern.IsMatch)
            .Take(MostNames)
            .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name))
            .ToArray();
    }

    /// <summary>The name as it is written in a script.</summary>
    private static string Quote(string name) =>
        name.Length > 0 && name.All(character => char.IsLetterOrDigit(character) || character == '_') && !char.IsDigit(name[0])
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";

    private static string[] Columns(CommandAst command, IDictionary bound, bool isDrawn)
    {
        if (ColumnsOfFiles(bound["Path"] ?? bound["LiteralPath"], bound["Delimiter"]) is { Length: > 0 } columns)
            return columns;
        if (bound["InputObject"] is { } input)
            return ColumnsOf(input, isDrawn);
        if (command.Parent is not PipelineAst pipeline)
            return [];

        // Commands between the source and this one sort and filter, as a rule, and leave the columns alone.
        for (int k = pipeline.PipelineElements.IndexOf(command) - 1; k >= 0; k--)
        {
            string[] found = pipeline.PipelineElements[k] switch
            {
                CommandAst source when Imports.Contains(source.GetCommandName(), StringComparer.OrdinalIgnoreCase) => ColumnsOfImport(source),
                CommandExpressionAst { Expression: VariableExpressionAst variable } => ColumnsOf(Value(variable), isDrawn),
                _ => [],
            };
            if (found.Length > 0)
                return found;
        }

        return [];
    }

    private static string[] ColumnsOfImport(CommandAst source)
    {
        var bound = StaticParameterBinder.BindCommand(source, resolve: true).BoundParameters;
        return ColumnsOfFiles(Argument("Path") ?? Argument("LiteralPath") ?? Argument("0"), Argument("Delimiter")); // 0 where the command is unknown.

        object? Argument(string name)
        {
            if (!bound.TryGetValue(name, out ParameterBindingResult? result))
                return null;
            return result.ConstantValue ?? (result.Value is VariableExpressionAst variable ? Value(variable) : null);
        }
    }

    /// <summary>The columns of the first of some files that can be read.</summary>
    private static string[] ColumnsOfFiles(object? paths, object? delimiter)
    {
        char? character = delimiter switch
        {
            char given => given,
            string { Length: 1 } text => text[0],
            _ => null,
        };
        foreach (string path in Items(paths).Select(item => item.ToString() ?? string.Empty).Where(path => path.Length > 0))
        {
            foreach (string file in Resolve(path))
            {
                try
                {
                    using var patience = new CancellationTokenSource(_isWarm ? Patience : FirstPatience);
                    _isWarm = true;
                    return [.. DataFile.ReadColumns(file, new ImportOptions { Delimiter = character }, patience.Token)];
                }
                catch (Exception error) when (error is SneException or IOException or UnauthorizedAccessException or OperationCanceledException or ArgumentException)
                {
                    // A file that cannot be read, or not soon, has no columns to offer; what is the matter is said when the command runs.
                }
            }
        }

        return [];
    }

    /// <summary>The files that a path stands for; none, and no error in the session, if there is none.</summary>
    private static string[] Resolve(string path)
    {
        if (Run("param($none) $ExecutionContext", string.Empty) is not [{ BaseObject: EngineIntrinsics session }])
            return [];
        PathIntrinsics paths = session.SessionState.Path;
        try
        {
            // Not in a script: what fails there the session keeps in $Error.
            IEnumerable<string> found = WildcardPattern.ContainsWildcardCharacters(path)
                ? paths.GetResolvedProviderPathFromPSPath(path, out _)
                : [paths.GetUnresolvedProviderPathFromPSPath(path)];
            return [.. found.Where(File.Exists)];
        }
        catch (Exception error) when (error is RuntimeException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }

    private static string[] ColumnsOf(object? value, bool isDrawn)
    {
        switch (InputRow.Input(value))
        {
            case null or string:
                return [];
            case Dataset data:
                return [.. data.Columns, .. data.Labels.Select(label => label.Name)];
            case Embedding embedding:
                return [.. embedding.Labels.Select(label => label.Name), .. embedding.Coordinates, .. isDrawn ? EmbeddedColumns.Names(embedding) : []];
            case IDictionary dictionary:
                return [.. dictionary.Keys.OfType<string>()];
            case IEnumerable items:
                return ColumnsOf(items.Cast<object?>().FirstOrDefault(), isDrawn);
            default:
                return [.. PSObject.AsPSObject(value).Properties.Where(property => property.IsGettable).Select(property => property.Name)];
        }
    }

    private static IEnumerable<object> Items(object? value) => value switch
    {
        null => [],
        string text => [text],
        PSObject wrapped => Items(wrapped.BaseObject),
        IEnumerable items => items.Cast<object?>().OfType<object>(),
        _ => [value],
    };

    private static PSObject? Value(VariableExpressionAst variable)
    {
        Collection<PSObject> found = Run("param($name) , $ExecutionContext.SessionState.PSVariable.GetValue($name)", variable.VariablePath.UserPath);
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Asks the session in which something is completed; an error is an empty answer.</summary>
    private static Collection<PSObject> Run(string script, string argument)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            return shell.AddScript(script, useLocalScope: true).AddArgument(argument).Invoke();
        }
        catch (RuntimeException)
        {
            return [];
        }
    }
}
