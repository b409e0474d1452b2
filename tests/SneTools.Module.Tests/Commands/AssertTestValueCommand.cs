using System.Collections.ObjectModel;
using System.Management.Automation;
using SneTools.ModuleTests.Assertions;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Commands;

/// <summary>Should: each assertion is a switch, <c>-Be</c> and so on, with parameters of its own.</summary>
[Cmdlet("Assert", "TestValue", DefaultParameterSetName = NoAssertion)]
public sealed class AssertTestValueCommand : PSCmdlet, IDynamicParameters
{
    private const string NoAssertion = "None";

    private readonly List<object?> _input = [];

    /// <summary>Gets or sets the value to judge.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    public object? ActualValue { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters()
    {
        var parameters = new RuntimeDefinedParameterDictionary();
        AddParameter(parameters, "Not", typeof(SwitchParameter));
        AddParameter(parameters, "Because", typeof(string));
        foreach (Assertion assertion in AssertionTable.All)
        {
            RuntimeDefinedParameter name = AddParameter(
                parameters, assertion.Name, typeof(SwitchParameter), assertion.Name, mandatory: true);
            if (assertion.Alias is { } alias) name.Attributes.Add(new AliasAttribute(alias));
            int position = 1;
            foreach ((string argument, Type type) in assertion.Parameters)
            {
                AddParameter(parameters, argument, type, assertion.Name, position: position++);
            }
        }

        return parameters;
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Dictionary<string, object?> bound = MyInvocation.BoundParameters;
        if (bound.ContainsKey("ErrorAction")) throw new NotSupportedException("Should -ErrorAction is not supported.");
        object? argument = bound.GetValueOrDefault("ActualValue");
        // An unknown assertion is one more argument without a name to the engine.
        if (ParameterSetName == NoAssertion || (MyInvocation.ExpectingInput && argument is not null))
        {
            throw new ArgumentException($"Should does not know what to do with {ValueText.Of(argument)}.");
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _input.Add(ActualValue);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Dictionary<string, object?> bound = MyInvocation.BoundParameters;
        Assertion assertion = AssertionTable.All.Single(candidate => candidate.Name == ParameterSetName);
        foreach (object? actual in Values(assertion))
        {
            var claim = new Claim(actual, bound, SessionState);
            if (assertion.Refute(claim) is { } message)
            {
                ThrowTerminatingError(new ErrorRecord(
                    new AssertionException(message), "PesterAssertionFailed", ErrorCategory.InvalidResult, actual));
            }

            if (claim.PassedOn is { } passedOn) WriteObject(passedOn);
        }
    }

    private List<object?> Values(Assertion assertion)
    {
        // Nothing came through the pipeline: that is a value too, and it is null.
        if (_input.Count == 0) return [null];
        if (!assertion.JudgesCollection) return _input;
        return [MyInvocation.ExpectingInput ? _input.ToArray() : PowerShellOperation.Enumerate(ActualValue)];
    }

    private static RuntimeDefinedParameter AddParameter(
        RuntimeDefinedParameterDictionary parameters,
        string name,
        Type type,
        string set = ParameterAttribute.AllParameterSets,
        bool mandatory = false,
        int position = int.MinValue)
    {
        if (!parameters.TryGetValue(name, out RuntimeDefinedParameter? parameter))
        {
            parameter = new RuntimeDefinedParameter(name, type, new Collection<Attribute>());
            parameters.Add(name, parameter);
        }

        parameter.Attributes.Add(
            new ParameterAttribute { ParameterSetName = set, Mandatory = mandatory, Position = position });
        return parameter;
    }
}
