using System.Linq.Expressions;
using System.Management.Automation;
using System.Reflection;

namespace SneTools.PowerShell;

/// <summary>Counts the properties that an object has for itself, beyond those of its type.</summary>
/// <remarks>PowerShell keeps them in a table, and lists them ten times more slowly than it counts them; the table is not public. Where a later
/// PowerShell has it no more, rows are listed. Once they have been listed, or a script has used one, the table has members of PowerShell's own,
/// too, which are not counted.</remarks>
internal static class OwnProperties
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] Reserved = ["psobject", "psbase", "psadapted", "psextended", "pstypenames"];
    private static readonly (Func<PSObject, PSMemberInfoCollection<PSMemberInfo>> Table, Func<PSObject, int> Count)? Members = Compile();

    /// <summary>True if two objects have as many; false also where nobody knows.</summary>
    /// <param name="row">An object.</param>
    /// <param name="other">Another one.</param>
    public static bool AreAsMany(PSObject row, PSObject other)
    {
        if (Members is not { } members)
            return false;
        int difference = members.Count(row) - members.Count(other);
        return difference == 0 || (Math.Abs(difference) <= Reserved.Length && difference == CountReserved(members.Table(row)) - CountReserved(members.Table(other)));
    }

    private static int CountReserved(PSMemberInfoCollection<PSMemberInfo> table) => Reserved.Count(name => table[name] is not null);

    private static (Func<PSObject, PSMemberInfoCollection<PSMemberInfo>> Table, Func<PSObject, int> Count)? Compile()
    {
        PropertyInfo? table = typeof(PSObject).GetProperty("InstanceMembers", Any);
        PropertyInfo? count = table?.PropertyType.GetProperty("Count", Any);
        if (table is null || count?.PropertyType != typeof(int) || !table.PropertyType.IsAssignableTo(typeof(PSMemberInfoCollection<PSMemberInfo>)))
            return null;
        ParameterExpression row = Expression.Parameter(typeof(PSObject));
        MemberExpression members = Expression.Property(row, table);
        return (
            Expression.Lambda<Func<PSObject, PSMemberInfoCollection<PSMemberInfo>>>(members, row).Compile(),
            Expression.Lambda<Func<PSObject, int>>(Expression.Property(members, count), row).Compile());
    }
}
