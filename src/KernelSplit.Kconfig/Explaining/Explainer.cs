using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Completes fragments to configurations of one kernel as kbuild would, and says what became of each line.</summary>
public sealed class Explainer(KconfigTree tree)
{
    private readonly TreeIndex _index = new(tree);
    private readonly UnknownSymbols _unknown = new(tree);

    /// <summary>What is to be said about a name that the kernel doesn't define for this architecture.</summary>
    public Reason ExplainUnknown(string name) => _unknown.Explain(name);

    /// <summary>Lays fragments upon a base and lets olddefconfig complete them.</summary>
    /// <param name="requests">The merged fragments.</param>
    /// <param name="baseConfig">What they are laid upon, as the text of a .config: <see cref="BaseConfig"/>.</param>
    /// <param name="baseName">Its name in explanations.</param>
    public ExplainedConfig Complete(MergedConfig requests, string baseConfig, string baseName)
    {
        var text = requests.ApplyTo(baseConfig);
        var warnings = new List<string>();
        var configuration = new Configuration(tree) { Warnings = warnings.Add };
        configuration.Load(ByteText.BytesOf(text), ".config");
        var asked = configuration.With("");
        configuration.SettleRequests();
        var situation = new Situation(_index, configuration, requests, baseName);
        return new ExplainedConfig(situation, _unknown, asked, text, warnings);
    }
}
