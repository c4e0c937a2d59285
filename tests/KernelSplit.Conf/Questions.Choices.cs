using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>Asks for the member of a choice.</summary>
internal sealed partial class Questions
{
    private void AskForMember(MenuNode choice)
    {
        var isNew = _isClassic && !IsRequested(choice.Symbol!);
        if (_isClassic && !AskForChoiceItself(choice))
            return;
        while (true)
        {
            Print($"{Margin}{choice.Prompt!.Text}\n");
            var chosen = _isClassic ? configuration.State(choice.Symbol!).Chosen : configuration.Choose(choice);
            var line = "";
            var count = PrintMembers(choice, chosen, out var chosenNumber, out var hasNewMember);
            isNew |= !_isClassic && hasNewMember;
            Print($"{Margin}choice");
            if (count == 1)
            {
                Print("[1]: 1\n");
            }
            else
            {
                Print($"[1-{count}?]: ");
                if (ReadNumber(isNew, chosenNumber, ref line) is not { } number)
                {
                    if (line.StartsWith('?'))
                        PrintHelp(choice);
                    continue;
                }

                count = number;
            }

            if (MemberAt(choice, count) is not { } member)
                continue;
            if (line.EndsWith('?'))
            {
                PrintHelp(member);
                continue;
            }

            Take(choice, member);
            return;
        }
    }

    private int? ReadNumber(bool isNew, int chosenNumber, ref string line)
    {
        if (_mode is ConfMode.OldConfig or ConfMode.SyncConfig && !isNew)
        {
            Print($"{chosenNumber}\n");
            return chosenNumber;
        }

        line = input.Next(otherwise: "").Trim();
        if (line.Length == 0)
            return chosenNumber;
        return char.IsAsciiDigit(line[0]) ? (int)Numbers.Signed(line, 10) : null;
    }

    private int PrintMembers(MenuNode choice, Symbol? chosen, out int chosenNumber, out bool hasNewMember)
    {
        var count = chosenNumber = 0;
        hasNewMember = false;
        for (var child = choice.FirstChild; child is not null; child = child.Next)
        {
            if (!configuration.IsVisible(child))
                continue;
            if (child.Symbol is not { } member)
            {
                Print($"{Indented('*')} {child.Prompt!.Text}\n");
                continue;
            }

            count++;
            if (member == chosen)
                chosenNumber = count;
            Print($"{Indented(member == chosen ? '>' : ' ')} {count}. {child.Prompt!.Text} ({member})");
            if (!IsRequested(member))
            {
                hasNewMember = true;
                Print(" (NEW)");
            }

            Print("\n");
        }

        return count;
    }

    private MenuNode? MemberAt(MenuNode choice, int number)
    {
        for (var child = choice.FirstChild; child is not null; child = child.Next)
        {
            if (child.Symbol is not null && configuration.IsVisible(child) && --number == 0)
                return child;
        }

        return null;
    }

    private void Take(MenuNode choice, MenuNode member)
    {
        if (!_isClassic)
        {
            configuration.ChooseMember(choice, member.Symbol!);
            return;
        }

        configuration.SetValue(member.Symbol!, Tristate.Yes);
        _indent += 2;
        for (var child = member.FirstChild; child is not null; child = child.Next)
            Show(child);
        _indent -= 2;
    }

    /// <summary>Up to 6.10, asks for the value of the choice first; false if no member can be chosen.</summary>
    private bool AskForChoiceItself(MenuNode choice)
    {
        var symbol = choice.Symbol!;
        var isChangeable = IsChangeable(symbol);
        if (isChangeable)
        {
            AskForLetter(choice, symbol);
            configuration.Calculate(symbol);
        }

        var value = configuration.State(symbol).Value;
        if (value == Tristate.Mod && !isChangeable)
            Print($"{Margin}{choice.Prompt!.Text}\n");
        return value == Tristate.Yes;
    }
}
