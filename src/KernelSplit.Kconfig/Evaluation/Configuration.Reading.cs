using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Loading .config files.</summary>
public sealed partial class Configuration
{
    /// <summary>How many warnings the last file gave.</summary>
    public int ReadWarningCount { get; private set; }

    /// <summary>Replaces all requested values with those of a .config.</summary>
    /// <param name="text">The .config. What conf ignores or warns about is ignored or warned about.</param>
    /// <param name="file">Its name in warnings, which the tree's host gets.</param>
    public void Load(ReadOnlySpan<byte> text, string file)
    {
        var reader = new ConfigReader(this, file);
        reader.Read(text);
        ReadWarningCount = reader.WarningCount;
    }

    /// <summary>The configuration that <c>olddefconfig</c> makes from a .config.</summary>
    /// <param name="tree">The kernel's Kconfig.</param>
    /// <param name="text">The .config, one char per byte.</param>
    /// <param name="file">Its name in warnings, which the tree's host gets.</param>
    public static Configuration Of(KconfigTree tree, string text, string file)
    {
        var configuration = new Configuration(tree);
        configuration.Load(ByteText.BytesOf(text), file);
        configuration.CalculateAll();
        return configuration;
    }

    /// <summary>The .config, one char per byte, as kbuild writes it.</summary>
    public string ToConfig()
    {
        Calculate(Tree.Modules);
        return new ConfigWriter(this).Write();
    }

    /// <summary>Calculates all values after reading, in the kernel's order (<c>conf_read</c>).</summary>
    internal void CalculateAll()
    {
        Calculate(Tree.Modules);
        var isUnsaved = false;
        foreach (var symbol in Tree.InTableOrder)
        {
            Calculate(symbol);
            isUnsaved |= !symbol.IsChoice && IsUnsaved(symbol);
        }

        if (_dialect.DropsHiddenRequests)
            isUnsaved = DropRequests(isUnsaved);
        IsChanged |= ReadWarningCount > 0 || isUnsaved;
    }

    /// <summary>
    /// Drops the requested values that <see cref="CalculateAll"/> drops; other values are calculated on demand.
    /// </summary>
    internal void DropHiddenRequests()
    {
        if (!_dialect.DropsHiddenRequests)
            return;
        Calculate(Tree.Modules);
        var isUnsaved = Tree.InTableOrder.Any(symbol =>
        {
            Calculate(symbol);
            return !symbol.IsChoice && IsUnsaved(symbol);
        });
        DropRequests(isUnsaved);
    }

    internal void ClearRequests()
    {
        foreach (var symbol in Tree.InTableOrder)
        {
            ref var state = ref State(symbol);
            state.Clear(StateFlags.IsRequested);
            if (_dialect.HasClassicChoices && symbol.IsChoice)
                state.Set(StateFlags.IsRequested);
            state.Requested = Tristate.No;
            state.RequestedText = null;
            state.RequestedMember = null;
        }
    }

    /// <summary>Applies a .config line about a member to its choice.</summary>
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
        var requested = State(member).Requested;
        if (requested == Tristate.Mod && state.Requested == Tristate.Yes)
        {
            warn($"{member} creates inconsistent choice state");
            state.Clear(StateFlags.IsRequested);
        }
        else if (requested == Tristate.Yes)
        {
            if (state.Requested != Tristate.No)
                warn($"override: {member} changes choice state");
            state.RequestedMember = member;
        }

        state.Requested = Tristates.Or(state.Requested, requested);
    }

    private bool IsUnsaved(Symbol symbol)
    {
        ref var state = ref State(symbol);
        var isRequested = state.Has(StateFlags.IsRequested);
        if (!isRequested || !state.Has(StateFlags.Write))
            return isRequested || state.Has(StateFlags.Write);
        return symbol.Type.IsLogical() ? state.Requested != state.Value : state.RequestedText != state.Text;
    }

    private bool DropRequests(bool isUnsaved)
    {
        foreach (var symbol in Tree.InTableOrder)
        {
            ref var state = ref State(symbol);
            if (!state.Has(StateFlags.IsRequested) || symbol.IsChoiceMember)
                continue;
            if (state.Visible == Tristate.No && !isUnsaved)
                state.Clear(StateFlags.IsRequested);
            if (!_dialect.DropsNumbersOutOfRange
                || symbol.Type is not (SymbolType.String or SymbolType.Int or SymbolType.Hex)
                || IsAllowed(symbol, state.RequestedText ?? ""))
            {
                continue;
            }

            state.Clear(StateFlags.Valid | StateFlags.IsRequested);
            isUnsaved = true;
        }

        return isUnsaved;
    }
}
