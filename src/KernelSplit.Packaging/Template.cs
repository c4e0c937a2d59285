using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using KernelSplit.Foundation;

namespace KernelSplit.Packaging;

/// <summary>The templates of kernel-spec/: no HTML escaping, and an unknown placeholder is an error.</summary>
internal static class Template
{
    public static IHandlebars Engine() =>
        Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

    /// <param name="file">The template.</param>
    /// <param name="partial">The template that it includes, if any.</param>
    /// <param name="action">Compiles or renders it.</param>
    /// <exception cref="InvalidInputException">A template is invalid.</exception>
    public static T Try<T>(string file, string? partial, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw new InvalidInputException(
                (e.InnerException is null ? null : partial) ?? file,
                    $"invalid template: {(e.InnerException ?? e).Message}");
        }
    }
}
