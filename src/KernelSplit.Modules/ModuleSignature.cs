using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace KernelSplit.Modules;

/// <summary>
/// The signature appended to a module's ELF file: a PKCS #7 message, struct module_signature and a magic string
/// (include/linux/module_signature.h, scripts/sign-file.c). It isn't verified: only the kernel has the keys.
/// </summary>
public sealed class ModuleSignature
{
    private SignerInfo? _signer;

    internal ModuleSignature(ReadOnlyMemory<byte> message) => Message = message;

    /// <summary>The PKCS #7 message (RFC 2315), as it is in the file.</summary>
    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>The common name of the certificate's issuer; null if the message can't be parsed.</summary>
    public string? Signer => Read().Signer;

    /// <summary>The certificate's serial number, hexadecimal.</summary>
    public string? SerialNumber => Read().SerialNumber;

    /// <summary>Such as <c>sha256</c>.</summary>
    public string? HashAlgorithm => Read().HashAlgorithm;

    /// <summary>The raw signature value.</summary>
    public ReadOnlyMemory<byte> Value => Read().Signature;

    private SignerInfo Read() => _signer ??= ReadSigner();

    /// <summary>SignedData, RFC 2315 9.1; its first SignerInfo, 9.2.</summary>
    private SignerInfo ReadSigner()
    {
        try
        {
            var contentInfo = new AsnReader(Message, AsnEncodingRules.BER).ReadSequence();
            contentInfo.ReadObjectIdentifier();
            var signedData = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
            signedData.ReadInteger();
            signedData.ReadSetOf();
            signedData.ReadSequence();
            while (signedData.PeekTag().TagClass == TagClass.ContextSpecific)
                signedData.ReadEncodedValue();
            var signerInfo = signedData.ReadSetOf().ReadSequence();
            signerInfo.ReadInteger();
            var issuerAndSerial = signerInfo.ReadSequence();
            var signer = ReadCommonName(issuerAndSerial.ReadSequence());
            var serial = issuerAndSerial.ReadInteger();
            var hash = new Oid(signerInfo.ReadSequence().ReadObjectIdentifier());
            if (signerInfo.PeekTag().TagClass == TagClass.ContextSpecific)
                signerInfo.ReadEncodedValue();
            signerInfo.ReadSequence();
            return new SignerInfo(signer, Hexadecimal(serial), hash.FriendlyName, signerInfo.ReadOctetString());
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return new SignerInfo(null, null, null, null);
        }
    }

    private static string? ReadCommonName(AsnReader name)
    {
        const string CommonName = "2.5.4.3";
        while (name.HasData)
        {
            var attribute = name.ReadSetOf().ReadSequence();
            if (attribute.ReadObjectIdentifier() == CommonName)
                return Encoding.UTF8.GetString(attribute.PeekContentBytes().Span);
        }
        return null;
    }

    private static string Hexadecimal(BigInteger number) =>
        Convert.ToHexString(number.ToByteArray(isUnsigned: number.Sign >= 0, isBigEndian: true));

    private sealed record SignerInfo(string? Signer, string? SerialNumber, string? HashAlgorithm, byte[]? Signature);
}
