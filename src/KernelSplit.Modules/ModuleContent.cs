namespace KernelSplit.Modules;

/// <summary>Hashes of a module's file.</summary>
/// <param name="File">The first half of the SHA-256 of the file as installed, hexadecimal: <c>sha256sum</c>'s first 32
/// digits.</param>
/// <param name="Code">
/// The same for what is loaded: code, data, and the targets of their relocations. It is equal for two builds of the
/// same source by the same compiler, whatever their build ID, release, signature, symbol versions and type information.
/// </param>
public sealed record ModuleContent(string File, string Code);
