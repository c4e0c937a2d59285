namespace KernelSplit.Packaging.Deb;

/// <summary>
/// The maintainer, from the variables of Debian's tools: <c>DEBFULLNAME</c> and <c>DEBEMAIL</c> (dch(1)).
/// </summary>
public static class DebMaintainer
{
    /// <summary>The current user; a placeholder without those variables, which lintian reports.</summary>
    public static string OfThisUser()
    {
        var email = Environment.GetEnvironmentVariable("DEBEMAIL");
        if (string.IsNullOrWhiteSpace(email))
            return "Nobody <nobody@localhost>";
        // dch also accepts "Name <address>" there.
        if (email.Contains('<'))
            return email.Trim();
        var name = Environment.GetEnvironmentVariable("DEBFULLNAME");
        return $"{(string.IsNullOrWhiteSpace(name) ? email.Split('@')[0] : name.Trim())} <{email.Trim()}>";
    }
}
