using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// Small Kconfig files that the kernel's own conf and ours must treat alike, one for each rule that is easily got wrong.
/// </summary>
[Trait("Part", "kconfig")]
public sealed class KconfigGotchaTests(KconfigGotchaTests.Confs confs) : IClassFixture<KconfigGotchaTests.Confs>
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

    [DebianTheory]
    [MemberData(nameof(Gotchas))]
    public void The_rule_is_that_of_the_kernel_s_own_conf(string kernel, string rule)
    {
        var (conf, gotcha) = (confs.Of(kernel), KconfigGotcha.All[rule]);
        conf.Files["Kconfig"] = Encoding.Latin1.GetBytes(gotcha.Kconfig);
        conf.Files["more"] = Encoding.Latin1.GetBytes(gotcha.More);

        foreach (var mode in Modes)
            conf.Compare(Encoding.Latin1.GetBytes(gotcha.Config), mode, ("KCONFIG_SEED", "5")).ShouldBeNull(mode);
    }

    /// <summary>One for each kernel.</summary>
    public sealed class Confs : IDisposable
    {
        private readonly Dictionary<string, KernelConf> _confs = [];

        internal KernelConf Of(string kernel)
        {
            if (!_confs.TryGetValue(kernel, out var conf))
                _confs[kernel] = conf = new KernelConf(ComparedKernels.SourceOf(kernel), "x86_64");
            return conf;
        }

        public void Dispose()
        {
            foreach (var conf in _confs.Values)
                conf.Dispose();
        }
    }
}
