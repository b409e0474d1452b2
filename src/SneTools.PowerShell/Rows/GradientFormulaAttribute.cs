using System.Collections;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Takes formulas as people give them: by name, or a script block, a function, or a table of names and script blocks.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GradientFormulaAttribute : ArgumentTransformationAttribute
{
    private const string OwnName = "Own";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var formulas = new List<GradientFormula>();
        int unnamed = 0;
        Add(inputData);
        return formulas.ToArray();

        void Add(object? input)
        {
            switch (InputRow.Unwrap(input))
            {
                case GradientFormula formula:
                    formulas.Add(formula);
                    break;
                case string name:
                    formulas.Add(Find(name));
                    break;
                case ScriptBlock script:
                    unnamed++;
                    formulas.Add(ScriptGradient.Create(unnamed == 1 ? OwnName : FormattableString.Invariant($"{OwnName}{unnamed}"), script));
                    break;
                case FunctionInfo function:
                    formulas.Add(ScriptGradient.Create(function.Name, function.ScriptBlock));
                    break;
                case IDictionary named:
                    foreach (DictionaryEntry entry in named)
                        formulas.Add(Named($"{entry.Key}", InputRow.Unwrap(entry.Value)));
                    break;
                case IEnumerable several:
                    foreach (object? item in several)
                        Add(item);
                    break;
                case var other:
                    throw Refusal($"{(other is null ? "null" : $"a value of type {other.GetType().Name}")} is no formula");
            }
        }
    }

    private static GradientFormula Named(string name, object? value) => value switch
    {
        _ when string.IsNullOrWhiteSpace(name) => throw Refusal("a formula of your own has an empty name"),
        ScriptBlock script => ScriptGradient.Create(name, script),
        FunctionInfo function => ScriptGradient.Create(name, function.ScriptBlock),
        _ => throw Refusal($"the value of {name} is no script block"),
    };

    private static GradientFormula Find(string name) =>
        GradientFormula.Known.FirstOrDefault(formula => formula.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw Refusal($"there is no formula {name}");

    private static ArgumentTransformationMetadataException Refusal(string found) => new(
        $"{char.ToUpperInvariant(found[0])}{found[1..]}. Formulas are {string.Join(", ", GradientFormula.Known)}, or one of your own: {{ param($P, $Q, $Y) ... }}, or @{{ Name = {{ ... }} }} to name it.");
}
