using System.Collections.ObjectModel;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Gives rows of a data set the columns as properties, so that they print, select, export and embed as any row does.</summary>
public sealed class DatasetRowAdapter : PSPropertyAdapter
{
    /// <inheritdoc/>
    public override Collection<string> GetTypeNameHierarchy(object baseObject)
    {
        Collection<string> names = base.GetTypeNameHierarchy(baseObject);
        if (ForeignRows.Are(((DatasetRow)baseObject).Data))
            names.Insert(0, ForeignRows.TypeName);
        return names;
    }

    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject) =>
        new([.. ((DatasetRow)baseObject).Names.Select(name => new PSAdaptedProperty(name, null))]);

    /// <inheritdoc/>
    public override PSAdaptedProperty GetProperty(object baseObject, string propertyName) =>
        ((DatasetRow)baseObject).Names.FirstOrDefault(name => name.Equals(propertyName, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new PSAdaptedProperty(found, null)
            : null!;

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) => (GetPropertyValue(adaptedProperty)?.GetType() ?? typeof(string)).FullName!;

    /// <inheritdoc/>
    public override object GetPropertyValue(PSAdaptedProperty adaptedProperty)
    {
        ArgumentNullException.ThrowIfNull(adaptedProperty);
        return ((DatasetRow)adaptedProperty.BaseObject)[adaptedProperty.Name]!;
    }

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => false;

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value) =>
        throw new SetValueException("The rows of a data set stay as they are: Select-Object makes others of them.");
}
