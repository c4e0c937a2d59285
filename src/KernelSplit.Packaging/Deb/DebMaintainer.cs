namespace KernelSplit.Packaging.Deb;

/// <summary>Who packages, as Debian's own tools are told: <c>DEBFULLNAME</c> and <c>DEBEMAIL</c> (dch(1)).</summary>
public static class DebMaintainer
{
    /// <summary>Whoever runs this; without those variables nobody, of which lintian complains.</summary>
    public static string OfThisUser()
    {
        var email = Environment.GetEnvironmentVariable("DEBEMAIL");
        if (string.IsNullOrWhiteSpace(email))
            return "Nobody <nobody@localhost>";
        // dch takes "Name <address>" there, too.
        if (email.Contains('<'))
            return email.Trim();
        var name = Environment.GetEnvironmentVariable("DEBFULLNAME");
        return $"{(string.IsNullOrWhiteSpace(name) ? email.Split('@')[0] : name.Trim())} <{email.Trim()}>";
    }
}
