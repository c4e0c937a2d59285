namespace KernelSplit.Acceptance;

/// <summary>How conf is called.</summary>
/// <param name="Option">Its mode.</param>
/// <param name="Environment">What is set besides the usual.</param>
internal sealed record ConfRun(string Option, params (string Name, string Value)[] Environment)
{
    public override string ToString() =>
        string.Join(' ', Environment.Select(variable => $"{variable.Name}={variable.Value}").Append(Option));
}
