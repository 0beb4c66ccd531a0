using System.Security.Cryptography;
using System.Text;

namespace Csms.EventStore.Ledger;

/// <summary>The key that signs checkpoints, or its public half: ECDSA over P-256 with SHA-256, C2SP's signature type 0x02.</summary>
public sealed class LedgerKey : IDisposable
{
    private const DSASignatureFormat Format = DSASignatureFormat.Rfc3279DerSequence;
    private readonly ECDsa key;
    private readonly byte[] id;

    private LedgerKey(ECDsa key)
    {
        this.key = key;
        id = SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..4];
    }

    /// <summary>The first four bytes of the hash of the public key (SPKI, DER), in hexadecimal.</summary>
    public string Id => Convert.ToHexStringLower(id);

    /// <summary>A new key.</summary>
    public static LedgerKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a private or a public key.</summary>
    /// <exception cref="ArgumentException">It is not a PEM of a key.</exception>
    /// <exception cref="CryptographicException">It is not of P-256.</exception>
    public static LedgerKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new CryptographicException("A ledger's key is of the curve P-256.");
            return new LedgerKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The private key, PKCS #8.</summary>
    public string PrivatePem() => key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The public key, SPKI: what verifiers need.</summary>
    public string PublicPem() => key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>The signed note of a checkpoint.</summary>
    public string Sign(Checkpoint checkpoint) => SignedNote.Write(
        checkpoint.Text,
        new NoteSignature(checkpoint.Origin, id, key.SignData(Encoding.UTF8.GetBytes(checkpoint.Text), HashAlgorithmName.SHA256, Format)));

    /// <summary>Whether this key has signed the note, in the ledger's name.</summary>
    public bool HasSigned(SignedNote note)
    {
        var text = Encoding.UTF8.GetBytes(note.Text);
        return Checkpoint.TryParse(note.Text, out var checkpoint) && note.Signatures.Any(signature =>
            signature.Name == checkpoint.Origin && signature.KeyId.AsSpan().SequenceEqual(id)
            && key.VerifyData(text, signature.Value, HashAlgorithmName.SHA256, Format));
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
