namespace KernelSplit.Acceptance;

/// <summary>Small Kconfig files, each about one rule that is easily got wrong.</summary>
/// <param name="Kconfig">The main file.</param>
/// <param name="Config">The .config to begin with.</param>
/// <param name="More">A file that can be sourced as <c>more</c>.</param>
internal sealed record KconfigGotcha(string Kconfig, string Config = "", string More = "")
{
    private const string Choice = """
        config MODULES
            def_bool y
            modules
        choice
            prompt "c"
            default B
        config A
            bool "a"
        config B
            bool "b"
        config C
            bool "c"
        endchoice

        """;

    private const string Numbers = """
        config I
            int "i"
            range 1 10
            default 5
        config H
            hex "h"
            range 0x10 0X20
            default 0x15
        config E
            int "e"
        config F
            hex "f"
        config L
            int "l"
            range E I

        """;

    private const string Types = """
        config MODULES
            def_bool y
            modules
        config B
            bool "b"
        config T
            tristate "t"
        config S
            string "s"
        config I
            int "i"
        config H
            hex "h"

        """;

    public static IReadOnlyDictionary<string, KconfigGotcha> All { get; } = new Dictionary<string, KconfigGotcha>
    {
        ["keywords are keywords anywhere"] = new("config A\n bool \"a\"\n depends on if\nconfig B\n bool \"b\"\n"),
        ["a symbol may not be named as a keyword"] = new("config help\n bool \"a\"\n"),
        ["words have letters, digits, _ and -"] = new(
            "config A-1\n bool \"a\"\n default y\nconfig 2B\n bool \"b\"\n default A-1\n"),
        ["unsupported characters are skipped with a warning"] = new("config A@\n bool \"a\" ; \n default y\n"),
        ["a backslash joins lines"] = new("config A\n bool \\\n  \"a\"\n default y \\\n if B\nconfig B\n def_bool y\n"),
        ["a string ends with its line"] = new("config A\n bool \"a\n default y\nconfig B\n bool 'b \\' \" b'\n"),
        ["help ends where the indent ends, tabs count 8"] = new(
            "config A\n bool \"a\"\n help\n\t  one\n\n          two\n\tthree\nconfig B\n bool \"b\"\n help\n"
            + "   \n\nconfig C\n bool \"c\"\n"),
        ["help may be given twice"] = new("config A\n bool \"a\"\n help\n  one\n help\n  two\n"),
        ["help says what is before its first NUL"] = new(
            "config A\n bool \"a\"\n help\n  \0text\n  more\nconfig B\n bool \"b\"\n help\n  one\0two\n"
            + "  three\n"),
        ["only parentheses expand"] = new("X = 1\nconfig A\n string \"$X ${X} $(X) $\"\n default \"$X ${X} $(X)\"\n"),
        ["arguments come before variables, variables before functions and the environment"] = new(
            "ARCH = mine\ninfo = v\nf = $(1)-$(2)-$(3)-$(ARCH)-$(undefined)\n"
            + "$(warning-if,y,$(f,a, b)$(info)$(SRCARCH)$(nothing))\n"),
        ["immediate, recursive and appended variables"] = new(
            "A := $(B)\nB = 1\nC = $(B)\nB = 2\nD += x\nD += $(B)\nE := y\nE += $(B)\nB = 3\n"
            + "$(info,$(A)|$(C)|$(D)|$(E))\n"),
        ["arguments are split before they are expanded"] = new(
            "comma = ,\nf = $(1)+$(2)\n$(info,$(f,a$(comma)b, c))\n$(info,$(f,(a,b),c))\n"),
        ["too many arguments"] = new("$(f,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17)\n"),
        ["a shell's lines are joined, its status ignored"] = new(
            "$(info,[$(shell,printf 'a\\nb\\n\\n'; false)])\nconfig A\n string\n"
            + " default \"$(shell,echo a b)\"\n"),
        ["macros run inside of false conditions"] = new("if n\n$(info,here)\nendif\n"),
        ["what expands to nothing vanishes"] = new("config A\n bool \"a\"\n default $(nothing)\n"),
        ["a circle of macros"] = new("A = $(B)\nB = $(A)\n$(info,$(A))\n"),
        ["an unterminated macro"] = new("$(info,a\n"),
        ["an error from a macro"] = new("config A\n bool \"a\"\n$(error-if,y,stop)\n"),
        ["sources are no patterns"] = new("source \"mor*\"\n"),
        ["a source is quoted"] = new("source more\n"),
        ["the working directory comes before the kernel's source"] = new(
            "source \"more\"\n",
            "",
            "config A\n bool \"a\"\n default y\n"),
        ["a file may be sourced twice"] = new("source \"more\"\nsource \"more\"\n", "", "config A\n bool \"a\"\n"),
        ["a block ends in its file"] = new("menu \"m\"\nsource \"more\"\n", "", "endmenu\n"),
        ["a file that sources itself"] = new("source \"more\"\n", "", "source \"Kconfig\"\n"),
        ["properties count in the order of all definitions"] = new(
            "config A\n bool \"a\"\n default n if B\nconfig A\n bool\n default y\nconfig B\n def_bool y\n"
            + "config A\n int\n default 3\n"),
        ["what stands around is a dependency of all properties"] = new(
            "menu \"m\"\n depends on X\nif Y\nconfig A\n bool \"a\"\n default y\n select S\n imply P\nendif\n"
            + "endmenu\nconfig X\n def_bool y\nconfig Y\n bool \"y\"\nconfig S\n bool\nconfig P\n bool \"p\"\n",
            "CONFIG_Y=y\n"),
        ["m needs modules"] = new(
            "config MODULES\n bool \"modules\"\n modules\nconfig A\n tristate \"a\" if m\n default m\n"
            + "config B\n tristate\n default m\n",
            "CONFIG_A=m\n"),
        ["visible if is about prompts only"] = new(
            "menu \"m\"\n visible if X\nconfig A\n bool \"a\"\n default y\nconfig B\n bool\n default y\n"
            + "endmenu\nconfig X\n bool \"x\"\n"),
        ["a symbol depends on any of its definitions"] = new(
            "config A\n bool \"a\"\n depends on X\nconfig A\n bool\n depends on Y\nconfig X\n bool \"x\"\n"
            + "config Y\n def_bool y\nconfig S\n def_bool y\n select A\n"),
        ["unmet dependencies of what is selected"] = new(
            "config A\n bool \"a\"\n depends on X\nconfig X\n bool \"x\"\nconfig S\n bool \"s\"\n"
            + " select A if Y\n select A\nconfig Y\n bool \"y\"\nconfig M\n tristate \"m\"\n depends on X\n"
            + "config T\n tristate \"t\"\n select M\n",
            "CONFIG_S=y\nCONFIG_Y=y\nCONFIG_T=y\n"),
        ["what follows and depends on a symbol is its submenu"] = new(
            "config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on A\ncomment \"c\"\n depends on A && B\n"
            + "config D\n bool \"d\"\n depends on A || X\nconfig X\n bool \"x\"\n"),
        ["an if inside of a choice"] = new(
            "choice\n prompt \"c\"\nif X\nconfig A\n bool \"a\"\nconfig N\n bool\nendif\nconfig B\n"
            + " bool \"b\"\nendchoice\nconfig X\n bool \"x\"\n",
            "CONFIG_X=y\n"),
        ["several prompts make the most of them"] = new(
            "config MODULES\n def_bool y\n modules\nconfig A\n tristate \"a\" if M\nconfig A\n"
            + " tristate \"a2\" if Y\nconfig M\n def_tristate m\nconfig Y\n bool \"y\"\n",
            "CONFIG_A=y\n"),
        ["a user's answer beats implications"] = new(
            "config MODULES\n def_bool y\n modules\nconfig A\n tristate \"a\"\n default y\nconfig B\n"
            + " tristate \"b\"\n depends on D\nconfig D\n def_tristate m\nconfig I\n def_bool y\n imply A\n"
            + " imply B\n",
            "CONFIG_A=m\n"),
        ["what is implied is written although it is off"] = new(
            "config A\n bool\n depends on X\nconfig X\n bool \"x\"\nconfig I\n def_bool y\n imply A\n"),
        ["m of a bool is y"] = new(
            "config MODULES\n def_bool y\n modules\nconfig T\n def_tristate m\nconfig B\n bool\n default T\n"
            + "config S\n bool\nconfig R\n def_tristate m\n select S\n"),
        ["an unknown symbol is n, and its name as text"] = new(
            "config A\n string\n default FOO\nconfig B\n bool \"b\"\n default FOO\nconfig C\n"
            + " def_bool FOO = \"FOO\"\nconfig D\n def_bool !FOO\nconfig E\n int \"e\"\n default FOO\n"),
        ["numbers compare as numbers, text as text"] = new(
            "config I\n int\n default 9\nconfig J\n int\n default 10\nconfig S\n string\n default \"9\"\n"
            + "config T\n string\n default \"10\"\nconfig H\n hex\n default 0xfffffffffffffff0\nconfig A\n"
            + " def_bool I < J\nconfig B\n def_bool S < T\nconfig C\n def_bool S < 10\nconfig D\n"
            + " def_bool H > 16\nconfig E\n def_bool I < 0x10\nconfig F\n def_bool 010 = 8\nconfig G\n"
            + " def_bool S < J\n"),
        ["a condition that isn't n"] = new(
            "config MODULES\n def_bool y\n modules\nconfig T\n tristate \"t\"\nconfig B\n bool \"b\"\n"
            + " depends on T!=n\n default y\n select S if T!=n && !(X || T!=n && X)\nconfig X\n bool \"x\"\n"
            + "config S\n tristate\nconfig I\n int \"i\" if T!=n\n default 3 if T!=n\nconfig U\n"
            + " tristate \"u\" if T!=n\n default y if T!=n\n",
            "CONFIG_T=m\n"),
        ["n is less than m is less than y"] = new(
            "config MODULES\n def_bool y\n modules\nconfig A\n tristate \"a\"\nconfig B\n def_bool A > n\n"
            + "config C\n def_bool A >= m && A < y\nconfig D\n def_bool A != n\nconfig E\n def_bool A = \"m\"\n"
            + "config F\n bool \"f\"\n default A = m\nconfig G\n bool \"g\"\n depends on F = m\n",
            "CONFIG_A=m\n"),
        ["numbers out of their range"] = new(
            Numbers,
            "CONFIG_I=50\nCONFIG_H=0x99\nCONFIG_E=7\nCONFIG_F=0xG\nCONFIG_L=1\n"),
        ["numbers below their range"] = new(
            Numbers,
            "CONFIG_I=0\nCONFIG_H=0x1\nCONFIG_E=-3\nCONFIG_F=ff\nCONFIG_L=-7\n"),
        ["numbers without a value"] = new(Numbers),
        ["numbers that are none"] = new(
            Numbers,
            "CONFIG_I=007\nCONFIG_H=\nCONFIG_E=0x3\nCONFIG_F=0X0fF\nCONFIG_L=99999999999999999999\n"),
        ["numbers keep their writing"] = new(
            "config H\n hex \"h\"\n default ABC\nconfig I\n int \"i\"\n default -5\nconfig J\n int\n"
            + " default H\n",
            "CONFIG_H=ff\n"),
        ["a range with the wrong type"] = new("config A\n bool \"a\"\n range 1 2\nconfig B\n int \"b\"\n range x 3\n"),
        ["the last member asked for wins"] = new(Choice, "CONFIG_A=y\nCONFIG_C=y\n"),
        ["the first of members that are all refused"] = new(
            Choice,
            "# CONFIG_C is not set\n# CONFIG_A is not set\n# CONFIG_B is not set\n"),
        ["a default that is refused"] = new(Choice, "# CONFIG_B is not set\n"),
        ["a member and its refusal"] = new(Choice, "CONFIG_A=y\n# CONFIG_A is not set\nCONFIG_C=m\n"),
        ["a member with a default"] = new(
            "choice\n prompt \"c\"\nconfig A\n bool \"a\"\n default y\nconfig B\n bool \"b\"\nendchoice\n"),
        ["a member of two entries"] = new(
            "choice\n prompt \"c\"\nconfig A\n bool \"a\"\nconfig B\n bool \"b\"\nendchoice\nconfig A\n"
            + " bool \"other\"\n"),
        ["a member of two entries in its choice"] = new(
            "choice\n prompt \"c\"\nconfig A\n bool \"a\"\n depends on X\nconfig A\n bool \"a2\"\n"
            + " depends on !X\nconfig B\n bool \"b\"\nendchoice\nconfig X\n bool \"x\"\n"),
        ["a member that is a tristate"] = new(
            "choice\n prompt \"c\"\nconfig A\n tristate \"a\"\nconfig B\n bool \"b\"\nendchoice\n"),
        ["a member without a prompt"] = new(
            "choice\n prompt \"c\"\nconfig A\n bool \"a\"\nconfig B\n bool\nendchoice\n"),
        ["a choice that may be empty"] = new("choice\n prompt \"c\"\n optional\nconfig A\n bool \"a\"\nendchoice\n"),
        ["a choice with a name"] = new("choice NAME\n prompt \"c\"\nconfig A\n bool \"a\"\nendchoice\n"),
        ["a choice without a prompt"] = new("choice\nconfig A\n bool \"a\"\nendchoice\n"),
        ["a choice's default from elsewhere"] = new(
            "choice\n prompt \"c\"\n default X\nconfig A\n bool \"a\"\nendchoice\nconfig X\n bool \"x\"\n"),
        ["a choice that is not visible"] = new(
            "choice\n prompt \"c\" if X\nconfig A\n bool \"a\"\nconfig B\n bool \"b\"\nendchoice\nconfig X\n"
            + " bool \"x\"\n",
            "CONFIG_B=y\n"),
        ["a line with a blank before it"] = new(Types, " CONFIG_B=y\n# CONFIG_T is not set\n #CONFIG_B is not set\n"),
        ["is not set and more"] = new(
            Types,
            "# CONFIG_B is not set at all\n#CONFIG_T is not set\n#  CONFIG_T is not set\n"
            + "# CONFIG_S is not set\n# CONFIG_I is not set\n"),
        ["lines that end as on Windows"] = new(
            Types,
            "CONFIG_B=y\r\n# CONFIG_T is not set\r\nCONFIG_S=\"s\"\r\nCONFIG_I=3\r\n\r\nCONFIG_H=0x1\r"),
        ["only the first letter counts"] = new(
            Types,
            "CONFIG_B=yes # c\nCONFIG_T=maybe\nCONFIG_I= 3\nCONFIG_S=\"a\" b\n"),
        ["values of the wrong type"] = new(Types, "CONFIG_B=m\nCONFIG_T=1\nCONFIG_S=bare\nCONFIG_I=y\nCONFIG_H=0xx\n"),
        ["lines that say nothing"] = new(Types, "CONFIG_\nCONFIG_B\nnothing\nCONFIG_=y\n\0\n\r\n\rx\n=\n"),
        ["a symbol twice, a symbol nobody knows"] = new(
            Types,
            "CONFIG_B=y\nCONFIG_B=n\nCONFIG_X=y\n# CONFIG_Y is not set\n"),
        ["text with quotes and backslashes"] = new(Types, "CONFIG_S=\"a\\\"b\\\\c\\d\"\n"),
        ["text without its end"] = new(Types, "CONFIG_S=\"a\\\n"),
        ["constants can't be set"] = new(
            Types
            + "config Q\n def_bool T > n\n",
            "CONFIG_y=n\nCONFIG_n=y\nCONFIG_n=m\nCONFIG_T=m\n"),
        ["menus, comments and their ends"] = new(
            "mainmenu \"Title $(ARCH)\"\ncomment \"one\"\nmenu \"m\"\nconfig A\n bool \"a\"\nendmenu\n"
            + "menu \"empty\"\nendmenu\nmenu \"hidden\"\n depends on X\ncomment \"two\"\nconfig B\n def_bool y\n"
            + "endmenu\nconfig X\n bool \"x\"\nmenuconfig M\n bool \"m\"\nconfig N\n bool \"n\"\n depends on M\n"),
        ["a comment in a menu that isn't shown"] = new(
            "menu \"m\"\n visible if n\ncomment \"c\"\nconfig A\n bool \"a\"\n default y\nendmenu\n"),
        ["a menuconfig without a prompt"] = new("menuconfig A\n bool\n default y\n"),
        ["a symbol without a type"] = new("config A\n prompt \"a\"\n default y\n"),
        ["two types"] = new("config A\n bool \"a\"\n tristate\n default y\n"),
        ["two prompts, and one with blanks before it"] = new("config A\n bool \"a\"\n prompt \" b\"\n"),
        ["a select of what isn't a bool"] = new(
            "config A\n int \"a\"\n select B\nconfig B\n bool \"b\"\n select A\n imply A\n select NOWHERE\n"),
        ["a symbol that selects what it needs"] = new(
            "config A\n bool \"a\"\n select B\n depends on B\nconfig B\n bool \"b\"\n"),
        ["a circle of dependencies and values"] = new(
            "config A\n bool \"a\"\n depends on B\nconfig B\n bool \"b\"\n default C\nconfig C\n bool \"c\"\n"
            + " imply D if A\nconfig D\n bool\n depends on A\n"),
        ["two symbols for modules"] = new("config A\n bool \"a\"\n modules\nconfig B\n bool \"b\"\n modules\n"),
        ["a former symbol"] = new(
            "config NEW\n bool \"new\"\n default OLD\nconfig OLD\n bool\n transitional\n help\n  gone\n",
            "CONFIG_OLD=y\n"),
        ["a former symbol with more than help"] = new(
            "config OLD\n bool \"old\"\n transitional\n depends on X\nconfig X\n bool\n"),
        ["a dependency with a condition"] = new(
            "config MODULES\n def_bool y\n modules\nconfig A\n tristate \"a\"\n depends on B if C\n default y\n"
            + "config B\n bool \"b\"\nconfig C\n tristate \"c\"\n",
            "CONFIG_C=m\n"),
        ["options of old kernels"] = new(
            "config A\n string\n option defconfig_list\n default \"more\"\nconfig M\n bool \"m\"\n"
            + " option modules\nconfig B\n bool \"b\"\n option allnoconfig_y\n",
            "",
            "CONFIG_M=y\n"),
        ["dependencies that are simplified"] = new(
            "config A\n bool \"a\"\n depends on (X || !X) && !(Y && n) && (Y = y || Y != n)\nconfig X\n"
            + " bool \"x\"\nconfig Y\n bool \"y\"\n depends on X = m || !(X = y)\n"),
    };
}
