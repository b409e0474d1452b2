using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Takes the names that other programs and papers have for a choice, with or without hyphens, and refuses others by a sentence that lists
/// those there are.</summary>
/// <typeparam name="T">The choices.</typeparam>
/// <param name="what">What is chosen.</param>
public abstract class ChoiceNameAttribute<T>(string what) : ArgumentTransformationAttribute
    where T : struct, Enum
{
    /// <summary>What is chosen.</summary>
    public string What { get; } = what;

    /// <summary>True for a parameter that takes several. Where one is taken, PowerShell would make a third of two, for their numbers are put together
    /// as bits: of SymmetricSne and TSne TConditionalSne.</summary>
    public bool IsList { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData switch
    {
        PSObject { BaseObject: string or Array } wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
        string name => OtherNames.Find<T>(name) ?? Own(name),
        Array { Length: > 1 } names when !IsList => throw new ArgumentTransformationMetadataException(
            $"One {What} is taken, and {names.Length} were given. To try several, make a run for each: foreach, or New-SneSweep with a list in -Parameter."),
        Array names => names.Cast<object?>().Select(name => Transform(engineIntrinsics, name)).ToArray(),
        _ => inputData,
    };

    /// <summary>What PowerShell makes of a name: it takes the beginning of one, and its number.</summary>
    private T Own(string name)
    {
        if (!name.Contains(',', StringComparison.Ordinal) && LanguagePrimitives.TryConvertTo(name.Trim(), out T found) && Enum.IsDefined(found))
            return found;
        string[] names = Enum.GetNames<T>();
        throw new ArgumentTransformationMetadataException($"There is no {What} '{Refusal.Shorten(name)}': it is {string.Join(", ", names[..^1])} or {names[^1]}.");
    }
}
