using System.Collections;
using System.Management.Automation;

namespace SneTools.ModuleTests.Running;

/// <summary>PowerShell's operators, evaluated by the engine itself: what <c>-eq</c> makes of a NaN, a string and a
/// number, or a collection on its left is nothing to write a second time.</summary>
internal static class PowerShellOperation
{
    private static readonly ScriptBlock Equal = Binary("-eq");
    private static readonly ScriptBlock CaseSensitiveEqual = Binary("-ceq");
    private static readonly ScriptBlock LessThan = Binary("-lt");
    private static readonly ScriptBlock LessOrEqual = Binary("-le");
    private static readonly ScriptBlock GreaterThan = Binary("-gt");
    private static readonly ScriptBlock GreaterOrEqual = Binary("-ge");
    private static readonly ScriptBlock Like = Binary("-like");
    private static readonly ScriptBlock CaseSensitiveLike = Binary("-clike");
    private static readonly ScriptBlock Match = Binary("-match");
    private static readonly ScriptBlock CaseSensitiveMatch = Binary("-cmatch");
    private static readonly ScriptBlock Contain = Binary("-contains");
    private static readonly ScriptBlock Type = Binary("-is");
    private static readonly ScriptBlock EmptyText = ScriptBlock.Create("param($____l) [string]::IsNullOrEmpty($____l)");

    /// <summary>Evaluates <c>-eq</c> or <c>-ceq</c>.</summary>
    public static bool IsEqual(object? left, object? right, bool caseSensitive) =>
        IsTrue(caseSensitive ? CaseSensitiveEqual : Equal, left, right);

    /// <summary>Evaluates <c>-lt</c>.</summary>
    public static bool IsLessThan(object? left, object? right) => IsTrue(LessThan, left, right);

    /// <summary>Evaluates <c>-le</c>.</summary>
    public static bool IsLessOrEqual(object? left, object? right) => IsTrue(LessOrEqual, left, right);

    /// <summary>Evaluates <c>-gt</c>.</summary>
    public static bool IsGreaterThan(object? left, object? right) => IsTrue(GreaterThan, left, right);

    /// <summary>Evaluates <c>-ge</c>.</summary>
    public static bool IsGreaterOrEqual(object? left, object? right) => IsTrue(GreaterOrEqual, left, right);

    /// <summary>Evaluates <c>-like</c> or <c>-clike</c>.</summary>
    public static bool IsLike(object? left, object? right, bool caseSensitive) =>
        IsTrue(caseSensitive ? CaseSensitiveLike : Like, left, right);

    /// <summary>Evaluates <c>-match</c> or <c>-cmatch</c>.</summary>
    public static bool IsMatch(object? left, object? right, bool caseSensitive) =>
        IsTrue(caseSensitive ? CaseSensitiveMatch : Match, left, right);

    /// <summary>Evaluates <c>-contains</c>.</summary>
    public static bool Contains(object? left, object? right) => IsTrue(Contain, left, right);

    /// <summary>Evaluates <c>-is</c>.</summary>
    public static bool IsType(object? left, Type right) => IsTrue(Type, left, right);

    /// <summary>Evaluates <c>[string]::IsNullOrEmpty()</c>, with PowerShell's conversion to a string.</summary>
    public static bool IsEmptyText(object? value) => IsTrue(EmptyText, value);

    /// <summary>Evaluates <c>@(value)</c>: the elements of a collection, or the value itself.</summary>
    public static object?[] Enumerate(object? value) =>
        LanguagePrimitives.GetEnumerable(value) is { } elements ? [.. elements.Cast<object?>()] : [value];

    /// <summary>Evaluates <c>$(value)</c>: the one element of a collection with one, null for an empty one.</summary>
    public static object? Unroll(object? value) => Enumerate(value) switch
    {
        [] => null,
        [var single] => single,
        var several => several,
    };

    /// <summary>Returns the object inside the engine's wrapper.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static ScriptBlock Binary(string operation) =>
        ScriptBlock.Create($"param($____l, $____r) [bool] ($____l {operation} $____r)");

    private static bool IsTrue(ScriptBlock operation, params object?[] operands) =>
        LanguagePrimitives.IsTrue(operation.InvokeReturnAsIs(operands));
}
