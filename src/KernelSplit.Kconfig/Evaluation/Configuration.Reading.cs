using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Taking over what .config files ask for.</summary>
public sealed partial class Configuration
{
    /// <summary>How many warnings the last file that was read gave.</summary>
    public int ReadWarningCount { get; private set; }

    /// <summary>Replaces what is asked for by what a .config asks for.</summary>
    /// <param name="text">The .config. What conf would ignore or warn of is treated likewise.</param>
    /// <param name="file">Its name in warnings, which go to the tree's host.</param>
    public void Load(ReadOnlySpan<byte> text, string file)
    {
        var reader = new Reading.ConfigReader(this, file);
        reader.Read(text);
        ReadWarningCount = reader.WarningCount;
    }

    /// <summary>The configuration that <c>olddefconfig</c> makes of a .config.</summary>
    /// <param name="tree">The kernel's Kconfig.</param>
    /// <param name="text">The .config, one char a byte.</param>
    /// <param name="file">Its name in warnings, which go to the tree's host.</param>
    public static Configuration Of(KconfigTree tree, string text, string file)
    {
        var configuration = new Configuration(tree);
        configuration.Load(ByteText.BytesOf(text), file);
        configuration.Settle();
        return configuration;
    }

    /// <summary>The .config, one char a byte, as kbuild writes it.</summary>
    public string ToConfig()
    {
        Calculate(Tree.Modules);
        return new Writing.ConfigWriter(this).Write();
    }

    /// <summary>Calculates all values of what was read, in the kernel's order (<c>conf_read</c>).</summary>
    internal void Settle()
    {
        Calculate(Tree.Modules);
        var isUnsaved = false;
        foreach (var symbol in Tree.InTableOrder)
        {
            Calculate(symbol);
            isUnsaved |= !symbol.IsChoice && IsUnsaved(symbol);
        }

        if (_dialect.ForgetsHiddenRequests)
            isUnsaved = ForgetSomeRequests(isUnsaved);
        IsChanged |= ReadWarningCount > 0 || isUnsaved;
    }

    /// <summary>
    /// Does to what is asked for what <see cref="Settle"/> does, and leaves values to be calculated when somebody wants them.
    /// </summary>
    internal void SettleRequests()
    {
        if (!_dialect.ForgetsHiddenRequests)
            return;
        Calculate(Tree.Modules);
        var isUnsaved = Tree.InTableOrder.Any(symbol =>
        {
            Calculate(symbol);
            return !symbol.IsChoice && IsUnsaved(symbol);
        });
        ForgetSomeRequests(isUnsaved);
    }

    internal void ForgetRequests()
    {
        foreach (var symbol in Tree.InTableOrder)
        {
            ref var state = ref State(symbol);
            state.Clear(StateFlags.IsAsked);
            if (_dialect.HasClassicChoices && symbol.IsChoice)
                state.Set(StateFlags.IsAsked);
            state.Asked = Tristate.No;
            state.AskedText = null;
            state.AskedMember = null;
        }
    }

    /// <summary>What a line of .config about a member means for its choice.</summary>
    internal void NoteRead(Symbol symbol, Action<string> warn)
    {
        if (_dialect.HasClassicChoices)
        {
            if (symbol.IsChoiceMember)
                NoteReadClassic(symbol, symbol.Choice!, warn);
        }
        else if (symbol.ChoiceNode is { } choice)
        {
            Move(symbol, choice);
        }
    }

    private void NoteReadClassic(Symbol member, Symbol choice, Action<string> warn)
    {
        ref var state = ref State(choice);
        var asked = State(member).Asked;
        if (asked == Tristate.Mod && state.Asked == Tristate.Yes)
        {
            warn($"{member} creates inconsistent choice state");
            state.Clear(StateFlags.IsAsked);
        }
        else if (asked == Tristate.Yes)
        {
            if (state.Asked != Tristate.No)
                warn($"override: {member} changes choice state");
            state.AskedMember = member;
        }

        state.Asked = Tristates.Or(state.Asked, asked);
    }

    private bool IsUnsaved(Symbol symbol)
    {
        ref var state = ref State(symbol);
        var isAsked = state.Has(StateFlags.IsAsked);
        if (!isAsked || !state.Has(StateFlags.Write))
            return isAsked || state.Has(StateFlags.Write);
        return symbol.Type.IsLogical() ? state.Asked != state.Value : state.AskedText != state.Text;
    }

    private bool ForgetSomeRequests(bool isUnsaved)
    {
        foreach (var symbol in Tree.InTableOrder)
        {
            ref var state = ref State(symbol);
            if (!state.Has(StateFlags.IsAsked) || symbol.IsChoiceMember)
                continue;
            if (state.Visible == Tristate.No && !isUnsaved)
                state.Clear(StateFlags.IsAsked);
            if (!_dialect.ForgetsNumbersOutOfRange || symbol.Type is not (SymbolType.String or SymbolType.Int or SymbolType.Hex) || IsAllowed(symbol, state.AskedText ?? ""))
                continue;
            state.Clear(StateFlags.Valid | StateFlags.IsAsked);
            isUnsaved = true;
        }

        return isUnsaved;
    }
}
