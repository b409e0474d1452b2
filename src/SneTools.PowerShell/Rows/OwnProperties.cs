using System.Linq.Expressions;
using System.Management.Automation;
using System.Reflection;

namespace SneTools.PowerShell;

/// <summary>Counts the properties that an object has for itself, beyond those of its type.</summary>
/// <remarks>PowerShell keeps them in a table, and lists them ten times more slowly than it counts them; the table is not public. Where a later
/// PowerShell has it no more, rows are listed.</remarks>
internal static class OwnProperties
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Func<PSObject, int>? Counter = Compile();

    /// <summary>How many there are; null where nobody knows.</summary>
    /// <param name="row">The object.</param>
    public static int? Count(PSObject row) => Counter?.Invoke(row);

    private static Func<PSObject, int>? Compile()
    {
        PropertyInfo? table = typeof(PSObject).GetProperty("InstanceMembers", Any);
        PropertyInfo? count = table?.PropertyType.GetProperty("Count", Any);
        if (table is null || count?.PropertyType != typeof(int))
            return null;
        ParameterExpression row = Expression.Parameter(typeof(PSObject));
        return Expression.Lambda<Func<PSObject, int>>(Expression.Property(Expression.Property(row, table), count), row).Compile();
    }
}
