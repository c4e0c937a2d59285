namespace KernelSplit.Modules;

/// <summary>A parameter of a module (module_param in include/linux/moduleparam.h).</summary>
/// <param name="Name">As on modprobe's command line.</param>
/// <param name="Type">
/// Such as <c>int</c>, <c>charp</c>, <c>array of int</c>; null if the module has no parmtype for it.
/// </param>
/// <param name="Description">Null if there is none.</param>
public sealed record ModuleParameter(string Name, string? Type, string? Description)
{
    /// <summary>
    /// Joins <c>parm=name:description</c> and <c>parmtype=name:type</c>. Compilers emit them from the last to the
    /// first, so the order is reversed, as modinfo does.
    /// </summary>
    internal static IReadOnlyList<ModuleParameter> Join(IEnumerable<ModInfoField> fields)
    {
        var parameters = new OrderedDictionary<string, ModuleParameter>(StringComparer.Ordinal);
        foreach (var (key, value) in fields)
        {
            if (key is not ("parm" or "parmtype"))
                continue;
            var colon = value.IndexOf(':', StringComparison.Ordinal);
            var (name, text) = colon < 0 ? (value, "") : (value[..colon], value[(colon + 1)..]);
            var known = parameters.GetValueOrDefault(name) ?? new ModuleParameter(name, null, null);
            parameters[name] = key == "parm" ? known with { Description = text } : known with { Type = text };
        }
        return [.. parameters.Values.Reverse()];
    }
}
