namespace KernelSplit.Modules;

/// <summary>A module's bytes in short.</summary>
/// <param name="File">The first half of the SHA-256 of the file as installed, hexadecimal: <c>sha256sum</c>'s first 32 digits.</param>
/// <param name="Code">
/// The same of what runs: code, data, and what each of their relocations points to. Two builds of the same source by the
/// same compiler agree in it, whatever their build-id, release, signature, symbol versions and type information are.
/// </param>
public sealed record ModuleContent(string File, string Code);
