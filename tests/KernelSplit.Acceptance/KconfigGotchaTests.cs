using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// Small Kconfig files that the kernel's own conf and ours must treat alike, one for each rule that is easily got
/// wrong.
/// </summary>
[Part(Part.Kconfig)]
public sealed class KconfigGotchaTests(KconfigGotchaTests.Pairs pairs) : IClassFixture<KconfigGotchaTests.Pairs>
{
    private static readonly string[] Modes =
    [
        "--olddefconfig", "--savedefconfig=small", "--listnewconfig", "--helpnewconfig", "--syncconfig",
        "--allyesconfig", "--allmodconfig", "--allnoconfig", "--alldefconfig", "--randconfig",
    ];

    public static TheoryData<string, string> Gotchas()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in ComparedKernels.SampleTrees())
        {
            foreach (var name in KconfigGotcha.All.Keys)
                data.Add(row.Data, name);
        }

        return data;
    }

    [AptTheory]
    [MemberData(nameof(Gotchas))]
    public void The_rule_is_that_of_the_kernel_s_own_conf(string kernel, string rule)
    {
        var gotcha = KconfigGotcha.All[rule];

        var differences = pairs.Of(kernel).Compare(Modes, (conf, mode) =>
        {
            conf.Files["Kconfig"] = Encoding.Latin1.GetBytes(gotcha.Kconfig);
            conf.Files["more"] = Encoding.Latin1.GetBytes(gotcha.More);
            return conf.Compare(Encoding.Latin1.GetBytes(gotcha.Config), mode, ("KCONFIG_SEED", "5"));
        });

        differences.ShouldBeEmpty();
    }

    /// <summary>One for each kernel.</summary>
    public sealed class Pairs : IDisposable
    {
        private readonly Dictionary<string, ConfPair> _pairs = [];

        internal ConfPair Of(string kernel)
        {
            if (!_pairs.TryGetValue(kernel, out var pair))
                _pairs[kernel] = pair = new ConfPair(ComparedKernels.SourceOf(kernel), "x86_64", ConfLimits.FewLines);
            return pair;
        }

        public void Dispose()
        {
            foreach (var pair in _pairs.Values)
                pair.Dispose();
        }
    }
}
