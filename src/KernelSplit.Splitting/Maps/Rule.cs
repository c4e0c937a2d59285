using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps;

/// <summary>One rule of a package map.</summary>
/// <param name="Number">Its position, from 1: the first rule that matches a module decides.</param>
/// <param name="File">The map that it is in.</param>
/// <param name="Line">Its line there, from 1.</param>
/// <param name="To">The package it sends modules to.</param>
/// <param name="Because">The reason, in a sentence for readers who don't know the kernel.</param>
/// <param name="When">What a module must be.</param>
public sealed record Rule(int Number, string File, int Line, string To, string Because, RuleCondition When)
{
    /// <summary>Whether it came by <c>extends</c>.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Kernels on which it may match nothing; null when it must match on all.</summary>
    public KernelScope? MayMatchNothing { get; init; }

    /// <summary>Whether dependencies may not move what it places.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Its place in messages: <c>cloud.yaml:46</c>.</summary>
    public string Place =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileName(File)}:{Line}");
}
