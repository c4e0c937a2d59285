using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>
/// Completes fragments to configurations of one kernel as kbuild does, and explains each line's outcome.
/// </summary>
public sealed class Explainer(KconfigTree tree)
{
    private readonly TreeIndex _index = new(tree);
    private readonly UnknownSymbols _unknown = new(tree);

    /// <summary>Explains a name that the kernel doesn't define for this architecture.</summary>
    public KconfigReason ExplainUnknown(string name) => _unknown.Explain(name);

    /// <summary>Applies fragments to a base configuration and completes them as olddefconfig does.</summary>
    /// <param name="requests">The merged fragments.</param>
    /// <param name="baseConfig">The base configuration, as .config text: <see cref="BaseConfig"/>.</param>
    /// <param name="baseName">Its name in explanations.</param>
    public ExplainedConfig Complete(MergedConfig requests, string baseConfig, string baseName)
    {
        var text = requests.ApplyTo(baseConfig);
        var warnings = new List<string>();
        var configuration = new Configuration(tree) { Warnings = warnings.Add };
        configuration.Load(ByteText.BytesOf(text), ".config");
        var requested = configuration.With("");
        configuration.DropHiddenRequests();
        var situation = new Situation(_index, configuration, requests, baseName);
        return new ExplainedConfig(situation, _unknown, requested, text, warnings);
    }
}
