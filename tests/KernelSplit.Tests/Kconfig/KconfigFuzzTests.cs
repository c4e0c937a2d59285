using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Testing.Fuzzing;

namespace KernelSplit.Tests.Kconfig;

/// <summary>Damaged Kconfig files give a tree or diagnostics, nothing else.</summary>
public sealed class KconfigFuzzTests
{
    private static readonly int Rounds = Coverage.Choose(sample: 500, full: 3000);
    private const int MaxChanges = 8;

    internal const string Whole = """
        mainmenu "Linux/$(ARCH)"
        cc = $(shell,$(CC) $(1)) $(if $(2),$(3))
        $(warning-if,n,$(lineno)$(filename))
        config MODULES
        	bool "modules"
        	modules
        menu "One" 
        	visible if A || !B
        	depends on A != n && (B = y || C < 5)
        choice
        	prompt "which" if A
        	default C2 if B
        config C1
        	bool "c1"
        if B
        config C2
        	bool "c2"
        endif
        comment "there"
        endchoice
        endmenu
        menuconfig A
        	tristate "a" if EXPERT
        	default m if EXPERT
        	select D if C2
        	imply B
        	help
        	  Text, and
        	    more text.

        config B
        	def_tristate m
        	depends on A if EXPERT
        config C
        	int "c"
        	range 1 D
        	default 007
        config D
        	hex
        	default "0x$(cc,1,2)" \
        		if A
        config T
        	string 'unfinished "
        	transitional

        """;

    private const string Unfinished = "string 'unfinished \"\n\ttransitional\n";

    private static readonly string[] Words =
        [
            "if", "endif", "menu \"x\"\n", "endmenu\n", "choice\n", "endchoice\n", "$(", "$(info,", ")", "(", "!", "\"",
            "'", "\\", "\n", "\t", "#", "= ", ":= ", "&&", "||", "config ", "source \"Kconfig\"\n", "help\n",
            "select A\n", "depends on ", "\0", "é",
        ];

    [Fact]
    public void Damaged_files_do_no_harm()
    {
        using var files = new SmallTree(Whole);
        var random = new Random(Coverage.Seed());
        var (trees, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            files.Write("Kconfig", Damage(random));
            try
            {
                var configuration = new Configuration(files.Read(random.Next(2) == 0 ? null : SmallTree.Classic));
                configuration.Load("CONFIG_A=m\n# CONFIG_C2 is not set\nCONFIG_C=99\n"u8, ".config");
                foreach (var symbol in configuration.Tree.Symbols)
                    configuration.ValueOf(symbol);
                trees++;
            }
            catch (InvalidInputException)
            {
                refused++;
            }
        }

        trees.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
    }

    private static string Damage(Random random)
    {
        // With the unfinished string, nearly every file is refused.
        var text = new StringBuilder(random.Next(2) == 0 ? Whole : Whole.Replace(Unfinished, "string 't'\n"));
        for (var change = random.Next(MaxChanges); change >= 0; change--)
            DamagedText.Change(text, Words, mostRemoved: 40, mostRepeated: 80, random);
        return text.ToString();
    }
}
